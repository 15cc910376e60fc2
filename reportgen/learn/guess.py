"""A sheet that no rule claims → what it is taken for, and why."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath

from reportgen.ingest.files import shared_start
from reportgen.ingest.headers import joined
from reportgen.ingest.platforms.layout import Kind as Answer
from reportgen.ingest.platforms.layout import Layout, Question, Structure
from reportgen.ingest.platforms.registry import PLATFORMS
from reportgen.ingest.sheet import Sheet
from reportgen.learn.adjusted import amount_unit, dated, everywhere, in_order, missing_words, once, with_office
from reportgen.learn.answers import Column, asked
from reportgen.learn.body import Body, body_of, columns_of
from reportgen.learn.dateorder import date_order
from reportgen.learn.decided import doubled, left_out, needed, of_events, reasons, short_years
from reportgen.learn.exports import LEAD, LEAST, SURE, Taken, ranked
from reportgen.learn.formlook import form_fields
from reportgen.learn.heads import Head, head_of
from reportgen.learn.kinds import Kind, kind_of
from reportgen.learn.learner import Learner
from reportgen.learn.looks import Looks
from reportgen.learn.proposal import Asked, Choice, Proposal
from reportgen.learn.ticketed import with_system
from reportgen.learn.vocabulary import said_values
from reportgen.model.text import text
from reportgen.policy.sources import FIELDS, REQUIRED_FIELDS, Export

_WAN = ("万元", "(万)", "（万）", "万")
_UNKNOWN_UNIT = 10_000
_LISTED = 30
_LEADS = 3


def guessed(sheet: Sheet, name: str, learner: Learner) -> Proposal:
    """Return what a sheet is taken for.

    In:   name: of the file, without folders.
    Out:  a proposal without its rule; export None where it is nothing of ours.
    """
    start = Proposal(file=name, sheet=sheet.sheet, encoding=sheet.encoding)
    if sheet.sheet and (found := form_fields(sheet, learner.words.words)):
        return _form(start, found, sheet, learner)
    layout, others, structure = platform_of(sheet, learner.structures)
    start = replace(start, structure=PurePath(structure.file).name if structure else "")
    head = _head(sheet, layout, learner)
    if head is None:
        return replace(start, decisions=(text("no table of at least two columns was found in it"),))
    if head.turned:
        return _turned(start, head)
    return _table(start, sheet, head, layout, learner, doubtful=bool(others))


def platform_of(
    sheet: Sheet, structures: Sequence[Structure]
) -> tuple[Layout | None, list[Layout], Structure | None]:
    """Return how a platform laid out a sheet, what others say of it too, and the questionnaire that helped."""
    found: list[tuple[Layout, Structure | None]] = []
    for platform, recognised in PLATFORMS.items():
        own = [one for one in structures if one.platform == platform]
        best = max(own, key=lambda one: shared_start(one.file, sheet.file), default=None)
        layout = recognised(sheet, best)
        if layout is not None:
            found.append((layout, best))
    found.sort(key=lambda pair: -len(pair[0].evidence))
    if not found:
        return None, [], None
    return found[0][0], [layout for layout, _ in found[1:]], found[0][1]


def _head(sheet: Sheet, layout: Layout | None, learner: Learner) -> Head | None:
    if layout is None:
        return head_of(sheet, learner.words.spells)
    names = joined(sheet, sheet.cells[: layout.at + layout.rows], layout.at, layout.rows)
    titles = tuple(" ".join(filter(None, row)) for row in sheet.cells[: layout.at] if any(row))
    return Head(at=layout.at, rows=layout.rows, names=tuple(names), titles=titles)


def _turned(start: Proposal, head: Head) -> Proposal:
    hint = text("the headings stand below each other in the first column: turn the table (copy, paste transposed)")
    return replace(start, turned=True, titles=head.at, decisions=(hint,))


def _form(start: Proposal, found: Mapping[str, Choice], sheet: Sheet, learner: Learner) -> Proposal:
    values, unsaid = said_values(Export.SCORECARD_ITEMS, _form_words(sheet, found), learner.words)
    return replace(
        start,
        export=Export.SCORECARD_ITEMS,
        export_sure=True,
        layout="form",
        rows=len(sheet.cells),
        columns=found,
        values=values,
        unsaid_values={name: words for name, words in unsaid.items() if name not in {"points", "item"}},
        reasons=(text("a filled form: labels with values beside them, a table of items and one of signatures"),),
    )


def _form_words(sheet: Sheet, found: Mapping[str, Choice]) -> dict[str, list[str]]:
    """Return the words of the whole form for every field with a vocabulary: what is not in it is no matter."""
    cells = [cell.strip() for row in sheet.cells for cell in row if cell.strip()]
    return {name: cells for name in ("card_kind", "special", "part", "points", "step") if name in found}


def _table(
    start: Proposal, sheet: Sheet, head: Head, layout: Layout | None, learner: Learner, *, doubtful: bool
) -> Proposal:
    """Return the proposal of a table under headings."""
    body = body_of(sheet, head, learner.profile.total_words)
    columns = columns_of(head, body, learner.missing)
    questions = asked(
        _askable(columns, layout), learner.wordings, [*learner.missing, *(layout.skipped if layout else ())]
    )
    start = replace(
        start,
        platform=layout.platform if layout else None,
        platform_sure=not doubtful and (layout is None or _signed(layout)),
        titles=head.at,
        title_words=" / ".join(head.titles),
        header_rows=head.rows,
        heading_sure=head.sure or layout is not None,
        rows=body.count,
        allow_empty=not body.count,
        headings=tuple(seen.heading for seen in columns),
    )
    taken, sure = _taken(columns, questions, start, layout, learner)
    if taken is None:
        best = text("nothing here looks like one of the exports that a build reads")
        return replace(start, left_out=left_out(columns, {}, ()), reasons=(*reasons(start, layout), best))
    return _filled(
        replace(start, export=taken.export, export_sure=sure), taken, columns, questions, (layout, body), learner
    )


def _askable(columns: Sequence[Looks], layout: Layout | None) -> list[Column]:
    """Return the columns that may be questions: those of a platform's layout, or every one."""
    if layout is None:
        return [Column(seen=seen, name=seen.heading, wording=seen.heading) for seen in columns if seen.heading]
    scored = {Answer.SINGLE, Answer.NUMBER}
    used = {*layout.fields.values()}
    return [
        Column(
            seen=columns[one.column],
            name=_called(one, layout),
            wording=one.wording,
            part=one.part,
            code=one.code,
            told=bool(one.options),
        )
        for one in layout.questions
        if one.kind in scored and 0 <= one.column < len(columns) and one.column not in used
    ]


