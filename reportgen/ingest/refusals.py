"""Files that are readable but not believable: too many rows set aside, or most rows of another period."""

from collections.abc import Sequence
from datetime import date, timedelta

from reportgen.ingest.fates import SET_ASIDE, Typed
from reportgen.ingest.rowkinds import TYPED
from reportgen.model.period import Period
from reportgen.model.problem import Problem, Severity
from reportgen.model.text import text
from reportgen.policy.profile import Profile

_FEWEST = 5
"""So many rows out of the period, or all of them, refuse a file; one or two are no pattern."""
_DATE_SYSTEMS_APART = timedelta(days=1462)
_OTHER_SYSTEM = text("The dates are 1,462 days off: they come from a workbook with the 1904 date system.")


def refused(typed: Sequence[Typed], profile: Profile) -> dict[str, Problem]:
    """Return file → the Problem that refuses it as a whole."""
    files: dict[str, list[Typed]] = {}
    for one in typed:
        files.setdefault(one.table.sheet.file, []).append(one)
    found = {file: _too_many(own, profile) or _out_of_period(own, profile) for file, own in files.items()}
    return {file: problem for file, problem in found.items() if problem}


def _too_many(own: Sequence[Typed], profile: Profile) -> Problem | None:
    """Return the refusal of a file of which too many rows were set aside, or None."""
    limit = profile.set_aside
    aside = sum(int((one.rows["fate"] == SET_ASIDE).sum()) + one.table.bad for one in own)
    count = sum(len(one.table.rows) + one.table.bad for one in own)
    if aside < max(limit.rows, 1) or aside <= limit.share * count:
        return None
    return Problem(
        code="E166",
        severity=Severity.REFUSED,
        file=own[0].table.sheet.file,
        value=f"{aside} / {count}",
        expected=text(
            "at most {share} % of the rows set aside, or fewer than {rows} rows",
            share=f"{100 * limit.share:g}",
            rows=limit.rows,
        ),
        hint=text("Correct the rows listed for this file, or raise set_aside in config/profile.yaml."),
    )


def _out_of_period(own: Sequence[Typed], profile: Profile) -> Problem | None:
    """Return the refusal of a file most of whose rows belong to another period, or None."""
    first = own[0].table
    if not first.source.period_bound:
        return None
    period = Period.parse(first.claim.folder)
    days = [day for one in own for day in _days(one)]
    outside = [day for day in days if not period.start <= day < period.end]
    share = profile.out_of_period_share
    if len(outside) <= share * len(days) or (len(outside) < _FEWEST and len(outside) < len(days)):
        return None
    other_system = _of_other_system(outside, period)
    return Problem(
        code="E223" if other_system else "E225",
        severity=Severity.REFUSED,
        file=first.sheet.file,
        value=f"{len(outside)} / {len(days)}",
        expected=text(
            "at most {share} % of the rows dated outside {period}", share=f"{100 * share:g}", period=str(period)
        ),
        hint=_OTHER_SYSTEM
        if other_system
        else text("Is this the file of another period? It lies in the folder {period}.", period=str(period)),
    )


def _days(one: Typed) -> list[date]:
    rows = one.rows[one.rows["fate"] != SET_ASIDE]
    return [day.date() for day in rows["day"].dropna()] if "day" in rows else []


def _of_other_system(outside: Sequence[date], period: Period) -> bool:
    """Whether the dates fit where they are counted from 1904 instead of 1900, or the other way round."""
    return any(
        sum(period.start <= day + shift < period.end for day in outside) * 2 > len(outside)
        for shift in (_DATE_SYSTEMS_APART, -_DATE_SYSTEMS_APART)
    )


def out_of_period(one: Typed) -> list[Problem]:
    """Return the note on rows of a file of one period that are dated outside it; they count in their own."""
    if not one.table.source.period_bound or "day" not in one.rows:
        return []
    period = Period.parse(one.table.claim.folder)
    outside = (one.rows["day"] < str(period.start)) | (one.rows["day"] >= str(period.end))
    places = (outside & (one.rows["fate"] != SET_ASIDE)).to_numpy().nonzero()[0].tolist()
    there = (name for name in TYPED.get(one.table.source.export, ()) if name in one.table.columns)
    expected = text(
        "a day of {period}; rows of other days, which count in the period of their day: {count}",
        period=str(period),
    )
    return one.table.noted(next(there, ""), "W225", places, expected)
