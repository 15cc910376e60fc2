"""Typed facts → every result table of a build: measure, grade and compare, in order."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from reportgen.compare.changes import changes
from reportgen.compare.clients import clients
from reportgen.compare.contributions import contributions
from reportgen.compare.coverage import client_coverage, coverage_groups
from reportgen.compare.granted import Known, granted
from reportgen.compare.restatement import Again, restated
from reportgen.compare.transitions import transitions
from reportgen.grade.adjustment_findings import Ended, adjusted, adjustment_findings
from reportgen.grade.findings import ordered
from reportgen.grade.grade import graded
from reportgen.ingest.ingest import Ingested
from reportgen.ingest.unresolved import of_period
from reportgen.measure.insight import insight
from reportgen.measure.table import measured
from reportgen.model.closed import Closed
from reportgen.model.facts import Facts, Window
from reportgen.model.graded import Graded
from reportgen.model.level_frames import ADJUSTED
from reportgen.model.measured import Measured
from reportgen.model.period import Period
from reportgen.model.restated import RESTATED
from reportgen.model.results import Results
from reportgen.policy.config import Config
from reportgen.policy.pack import Pack

if TYPE_CHECKING:
    import pandas as pd

    from reportgen.model.finding import Finding

_CHANGED_BEFORE = 3
"""Periods that show a change of level and what followed: two, and the built one."""
TREND = 8
"""Most periods in the trend, the built one included."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What one window shows under the packs in force in it."""

    window: Window
    packs: Mapping[str, Pack]
    measured: Measured
    graded: Graded


def results(
    config: Config, found: Ingested, window: Window, closed: Mapping[str, Closed] | None = None, tool: str = ""
) -> Results:
    """Everything that the built window shows, against the windows before it.

    Scorecards are graded three times: old facts under old rules, old facts under the rules of now,
    and new facts. A period before it that is ``closed`` (by its name) counts as it was closed; what would be
    different now, in those and in the built one, is told in ``restated``. ``tool``: the versions of the program,
    for the cause of a difference.
    """
    facts = found.facts
    closed = closed or {}
    now = _seen(config, facts, window)
    past = _past(config, facts, window)
    kept = {period: _kept(seen, closed.get(period)) for period, seen in past.items()}
    before = kept[str(window.period.previous)]
    year_ago = _measured_year_ago(config, facts, window, kept, closed)
    changed, parts = changes(now.measured, before.measured, year_ago, now.packs, config.profile)
    rescored = graded(facts, before.measured.measures, before.window, config.packs, rules=now.graded)
    grades = transitions(before.graded, rescored, now.graded, config.packs, now.window, facts)
    history = [*(seen for seen in kept.values() if seen.window.period.start >= _first_start(facts)), now]
    people = clients(facts, changed, grades, names(facts, window.period), window)
    covered = client_coverage(facts, people, changed, window)
    return Results(
        period=window.period,
        window=window,
        facts=facts,
        changed=changed,
        change_parts=parts,
        grades=grades,
        contributions=contributions(before.graded, rescored, now.graded, grades),
        points=now.graded.points,
        clients=people,
        coverage=found.coverage,
        client_coverage=covered,
        coverage_groups=coverage_groups(covered),
        unresolved=of_period(found.unresolved, window.period),
        history=_stacked([seen.measured.measures for seen in history]),
        grade_history=_stacked([s.graded.graded.assign(period=str(s.window.period)) for s in history]),
        insight=insight(facts, now.measured, now.packs, config.profile),
        findings=ordered([*now.graded.findings, *_late(facts, now, history)]),
        problems=found.problems,
        owners=found.owners,
        inputs=found.inputs,
        unmade=now.graded.unmade,
        graded=now.graded.graded,
        closed={period: one.hash for period, one in closed.items() if period in past},
        adjusted=_adjusted(facts, now, history),
        granted=_granted(config, facts, now, history),
        restated=_restated(config, facts, {**past, str(window.period): now}, closed, tool),
    )


def _late(facts: Facts, now: Seen, history: "list[Seen]") -> "tuple[Finding, ...]":
    """Return what the levels of the two periods before the built one say of levels in use now."""
    if len(history) < _CHANGED_BEFORE:
        return ()
    earlier, later = (Ended(window=one.window, graded=one.graded) for one in history[-3:-1])
    return adjustment_findings(facts, now.window, now.packs, earlier, later)


