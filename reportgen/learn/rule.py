"""A proposal → the entry of config/sources.yaml, with what a person must decide marked at its place."""

import json
import re
from collections.abc import Callable, Sequence

from reportgen.ingest.headers import ONE_OF
from reportgen.learn.proposal import Asked, Proposal
from reportgen.model.text import Text, text
from reportgen.policy.fault import problems_of
from reportgen.policy.marks import marked
from reportgen.policy.sources import FIELDS, REQUIRED_FIELDS, Export, Source, Sources

MARK = "# 请确认 decide: "
"""Before every statement that a person must look at; in both languages, so that one search finds them all."""

_PLAIN = re.compile(r"^[A-Za-z\u4e00-\u9fff][A-Za-z0-9_\u4e00-\u9fff（）]*$")
_TWO_WAYS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})
_LISTED = 40

Say = Callable[[str], str]


def lacking(one: Proposal) -> list[str]:
    """Return the fields that the export cannot do without and that no column was found for."""
    if one.export is None or one.platform or one.layout == "form":
        return [] if one.export is None else _form_lacking(one)
    missing = [name for name in REQUIRED_FIELDS[one.export] if name not in {*one.columns, *one.constants}]
    missing = [name for name in missing if not (one.unnumbered and name == "complaint_id")]
    either = ONE_OF.get(one.export, ())
    if either and not {*either} & {*one.columns}:
        missing.append(either[0])
    return missing


def _form_lacking(one: Proposal) -> list[str]:
    wanted = () if one.platform else ("graded_on", "item")
    return [name for name in wanted if name not in one.columns]


def entry(one: Proposal, files: Sequence[str], say: Say, *, required: bool) -> str:
    """Return the entry as YAML text, two blanks in, comments in the language of ``say``."""
    if one.export is None:
        return ""
    lines = [f"  - export: {one.export.value}{_mark(one.export_sure, _which_export(one), say)}"]
    add = lines.append
    add(f"    files: [{', '.join(map(quoted, files))}]")
    add(f"    required: {str(required).lower()}")
    if one.allow_empty or one.export in {Export.CHURN_REPORTS, Export.LIMIT_APPLICATIONS}:
        add("    allow_empty: true")
    lines += _reading(one, say)
    lines += _columns(one, say)
    lines += _constants(one, say)
    lines += _questions(one, say)
    lines += _values(one, say)
    lines += _last(one, say)
    return "\n".join(lines) + "\n"


def _reading(one: Proposal, say: Say) -> list[str]:
    """Return the lines on how the file is read."""
    lines = []
    if one.encoding not in {"utf-8", "xlsx", "xls"}:
        why = text("the bytes fit this encoding best, but do not prove it")
        lines.append(f"    encoding: {one.encoding}{_mark(one.encoding_sure, why, say)}")
    if one.delimiter not in {"", ","}:
        lines.append(f"    delimiter: {quoted(one.delimiter)}")
    if one.sheet:
        many = text("other sheets are not read: {sheets}", sheets=", ".join(one.other_sheets))
        lines.append(f"    sheet: {quoted(one.sheet)}{_comment(many, say) if one.other_sheets else ''}")
    if one.platform:
        why = text("another platform writes such headings too")
        lines.append(f"    platform: {one.platform}{_mark(one.platform_sure, why, say)}")
    if one.events and one.platform:
        lines.append("    events: true")
    if one.unnumbered:
        why = text("no column numbers the complaints; rows that are alike in every cell count once")
        lines.append(f"    unnumbered: true{_mark(False, why, say)}")
    if one.structure:
        lines.append(f"    structure: [{quoted(one.structure)}]")
    if one.layout != "table":
        lines.append(f"    layout: {one.layout}")
    if one.header_rows > 1 or not one.heading_sure:
        why = text("another row could be the headings")
        lines.append(f"    header_rows: {one.header_rows}{_mark(one.heading_sure, why, say)}")
    return lines


def _columns(one: Proposal, say: Say) -> list[str]:
    lines = ["    columns:"] if one.columns else ["    columns: {}"]
    order = {name: at for at, name in enumerate(FIELDS[one.export or Export.SURVEY])}
    for name in sorted(one.columns, key=lambda field: order[field]):
        choice = one.columns[name]
        lines.append(f"      {name}: [{quoted(choice.heading)}]{_mark(choice.sure, choice.why, say)}")
    return lines


def _constants(one: Proposal, say: Say) -> list[str]:
    if not one.constants:
        return []
    why = text("no column says it; every row gets this")
    said = ", ".join(f"{name}: {quoted(value)}" for name, value in one.constants.items())
    return [f"    constants: {{{said}}}{_mark(False, why, say)}"]


