"""Proposals as a person reads them on a terminal."""

from collections.abc import Callable, Iterator

from reportgen.learn.proposal import Proposal
from reportgen.learn.rule import decisions
from reportgen.model.text import Text, text

Say = Callable[[str], str]
_LISTED = 12
_SHOWN = 40


def lines(one: Proposal, say: Say) -> Iterator[str]:
    """Yield what a file is taken for, why, and what a person must decide."""
    yield _name(one)
    for said in (_taken_for(one), _how(one), *one.reasons):
        if said.pattern:
            yield "  " + said.said(say)
    every = list(to_decide(one, say))
    if not every:
        yield "  " + text("nothing to decide").said(say)
        return
    yield "  " + text("please decide ({count}):", count=len(every)).said(say)
    for number, decision in enumerate(every[:_LISTED], start=1):
        yield f"   {number:>2}. {decision}"
    if len(every) > _LISTED:
        rest = text("{count} more; each is marked in the rule", count=len(every) - _LISTED)
        yield f"       {rest.said(say)}"


def _name(one: Proposal) -> str:
    return f"{one.file}[{one.sheet}]" if one.sheet else one.file


def _taken_for(one: Proposal) -> Text:
    if one.export is None:
        return Text("")
    if one.platform:
        return text(
            "taken for {export}, exported by {platform}: {rows} rows, {columns} fields, {questions} questions",
            export=one.export.value,
            platform=one.platform,
            rows=one.rows,
            columns=len(one.columns),
            questions=len(one.questions),
        )
    if one.questions:
        return text(
            "taken for {export}: {rows} rows, {columns} fields, {questions} questions",
            export=one.export.value,
            rows=one.rows,
            columns=len(one.columns),
            questions=len(one.questions),
        )
    return text(
        "taken for {export}: {rows} rows, {columns} fields",
        export=one.export.value,
        rows=one.rows,
        columns=len(one.columns),
    )


def _how(one: Proposal) -> Text:
    if one.layout == "form" or not one.encoding:
        return Text("")
    row = one.titles + 1
    if one.delimiter:
        shown = {"\t": "tab"}.get(one.delimiter, one.delimiter)
        return text(
            "text in {encoding}, fields between {delimiter}, headings from row {row}",
            encoding=one.encoding,
            delimiter=shown,
            row=row,
        )
    return text("a workbook, headings from row {row}", row=row)


def to_decide(one: Proposal, say: Say) -> Iterator[str]:
    """Yield everything that a person must decide, in the order of the rule."""
    for said in _of_file(one):
        yield said.said(say)
    for name, choice in one.columns.items():
        if not choice.sure:
            yield f"{name} ← {choice.heading[:_SHOWN]}: {choice.why.said(say)}"
    for asked in one.questions:
        if asked.scale.pack:
            differs = text(
                "answers from {scale}, the pack says {pack}", scale=str(asked.scale), pack=asked.scale.pack
            )
            yield f"{asked.code} ← {asked.heading[:_SHOWN]}: {differs.said(say)}"
        elif not asked.sure:
            yield f"{asked.code} ← {asked.heading[:_SHOWN]}: {asked.why.said(say)}"
    for name, words in one.unsaid_values.items():
        yield text("{field}: which words of ours are {words}?", field=name, words=", ".join(words)).said(say)
    for said in (*_of_values(one), *decisions(one)):
        yield said.said(say)


def _of_file(one: Proposal) -> Iterator[Text]:
    if one.export is None:
        return
    if not one.export_sure:
        yield text("export: is it {export}?", export=one.export.value)
    if not one.encoding_sure:
        yield text("encoding: are the letters right in {encoding}?", encoding=one.encoding)
    if one.platform and not one.platform_sure:
        yield text("platform: does it come from {platform}?", platform=one.platform)
    if not one.heading_sure:
        yield text("header_rows: do the headings stand in row {row}?", row=one.titles + 1)


def _of_values(one: Proposal) -> Iterator[Text]:
    if not one.date_order_sure:
        yield text("date_order: does the day or the month stand first?")
    if not one.amount_unit_sure:
        yield text("amount_unit: are amounts in yuan or in wan_yuan (万元)?")