def _adjusted(facts: Facts, now: Seen, history: "list[Seen]") -> "pd.DataFrame":
    """Return when the changes of level of the period before were put into use."""
    if len(history) < _CHANGED_BEFORE:
        return ADJUSTED.empty()
    earlier, later = (Ended(window=one.window, graded=one.graded) for one in history[-3:-1])
    return adjusted(facts, now.window, now.packs, earlier, later)


def _granted(config: Config, facts: Facts, now: Seen, history: "list[Seen]") -> "pd.DataFrame":
    """Return orders and loyalty around measures, under the survey's reference pack."""
    survey = now.packs.get(config.profile.reference.satisfaction or "")
    levels = _stacked([one.graded.graded.assign(period=str(one.window.period)) for one in history])
    rules = survey.satisfaction if survey else None
    return granted(Known(facts=facts, window=now.window, survey=rules, levels=levels), now.packs)


def _restated(
    config: Config, facts: Facts, seen_by: Mapping[str, Seen], closed: Mapping[str, Closed], tool: str
) -> "pd.DataFrame":
    """Return what would be different now in closed periods, the built one last among those ``seen_by`` name."""
    built = list(seen_by.values())[-1].window
    told = []
    for period, seen in seen_by.items():
        one = closed.get(period)
        if one is None:
            continue
        again = Again(
            window=seen.window,
            measures=seen.measured.measures,
            graded=seen.graded.graded,
            rules=config.digest,
            tool=tool,
        )
        told.append(restated(one, again, built, facts))
    return RESTATED.check(_stacked(told)) if told else RESTATED.empty()


def _kept(seen: Seen, closed: Closed | None) -> Seen:
    """Return a window as it was closed; what tests of a change need beside its figures is of now."""
    if closed is None:
        return seen
    return replace(
        seen,
        measured=replace(seen.measured, measures=closed.measures),
        graded=replace(seen.graded, graded=closed.graded, points=closed.points),
    )


def _seen(config: Config, facts: Facts, window: Window) -> Seen:
    packs = config.in_force(window.last_day)
    measures = measured(facts, window, packs, config.profile)
    grading = graded(facts, measures.measures, window, config.packs)
    return Seen(window=window, packs=packs, measured=measures, graded=grading)


def _measured_year_ago(
    config: Config, facts: Facts, window: Window, kept: Mapping[str, Seen], closed: Mapping[str, Closed]
) -> Measured | None:
    """Return the measures of a year earlier, or None before the first register."""
    earlier = _whole(window, window.period.year_ago)
    if earlier.period.start < _first_start(facts):
        return None
    if str(earlier.period) in kept:
        return kept[str(earlier.period)].measured
    found = measured(facts, earlier, config.in_force(earlier.last_day), config.profile)
    one = closed.get(str(earlier.period))
    return found if one is None else replace(found, measures=one.measures)


def _first_start(facts: Facts) -> date:
    return min((Period.parse(p).start for p in facts.register["register_period"].unique()), default=date.max)


def _whole(window: Window, period: Period) -> Window:
    """Return the window of ``period`` as of its own end."""
    return Window.of(period, window.zone)


def _past(config: Config, facts: Facts, window: Window) -> dict[str, Seen]:
    """Return the windows before the built one, oldest first: those of the trend and the one just before."""
    first = _first_start(facts)
    period = window.period.previous
    seen = [_seen(config, facts, _whole(window, period))]
    while (period := period.previous).start >= first and len(seen) < TREND - 1:
        seen.append(_seen(config, facts, _whole(window, period)))
    return {str(one.window.period): one for one in seen[::-1]}


def _stacked(frames: "list[pd.DataFrame]") -> "pd.DataFrame":
    import pandas as pd

    return pd.concat(frames, ignore_index=True)


def names(facts: Facts, period: Period) -> "pd.DataFrame":
    """One row per registered client: its latest name and dates up to ``period``."""
    register = facts.register
    known = register[register["register_period"].map(lambda p: Period.parse(p).start <= period.start)]
    latest = known.sort_values(["client_id", "register_period"]).drop_duplicates("client_id", keep="last")
    return latest[["client_id", "name", "start_date", "end_date"]].reset_index(drop=True)
