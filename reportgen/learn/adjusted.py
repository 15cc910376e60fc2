"""Choices of columns as the whole table settles them: dates in order, headings once, offices, units."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from reportgen.ingest.headers import bare
from reportgen.learn.body import Body
from reportgen.learn.kinds import Kind, kind_of
from reportgen.learn.learner import Learner
from reportgen.learn.looks import Looks
from reportgen.learn.proposal import Choice
from reportgen.learn.sequence import backwards
from reportgen.model.folding import tidied
from reportgen.model.text import text
from reportgen.policy.sources import Export

_WAN = ("万元", "(万)", "（万）", "万")


def dated(choices: Mapping[str, Choice]) -> dict[str, Choice]:
    """Return the choices of a survey; where only its start is known, that is its date."""
    if "answered_at" in choices or "started_at" not in choices:
        return dict(choices)
    start = replace(choices["started_at"], sure=False, why=text("the only date of the answers; it is their start"))
    return {name: one for name, one in choices.items() if name != "started_at"} | {"answered_at": start}


def with_office(choices: Mapping[str, Choice]) -> dict[str, Choice]:
    """Return the choices of a register; where offices have no ids their names serve as ids."""
    if "office_id" in choices or "office_name" not in choices:
        return dict(choices)
    named = replace(
        choices["office_name"], sure=False, why=text("offices have no ids here; their names serve as ids")
    )
    return {name: one for name, one in choices.items() if name != "office_name"} | {"office_id": named}


def everywhere(export: Export, choices: Mapping[str, Choice]) -> dict[str, str]:
    """Return what every row has alike: the one office of a register that names none."""
    return {"office_id": "ALL"} if export is Export.CLIENTS and "office_id" not in choices else {}


def once(choices: Mapping[str, Choice], columns: Sequence[Looks]) -> dict[str, Choice]:
    """Return the choices without headings that stand over two columns: no reader takes one of them by guess."""
    counts = Counter(bare(seen.heading) for seen in columns)
    return {name: one for name, one in choices.items() if counts[bare(one.heading)] == 1}


def in_order(choices: Mapping[str, Choice], body: Body, export: Export) -> dict[str, Choice]:
    """Return the choices; dates of a complaint that run backwards are no longer sure."""
    if export is not Export.COMPLAINTS:
        return dict(choices)
    wrong = backwards({name: one.column for name, one in choices.items()}, body.rows)
    return {
        name: replace(
            one, sure=False, why=text("in {share} of the rows it lies before the receipt", share=wrong[name])
        )
        if name in wrong
        else one
        for name, one in choices.items()
    }


def amount_unit(export: Export, choices: Mapping[str, Choice], columns: Sequence[Looks]) -> tuple[str, bool]:
    """Return yuan or wan_yuan, and whether headings or cells say it."""
    money = [(name, one) for name, one in choices.items() if kind_of(export, name) is Kind.AMOUNT]
    if not money or export is Export.SURVEY:
        return "yuan", True
    headings = [one.heading for _, one in money]
    if any(any(word in heading for word in _WAN) for heading in headings):
        return "wan_yuan", all(any(word in heading for word in _WAN) for heading in headings)
    if all("元" in heading for heading in headings):
        return "yuan", True
    cells = [cell for _, one in money for cell in columns[one.column].counts]
    return "yuan", all(cell[-1:] in "元万亿" for cell in cells) and bool(cells)


def missing_words(body: Body, choices: Mapping[str, Choice], learner: Learner) -> tuple[str, ...]:
    """Return the words that mean a blank in columns that are read, and that the profile does not know yet."""
    known = {tidied(one) for one in learner.profile.missing_words}
    words = {tidied(one) for one in learner.words.words.missing} - known
    used = {one.column for one in choices.values()}
    found = {cell for row in body.rows for index in used if (cell := tidied(row[index])) in words}
    return tuple(sorted(found))
