"""How often clients are visited, and what came of it."""

from collections.abc import Sequence
from fractions import Fraction

import pandas as pd

from reportgen.explain.account import Account, Outcome, SourceRow, nothing
from reportgen.explain.inquiry import Inquiry, Record
from reportgen.explain.offices import NOW, clients_now
from reportgen.explain.said import equation, short
from reportgen.model.gap import Gap
from reportgen.model.text import Text, text
from reportgen.policy.sources import Export

VISIT, FOUND, SOLVED = "visit", "found", "solved"


def visits(inquiry: Inquiry) -> Account:
    """Return the account of the visits per client, or of the problems solved by them."""
    if not inquiry.was_read(Export.VISITS):
        return nothing(Gap.NO_DATA, text("visits were not exported"))
    return _per_client(inquiry) if inquiry.plain == "visit.per_client" else _effect(inquiry)


def _made(inquiry: Inquiry) -> list[Record]:
    """Return the subject's visits of the period that are known at as-of."""
    frame, window = inquiry.facts.visits, inquiry.window
    days = frame["visited_on"]
    inside = (days >= pd.Timestamp(window.period.start)) & (days < pd.Timestamp(window.end.date()))
    return inquiry.mine(frame[inside])


def _row(one: Record, why: Text, *, used: bool = True, role: str, number: int = 1) -> SourceRow:
    problems = "/".join(
        "-" if one[name] is None else str(one[name]) for name in ("problems_solved", "problems_found")
    )
    return SourceRow.at(
        one,
        used=used,
        value=f"{one['visit_id']} · {one['visited_on'].date()} · {problems}",
        why=why,
        role=role,
        key=one["visit_id"],
        number=Fraction(number),
    )


def _per_client(inquiry: Inquiry) -> Account:
    rows = [_row(one, text("a visit of the period"), role=VISIT) for one in _made(inquiry)]
    rows += clients_now(inquiry)

    def arithmetic(found: Sequence[SourceRow]) -> Outcome:
        said = text("visits of the period ÷ clients at as-of")
        made, clients = (sum(row.role == role for row in found) for role in (VISIT, NOW))
        return _ratio(said, Fraction(made), Fraction(clients))

    return Account(rows=tuple(rows), arithmetic=arithmetic)


def _effect(inquiry: Inquiry) -> Account:
    rows = []
    for one in _made(inquiry):
        found, solved = one["problems_found"], one["problems_solved"]
        if found is None or solved is None:
            rows.append(
                _row(one, text("does not say both how many were found and solved"), used=False, role=FOUND)
            )
            continue
        rows.append(_row(one, text("problems found: {n}", n=found), role=FOUND, number=found))
        rows.append(_row(one, text("problems solved: {n}", n=solved), role=SOLVED, number=solved))

    def arithmetic(every: Sequence[SourceRow]) -> Outcome:
        said = text("Σ problems solved ÷ Σ problems found")
        solved, found = (
            sum((row.number for row in every if row.role == role), Fraction(0)) for role in (SOLVED, FOUND)
        )
        return _ratio(said, solved, found)

    return Account(rows=tuple(rows), arithmetic=arithmetic)


def _ratio(said: Text, part: Fraction, whole: Fraction) -> Outcome:
    if not whole:
        return Outcome(value=None, n=0, gap=Gap.NO_DATA, formula=(said, text("nothing to divide by")))
    value = part / whole
    put_in = equation("{k} ÷ {n} = {value}", k=short(part), n=short(whole), value=short(value))
    return Outcome(value=value, n=int(whole), formula=(said, put_in))