def _questions(one: Proposal, say: Say) -> list[str]:
    if not one.questions:
        return []
    each = (f"      {one.code}: [{quoted(one.heading)}]{_question_mark(one, say)}" for one in one.questions)
    return ["    questions:", *each]


def _question_mark(asked: Asked, say: Say) -> str:
    """Return the comment on a question: what to decide, or which scale it is on."""
    if asked.scale.pack:
        return _mark(
            False,
            text("answers from {scale}, the pack says {pack}", scale=str(asked.scale), pack=asked.scale.pack),
            say,
        )
    both = text("{why}; scale {scale}", why=asked.why.said(say), scale=str(asked.scale))
    return _mark(asked.sure, both, say)


def _values(one: Proposal, say: Say) -> list[str]:
    named = {**one.values, **{name: {} for name in one.unsaid_values if name not in one.values}}
    if not named:
        return []
    lines = ["    values:"]
    for name, rule in named.items():
        said = ", ".join(f"{quoted(word)}: [{', '.join(map(quoted, many))}]" for word, many in rule.items())
        rest = ", ".join(one.unsaid_values.get(name, ()))
        why = text("which word of ours are these: {words}", words=rest)
        lines.append(f"      {name}: {{{said}}}{_mark(not rest, why, say)}")
    return lines


def _last(one: Proposal, say: Say) -> list[str]:
    """Return the date order, the unit of money, and what concerns the file as a whole."""
    lines = []
    if one.date_order:
        why = text("the dates do not prove whether the day or the month stands first")
        lines.append(f"    date_order: {one.date_order}{_mark(one.date_order_sure, why, say)}")
    if one.amount_unit != "yuan" or not one.amount_unit_sure:
        why = text("neither headings nor cells say whether amounts are in yuan or wan_yuan")
        lines.append(f"    amount_unit: {one.amount_unit}{_mark(one.amount_unit_sure, why, say)}")
    lines += [f"    {MARK}{_line(said, say)}" for said in decisions(one)]
    return lines


def decisions(one: Proposal) -> list[Text]:
    """Return what a person must decide about the file as a whole."""
    said = list(one.decisions)
    if one.missing:
        said.append(
            text(
                "these stand for nothing in the file; add them to missing_words in config/profile.yaml: {words}",
                words=", ".join(one.missing),
            )
        )
    labels = dict.fromkeys(label for asked in one.questions for label in asked.scale.unsaid)
    if labels:
        said.append(
            text(
                "no active pack gives these answers a number; add them to labels there: {labels}",
                labels=", ".join(labels),
            )
        )
    if one.left_out and one.layout != "form":
        rest = f", … (+{len(one.left_out) - _LISTED})" if len(one.left_out) > _LISTED else ""
        said.append(
            text("not read, add what is needed: {columns}", columns=" | ".join(one.left_out[:_LISTED]) + rest)
        )
    return said


def _which_export(one: Proposal) -> Text:
    return text("taken for {export}, all columns below hang on it", export=one.export.value if one.export else "–")


def _mark(sure: bool, why: Text, say: Say) -> str:  # noqa: FBT001 - reads as "mark unless sure"
    return "" if sure else f"  {MARK}{_line(why, say)}"


def _comment(why: Text, say: Say) -> str:
    return f"  # {_line(why, say)}"


def _line(why: Text, say: Say) -> str:
    return "".join(c if c.isprintable() else " " for c in why.said(say))


def quoted(word: str) -> str:
    """Return a text as YAML: as it is where nothing could be read into it, else in quotes.

    >>> quoted("客户编号"), quoted("no"), quoted("金额 [元]")
    ('客户编号', '"no"', '"金额 [元]"')
    """
    if _PLAIN.match(word) and word.lower() not in _TWO_WAYS:
        return word
    whole = json.dumps(word, ensure_ascii=False)
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in whole)


def rule_of(yaml_entry: str) -> tuple[Source | None, list[str]]:
    """Return the rule that an entry makes, or None and what is wrong with it."""
    from pydantic import ValidationError

    whole = f"format: 1\nsources:\n{yaml_entry}"
    data, problems = marked(whole, "config/sources.yaml")
    if data is None or problems:
        return None, [str(problem) for problem in problems]
    try:
        return Sources.model_validate(data.data).sources[0], []
    except ValidationError as error:
        return None, [
            str(problem.expected) for problem in problems_of(error, Sources, data, "config/sources.yaml")
        ]
