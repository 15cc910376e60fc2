"""Levels in use that followed the computed change too late, or not at all."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.model.adjustments import Turn, adjustments
from reportgen.model.finding import Finding
from reportgen.model.level_frames import ADJUSTED
from reportgen.model.register import offices_on
from reportgen.model.text import text
from reportgen.policy.checks import CheckName, lacking

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pandas as pd

    from reportgen.model.adjustments import Adjustment
    from reportgen.model.facts import Facts, Window
    from reportgen.model.graded import Graded
    from reportgen.policy.pack import Pack


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """The computed levels at the end of one period."""

    window: "Window"
    graded: "Graded"


def adjustment_findings(
    facts: "Facts", window: "Window", packs: "Mapping[str, Pack]", earlier: Ended, later: Ended
) -> "tuple[Finding, ...]":
    """The changes of level up to the period's beginning that were not put into use within the pack's days.

    In:      packs: in force in the window; earlier, later: the two periods before it, which saw the change.
    Out:     a finding per client and pack that names the check and has days; none where levels are not recorded.
    Source:  P04.17 in time; the number of days is the pack's.
    """
    offices = offices_on(facts.memberships, window.last_day)
    home = dict(zip(offices["client_id"], offices["office_id"], strict=True))
    return tuple(
        finding
        for pack in packs.values()
        for clause in [rule.clause for rule in pack.rules if rule.check is CheckName.LEVEL_ADJUSTED_LATE]
        if not lacking(CheckName.LEVEL_ADJUSTED_LATE, facts, window)
        for finding in _of_pack(
            pack, clause, adjustments(turn(pack.id, earlier, later), own(facts, pack.id), window.last_day), home
        )
    )


def adjusted(
    facts: "Facts", window: "Window", packs: "Mapping[str, Pack]", earlier: Ended, later: Ended
) -> "pd.DataFrame":
    """Every change of level up to the period's beginning, and how long it waited to be put into use.

    In:      as ``adjustment_findings``.
    Out:     ADJUSTED, one row per change and pack that names the check; empty where levels are not recorded.
    Source:  P04.17; the number of days is the pack's.
    """
    offices = offices_on(facts.memberships, window.last_day)
    home = dict(zip(offices["client_id"], offices["office_id"], strict=True))
    rows = [
        {
            "period": str(window.period),
            "pack": pack.id,
            "office_id": home.get(one.client_id, ""),
            "client_id": one.client_id,
            "before": one.before,
            "level": one.level,
            "changed_on": one.changed_on,
            "adjusted_on": one.adjusted_on,
            "days": one.days,
            "within": pack.grading.adjust_within_days if pack.grading else None,
            "state": state(one, pack.grading.adjust_within_days if pack.grading else None),
            "clause": rule.clause,
        }
        for pack in packs.values()
        for rule in pack.rules
        if rule.check is CheckName.LEVEL_ADJUSTED_LATE and not lacking(rule.check, facts, window)
        for one in adjustments(turn(pack.id, earlier, later), own(facts, pack.id), window.last_day)
    ]
    return ADJUSTED.cast(_frame(rows)) if rows else ADJUSTED.empty()


def _frame(rows: "list[dict[str, object]]") -> "pd.DataFrame":
    import pandas as pd

    return pd.DataFrame(rows).drop_duplicates(list(ADJUSTED.key))


def state(one: "Adjustment", within: int | None) -> str:
    """Return whether a change came into use in time, or late, or still may; "" where the pack gives no days."""
    if within is None:
        return ""
    if one.days > within:
        return "late"
    return "waiting" if one.adjusted_on is None else "in_time"


def turn(pack: str, earlier: Ended, later: Ended) -> Turn:
    """The levels of a pack at the two ends.

    In:      earlier, later: two periods that follow each other.
    Out:     a Turn on the last day of the later one.
    Source:  P04.17.
    """
    before, after = (levels(one.graded.graded, pack) for one in (earlier, later))
    return Turn(before=before, after=after, day=later.window.last_day)


def levels(graded: "pd.DataFrame", pack: str) -> "dict[str, str]":
    """The levels of a pack.

    In:      graded: GRADED.
    Out:     client → level.
    Source:  P04.1.
    """
    mine = graded[graded["pack"] == pack]
    return dict(zip(mine["client_id"], mine["level"], strict=True))


def own(facts: "Facts", pack: str) -> "pd.DataFrame":
    """The recorded levels of a pack.

    In:      facts: the export ratings.
    Out:     its rows.
    Source:  data dictionary, 3.7.
    """
    ratings = facts.records["ratings"]
    return ratings[ratings["pack_id"].str.upper() == pack]


def _of_pack(
    pack: "Pack", clause: str, found: "tuple[Adjustment, ...]", home: "Mapping[str, str]"
) -> "Iterator[Finding]":
    within = pack.grading.adjust_within_days if pack.grading else None
    for one in found:
        if within is None or one.days <= within:
            continue
        yield Finding(
            clause=clause,
            office_id=home.get(one.client_id, ""),
            client_id=one.client_id,
            subject="",
            since=one.changed_on.isoformat(),
            what=text(
                "the level {level} was put into use {days} days after the change, {within} allowed",
                level=one.level,
                days=one.days,
                within=within,
            )
            if one.adjusted_on
            else text(
                "the level moved from {before} to {level} and is not in use after {days} days",
                before=one.before,
                level=one.level,
                days=one.days,
            ),
            evidence="",
        )
