"""What measures.csv and change_parts.csv must say, recomputed from the facts of a workspace."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from tests.oracle import complaints, exports, satisfaction, trade, verdicts
from tests.oracle.clock import Clock, Elapsed, Working
from tests.oracle.figure import Figure, Figures
from tests.oracle.parts import NAMES, parts
from tests.oracle.rules import Pack, Rules
from tests.oracle.satisfaction import Units
from tests.oracle.span import Span
from tests.oracle.verdicts import Said, Tested, adjusted
from tests.oracle.waits import Waits, waits_of
from tests.oracle.world import Scope, World

Key = tuple[str, str, str, str]
"""level, office_id, client_id, measure."""
UNITS = {
    "satisfaction": "points",
    "service_quality": "points",
    "satisfaction.top2_share": "share",
    "satisfaction.responses": "count",
    "satisfaction.clients_responding": "count",
    "satisfaction.response_rate": "share",
    "complaint.count": "count",
    "complaint.open": "count",
    "complaint.not_due": "count",
    "complaint.rate_per_100_orders": "per_100_orders",
    "complaint.resolution_rate": "share",
    "complaint.reopened_rate": "share",
    "complaint.repeat_rate": "share",
    "complaint.first_reply_on_time": "share",
    "complaint.handling_on_time": "share",
    "complaint.satisfaction": "points",
    "complaint": "hours",
    "trade.sales": "yuan",
    "trade.sales_12m": "yuan",
    "trade.margin": "yuan",
    "trade.orders": "count",
    "trade.sales_growth": "ratio",
    "trade.order_stability": "share",
    "trade.collection_rate": "share",
    "trade.overdue_amount": "yuan",
    "trade.overdue_days_max": "days",
    "trade.target_attainment": "ratio",
    "visit.per_client": "per_client",
    "visit.effect": "share",
    "office.churn_reported_share": "share",
    "client.years": "years",
    "office.clients": "count",
    "office.clients_lost": "count",
    "office": "ratio",
}
SHARES = {one for one, unit in UNITS.items() if unit == "share" and one.startswith("complaint.")}
PER_DAY, PER_ORDER = "complaint.count", "complaint.rate_per_100_orders"
SPLIT = ("satisfaction.index", "service_quality.index")
IDS = (*satisfaction.IDS, *complaints.IDS, *complaints.HOUR_IDS, *trade.IDS, *exports.IDS)
"""Every measure id that the oracle recomputes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One quarter: its figures by published id, and what tests of their changes need."""

    span: Span
    figures: Figures
    units: Mapping[str, Units]
    waits: Mapping[str, Waits]
    people: Mapping[Scope, frozenset[str]]
    homes: Mapping[str, str]
    owners: Mapping[str, str] = field(default_factory=dict)
    """Published id → pack whose rules decided it, "" for none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of measures.csv."""

    figure: Figure
    unit: str
    previous: Fraction | None
    year_ago: Fraction | None
    said: Said
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """Both tables: measures by key, parts by key and part."""

    rows: Mapping[Key, Row]
    parts: Mapping[tuple[str, str, str, str], Fraction | None]


def expected(world: World, rules: Rules, period: str) -> Expected:
    """Return what a build of ``period`` must publish."""
    span = Span(period, rules.zone)
    now, before = (seen(world, rules, one) for one in (span, span.shifted(-1)))
    first = str(world.rows("SELECT min(period) FROM register")[0][0])
    earlier = span.shifted(-4)
    year_ago = seen(world, rules, earlier).figures if earlier.name >= first else {}
    rows: dict[Key, Row] = {}
    for measure, figures in now.figures.items():
        past = before.figures.get(measure, {})
        said = _verdicts(now, before, rules, measure)
        for scope, figure in figures.items():
            key = _key(now, scope, measure)
            rows[key] = Row(
                figure=figure,
                unit=unit_of(measure),
                previous=past[scope].value if scope in past else None,
                year_ago=year_ago[measure][scope].value if scope in year_ago.get(measure, {}) else None,
                said=said.get(scope, Said()),
                source=_source(measure, now.owners[measure], rules.on(span.last)),
            )
    return Expected(rows=rows, parts=_parts(now, before, rows))


def seen(world: World, rules: Rules, span: Span) -> Seen:
    """Return every figure of one quarter, under the packs in force on its last day."""
    view, packs = world.look(span), rules.on(span.last)
    figures: Figures = trade.trade(view) | trade.offices(view) | exports.exports(view)
    owners = dict.fromkeys(figures, "")
    units: dict[str, Units] = {}
    clock: Clock = Working(rules.zone, rules.hours) if rules.hours else Elapsed()
    plain, working = waits_of(view, Elapsed()), waits_of(view, clock)
    stems = {f"{name}_calendar_hours": one for name, one in plain.items()}
    stems |= {f"{name}_hours": one for name, one in working.items()}
    if any(pack.ledger for pack in packs.values()):
        figures |= complaints.plain_figures(view, stems)
    owners |= dict.fromkeys(figures.keys() - owners.keys(), "")
    for pack in packs.values():
        if pack.survey:
            found = satisfaction.satisfaction(view, pack.survey)
            ending = "" if pack.id == rules.survey else f".{pack.id.lower()}"
            figures |= {name + ending: one for name, one in found.figures.items()}
            units |= {name + ending: one for name, one in found.units.items()}
            owners |= {name + ending: pack.id for name in found.figures}
        if pack.ledger:
            own = complaints.pack_figures(view, pack.ledger, stems, clock)
            ending = "" if pack.id == rules.ledger else f".{pack.id.lower()}"
            figures |= {name + ending: one for name, one in own.items()}
            owners |= {name + ending: pack.id for name in own}
    return Seen(
        span=span,
        figures=figures,
        units=units,
        waits=stems,
        people=view.members(),
        homes=view.homes(),
        owners=owners,
    )


def plain(measure: str) -> str:
    """Return an id without the pack at its end."""
    stem, _, last = measure.rpartition(".")
    is_pack = len(last) == 3 and last[0] == "p" and last[1:].isdigit() and last not in complaints.QUANTILES
    return stem if is_pack else measure


def unit_of(measure: str) -> str:
    """Return the unit of the longest known beginning of an id.

    Raises:  KeyError where nothing of it is known.
    """
    name = plain(measure)
    while name not in UNITS:
        name, dot, _ = name.rpartition(".")
        if not dot:
            raise KeyError(measure)
    return UNITS[name]


def _key(now: Seen, scope: Scope, measure: str) -> Key:
    level, one = scope
    office = one if level == "office" else now.homes[one] if level == "client" else ""
    return level, office, one if level == "client" else "", measure


def _verdicts(now: Seen, before: Seen, rules: Rules, measure: str) -> dict[Scope, Said]:
    """Return what stands beside the changes of one measure; nothing where it is not tested."""
    if not before.people or not _is_tested(measure, now):
        return {}
    past = before.figures.get(measure, {})
    found = {}
    for scope, figure in now.figures[measure].items():
        earlier = past.get(scope)
        known = earlier is not None
        both = earlier is not None and figure.value is not None and earlier.value is not None
        tested = _tested(now, before, rules, measure, scope) if both else None
        found[scope] = verdicts.said(figure, earlier, tested, known=known)
    return adjusted(found)


def _is_tested(measure: str, now: Seen) -> bool:
    name = plain(measure)
    hours = unit_of(measure) == "hours" and name.endswith((".p50", ".p90")) and "closed_only" not in name
    return measure in now.units or hours or name in SHARES or name in (PER_DAY, PER_ORDER)


def _tested(now: Seen, before: Seen, rules: Rules, measure: str, scope: Scope) -> Tested:
    packs, owner, name = rules.on(now.span.last), now.owners[measure], plain(measure)
    figure, earlier = now.figures[measure][scope], before.figures[measure][scope]
    if measure in now.units:
        survey = packs[owner].survey
        assert survey is not None
        return verdicts.means(scope, now.units[measure], before.units[measure], survey.min_n[scope[0]])
    if name == PER_DAY:
        return verdicts.rates((figure.n, earlier.n), (now.span.days, before.span.days))
    if name == PER_ORDER:
        assert figure.value is not None
        assert earlier.value is not None
        counts = int(figure.value * figure.n / 100), int(earlier.value * earlier.n / 100)
        return verdicts.rates(counts, (figure.n, earlier.n))
    ledger = packs[owner or rules.ledger].ledger
    least = ledger.min_n if ledger else 1
    if name in SHARES:
        return verdicts.shares(figure, earlier, least)
    stem = name.split(".")[1]
    return verdicts.hours(scope, now.waits[stem], before.waits[stem], least)


def _source(measure: str, owner: str, packs: Mapping[str, Pack]) -> str:
    """Return the clauses that ask: the owner's, and those of packs without such rules of their own."""
    name = plain(measure)
    clauses = []
    for pack in packs.values():
        rules = pack.survey if name.startswith(("satisfaction.", "service_quality.")) else pack.ledger
        other = owner and pack.id != owner and (rules is not None or name != measure)
        clauses += [] if other else [clause for clause, asked in pack.asks if asked == name]
    return " ".join(dict.fromkeys(clauses))


def _parts(now: Seen, before: Seen, rows: Mapping[Key, Row]) -> dict[tuple[str, str, str, str], Fraction | None]:
    found: dict[tuple[str, str, str, str], Fraction | None] = {}
    for measure, figures in now.figures.items():
        name = plain(measure)
        dimension = name.startswith("satisfaction.") and measure in now.units
        if name not in SPLIT and not (dimension and not name.endswith((".top2_share", ".nps"))):
            continue
        for scope in figures:
            if scope[0] == "client":
                continue
            row = rows[_key(now, scope, measure)]
            three: tuple[Fraction | None, ...] = (None, None, None)
            if row.figure.value is not None and row.previous is not None:
                sides = now.units[measure], before.units[measure]
                three = parts(scope, sides, (now.people, before.people))
            level, office = scope[0], scope[1]
            found |= {(level, office, measure, part): one for part, one in zip(NAMES, three, strict=True)}
    return found