def _signed(layout: Layout) -> bool:
    """Whether a sheet carries its platform's own columns: some, or the number of the answer under several rows."""
    return len(layout.fields) >= _LEADS or ("response_id" in layout.fields and layout.rows > 1)


def _called(one: Question, layout: Layout) -> str:
    """Return what a rule calls a question: its code where its author gave it, else its words, which stay put."""
    if layout.authored:
        return one.code
    both = f"{one.wording}/{one.part}" if one.part else one.wording
    alike = sum(other.wording == one.wording and other.part == one.part for other in layout.questions)
    return both if both and alike == 1 else one.code


def _taken(
    columns: Sequence[Looks], questions: Sequence[Asked], start: Proposal, layout: Layout | None, learner: Learner
) -> tuple[Taken | None, bool]:
    """Return the export that the table is taken for, and whether that is sure."""
    names = (start.file, start.sheet, start.title_words)
    scored = {one.column for one in questions}
    free = [seen for seen in columns if seen.index not in scored and seen.heading]
    if layout is None:
        plain = ranked([seen for seen in columns if seen.heading], 0, names, learner.words, learner.register)
        asked_for = ranked(free, len(questions), names, learner.words, learner.register)
        surveys = [one for one in asked_for if one.export is Export.SURVEY]
        both = [one for one in plain if one.export is not Export.SURVEY] + surveys
        order = sorted(both, key=lambda one: -one.score)
        if order[0].score < LEAST:
            return None, False
        best = order[0]
        required = [best.matched.choices.get(name) for name in REQUIRED_FIELDS[best.export]]
        clear = best.score >= SURE and best.score - order[1].score >= LEAD
        return best, clear and all(one is not None and one.sure for one in required)
    order = ranked(free, max(1, len(layout.questions)), names, learner.words, learner.register)
    return next(one for one in order if one.export is Export.SURVEY), True


def _filled(
    start: Proposal,
    taken: Taken,
    columns: Sequence[Looks],
    questions: Sequence[Asked],
    read: tuple[Layout | None, Body],
    learner: Learner,
) -> Proposal:
    """Return the proposal with its columns, values, dates, units and what a person must decide."""
    layout, body = read
    survey = taken.export is Export.SURVEY
    choices = dict(taken.matched.choices)
    if layout:
        told = text("{platform} writes it there", platform=layout.platform)
        choices = {name: one for name, one in choices.items() if one.column not in layout.fields.values()}
        for name, index in layout.fields.items():  # one column may be named for two of them
            if name in FIELDS[Export.SURVEY] and index not in {one.column for one in choices.values()}:
                choices[name] = Choice(column=index, heading=columns[index].heading or name, sure=True, why=told)
    choices = in_order(dated(choices) if survey else choices, body, taken.export)
    choices = once(with_office(choices) if taken.export is Export.CLIENTS else choices, columns)
    dates = [columns[one.column] for name, one in choices.items() if kind_of(taken.export, name) is Kind.DATE]
    order = date_order(dates)
    texts = {name: list(columns[one.column].counts) for name, one in choices.items()}
    values, unsaid = said_values(taken.export, texts, learner.words)
    unit, unit_sure = amount_unit(taken.export, choices, columns)
    kept = (
        tuple(one for one in questions if one.column not in {c.column for c in choices.values()}) if survey else ()
    )
    done = replace(
        start,
        layout="wide" if survey and kept else "table",
        columns=choices,
        constants=everywhere(taken.export, choices),
        questions=kept,
        values=values,
        unsaid_values=unsaid,
        date_order=order.order,
        date_order_sure=order.sure,
        amount_unit=unit,
        amount_unit_sure=unit_sure,
        missing=missing_words(body, choices, learner),
        left_out=left_out(columns, choices, kept),
    )
    done = with_system(done, columns)
    said = (
        *doubled(done, columns),
        *needed(done, learner),
        *short_years(dates, done.platform),
        *of_events(done, columns),
    )
    return replace(done, reasons=reasons(done, layout), decisions=said)
