"""Which function computes which measures, and the table of one window."""

from fractions import Fraction
from typing import TYPE_CHECKING

import pandas as pd

from reportgen.measure.churn import churn_figures
from reportgen.measure.clusters import Clusters
from reportgen.measure.complaints import Cases, complaint_figures, pack_complaint_figures
from reportgen.measure.figures import Figures, Ints, rows
from reportgen.measure.hours import CLOCKS, Waits, durations, hour_figures, mean_figure
from reportgen.measure.ledger import ledger
from reportgen.measure.offices import office_figures
from reportgen.measure.on_time import on_time_figures
from reportgen.measure.receivables import receivable_figures
from reportgen.measure.satisfaction import renamed, satisfaction_figures
from reportgen.measure.scopes import Scopes, scopes_of
from reportgen.measure.targets import target_figures
from reportgen.measure.trade import Trade, orders_of_period, trade_figures
from reportgen.measure.visits import visit_figures
from reportgen.model.measured import Measured
from reportgen.model.measures import definition, plain_id
from reportgen.model.result_frames import CLUSTERS, MEASURES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reportgen.model.facts import Facts, Window
    from reportgen.policy.pack import Pack
    from reportgen.policy.profile import Profile


def measured(facts: "Facts", window: "Window", packs: "Mapping[str, Pack]", profile: "Profile") -> Measured:
    """Every measure of every active pack, for every client, office and the company.

    In:      facts up to the built period; packs: the versions in force in the window.
    Out:     Measured: MEASURES with a gap wherever a value is missing, and what tests of its changes need.
    Source:  results contract sections 1 to 6.
    """
    scopes = scopes_of(facts, window)
    known, trade = ledger(facts, window), Trade.of(facts, window, scopes)
    waits = durations(known, window, profile.waiting)
    found, units = _satisfaction(facts, window, packs, profile, scopes)
    cases = Cases.of(facts, window, scopes, known)
    found += _complaints(cases, waits, orders_of_period(trade), packs, profile)
    found += [*trade_figures(trade), target_figures(facts, trade), *receivable_figures(facts, window, scopes)]
    found += _office_measures(facts, window, scopes, trade)
    period = str(window.period)
    sources = [source_of(one.measure, packs, profile) for one in found]
    parts = [one.frame(scopes, period=period, measure=name) for name, one in units.items() if len(one.scope)]
    return Measured(
        window=window,
        measures=MEASURES.check(rows(found, scopes, period=period, sources=sources)),
        clusters=CLUSTERS.check(pd.concat(parts, ignore_index=True)) if parts else CLUSTERS.empty(),
        durations=waits,
        population=scopes.population,
    )


def source_of(measure: str, packs: "Mapping[str, Pack]", profile: "Profile") -> str:
    """The clauses that ask for a measure, space between.

    A figure that depends on a pack's rules is asked for by that pack and by packs without such
    rules of their own; any other by every pack.

    In:      a measure id, with or without a pack's suffix.
    Out:     clause ids by pack, then in the pack's order.
    Source:  the packs' own lists.
    """
    plain = plain_id(measure)
    owner = measure[len(plain) + 1 :].upper()
    kind = definition(measure).per_pack
    clauses: list[str] = []
    for pack_id in sorted(packs):
        rules = getattr(packs[pack_id], kind) if kind else None
        if owner and pack_id != owner:
            continue
        if rules is not None and not owner and pack_id != _reference(kind, profile):
            continue
        clauses += packs[pack_id].clauses_of(plain)
    return " ".join(dict.fromkeys(clauses))


def _reference(kind: str, profile: "Profile") -> str | None:
    """Return the pack whose figures carry the plain ids."""
    return profile.reference.satisfaction if kind == "satisfaction" else profile.reference.complaint


def _suffix(kind: str, pack_id: str, profile: "Profile") -> str:
    """Return what a pack's figures add to the plain ids."""
    return "" if pack_id == _reference(kind, profile) else f".{pack_id.lower()}"


def _office_measures(facts: "Facts", window: "Window", scopes: Scopes, trade: Trade) -> list[Figures]:
    """Return what is known of offices: clients, losses, visits."""
    offices = office_figures(facts, window, scopes, trade)
    clients = next(one.n for one in offices if one.measure == "office.clients")
    return [*offices, churn_figures(facts, window, scopes), *visit_figures(facts, window, scopes, clients)]


def _satisfaction(
    facts: "Facts",
    window: "Window",
    packs: "Mapping[str, Pack]",
    profile: "Profile",
    scopes: Scopes,
) -> tuple[list[Figures], dict[str, Clusters]]:
    """Return the satisfaction figures of every pack that has dimensions, and their clusters."""
    found: list[Figures] = []
    units: dict[str, Clusters] = {}
    for pack_id, pack in sorted(packs.items()):
        if pack.satisfaction is None:
            continue
        suffix = _suffix("satisfaction", pack_id, profile)
        figures, clusters = satisfaction_figures(facts, window, pack.satisfaction, scopes)
        found += [renamed(one, suffix) for one in figures]
        units |= {name + suffix: one for name, one in clusters.items()}
    return found, units


def _complaints(
    cases: Cases,
    waits: pd.DataFrame,
    orders: Ints | None,
    packs: "Mapping[str, Pack]",
    profile: "Profile",
) -> list[Figures]:
    """Return the complaint figures: what no pack changes once, the rest per pack with rules."""
    ruled = {name: pack.complaints for name, pack in sorted(packs.items()) if pack.complaints is not None}
    if not ruled:
        return []
    clocks = {clock: Waits.of(waits, cases.scopes, clock) for clock in CLOCKS}
    found = complaint_figures(cases, orders)
    for clock, curves in clocks.items():
        found += hour_figures(curves, clock, read=cases.read)
    for pack_id, rules in ruled.items():
        horizon = None if rules.mean_horizon_hours is None else Fraction(rules.mean_horizon_hours)
        own = pack_complaint_figures(cases, rules) + on_time_figures(cases, rules, profile.waiting)
        own += [mean_figure(curves, clock, horizon, read=cases.read) for clock, curves in clocks.items()]
        found += [renamed(one, _suffix("complaints", pack_id, profile)) for one in own]
    return found
