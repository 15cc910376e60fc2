"""Satisfaction, from raw answers: DuckDB sums them, exact fractions do the rest."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from tests.oracle.figure import Figure, Figures, Unit, around, counts, finite, gaps, mean, wilson
from tests.oracle.rules import Scale, Survey
from tests.oracle.world import Scope, View, spread

IDS = (
    "satisfaction.<dimension>",
    "satisfaction.index",
    "service_quality.index",
    "satisfaction.top2_share",
    "satisfaction.nps",
    "satisfaction.responses",
    "satisfaction.clients_responding",
    "satisfaction.response_rate",
)
Units = dict[Scope, dict[str, Unit]]
"""Per scope each unit's sum of points and number of answers: a client's responses, else clients."""
IN_PERIOD = "SELECT * FROM answers WHERE answered_at >= $start AND answered_at < $as_of"
ANSWERS = f"({spread(IN_PERIOD)})"
UNIT = "CASE level WHEN 'client' THEN response_id ELSE client_id END"
ON_SCALE = "question = $code AND micro BETWEEN $low AND $high"
MILLION = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """The figures of one pack, and the units behind the tested ones."""

    figures: Figures
    units: Mapping[str, Units]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ask:
    view: View
    rules: Survey
    read: bool
    scopes: tuple[Scope, ...]
    members: Mapping[Scope, int]

    def few(self, scope: Scope, clients: int) -> bool:
        return scope[0] != "client" and clients < self.rules.min_n[scope[0]]

    def gap(self, scope: Scope, units: Mapping[str, Unit]) -> str:
        if not self.read or not units:
            return "NO_DATA"
        return "TOO_FEW" if self.few(scope, len(units)) else ""

    def population(self, scope: Scope) -> int | None:
        return None if scope[0] == "client" else self.members.get(scope, 0)


def satisfaction(view: View, rules: Survey) -> Counted:
    """Return every satisfaction figure of one pack in one quarter."""
    members = {scope: len(clients) for scope, clients in view.members().items()}
    ask = _Ask(view=view, rules=rules, read=view.read("survey"), scopes=tuple(view.scopes()), members=members)
    units = {name: _units(view, one.questions) for name, one in rules.dimensions.items()}
    figures = {f"satisfaction.{name}": _dimension(ask, found) for name, found in units.items()}
    service = [name for name, one in rules.dimensions.items() if one.service]
    own = {name: _own(ask, units, chosen) for name, chosen in _indexes(rules, service).items()}
    for name, chosen in _indexes(rules, service).items():
        figures[name] = _index(ask, figures, units, chosen, own[name])
    top, promoted = _top(ask), _promoted(ask)
    figures["satisfaction.top2_share"] = _top2(ask, top)
    figures["satisfaction.nps"] = _nps(ask, promoted)
    figures |= _responses(ask)
    tested = {f"satisfaction.{name}": found for name, found in units.items()} | own
    return Counted(figures=figures, units=tested | {"satisfaction.top2_share": top, "satisfaction.nps": promoted})


def _indexes(rules: Survey, service: list[str]) -> dict[str, list[str]]:
    return {"satisfaction.index": list(rules.dimensions), "service_quality.index": service}


def _units(view: View, questions: Mapping[str, Scale]) -> Units:
    """Return each unit's points and answers over some questions; off the scale is no answer."""
    found: Units = {}
    for code, scale in questions.items():
        rows = view.rows(
            f"SELECT level, id, {UNIT}, sum(micro), count(*) FROM {ANSWERS} WHERE {ON_SCALE} GROUP BY ALL",
            code=code,
            low=scale.low,
            high=scale.high,
        )
        for level, one, unit, total, n in rows:
            had, before = found.setdefault((level, one), {}).get(unit, (Fraction(0), 0))
            found[level, one][unit] = had + scale.points(int(total), n), before + n
    return found


def _dimension(ask: _Ask, units: Units) -> dict[Scope, Figure]:
    figures = {}
    for scope in ask.scopes:
        mine = units.get(scope, {})
        weighed = list(mine.values())
        if ask.rules.by_clients and scope[0] != "client":
            weighed = [(y / n, 1) for y, n in weighed]
        gap = ask.gap(scope, mine)
        value = None if gap else mean(weighed)
        figures[scope] = Figure(
            value=value,
            n=sum(n for _, n in mine.values()),
            gap=gap,
            limits=around(value, weighed, ask.population(scope)),
            n_clients=min(len(mine), 1) if scope[0] == "client" else len(mine),
        )
    return figures


def weighted(rules: Survey, chosen: Iterable[str], values: Mapping[str, Fraction | None]) -> Fraction | None:
    """Return Σ w·s / Σ w over the values that exist, None below min_weight of the weights asked for."""
    names = list(chosen)
    there = [(rules.dimensions[name].weight, score) for name in names if (score := values.get(name)) is not None]
    weight, whole = sum(w for w, _ in there), sum(rules.dimensions[name].weight for name in names)
    if not weight or weight < rules.min_weight * whole:
        return None
    return sum((w * score for w, score in there), Fraction(0)) / weight


def _own(ask: _Ask, units: Mapping[str, Units], chosen: list[str]) -> Units:
    """Return the index of each unit that reaches min_weight by itself."""
    found: Units = {}
    for scope in ask.scopes:
        values: dict[str, dict[str, Fraction | None]] = {}
        for name in chosen:
            for unit, (y, n) in units[name].get(scope, {}).items():
                values.setdefault(unit, {})[name] = y / n
        for unit, scores in values.items():
            index = weighted(ask.rules, chosen, scores)
            if index is not None:
                found.setdefault(scope, {})[unit] = (index, 1)
    return found


def _index(
    ask: _Ask, figures: Figures, units: Mapping[str, Units], chosen: list[str], own: Units
) -> dict[Scope, Figure]:
    if not chosen:
        return gaps(ask.scopes, "NOT_CONFIGURED")
    found = {}
    for scope in ask.scopes:
        scores = {name: figures[f"satisfaction.{name}"][scope].value for name in chosen}
        value = weighted(ask.rules, chosen, scores)
        n = sum(k for name in chosen for _, k in units[name].get(scope, {}).values())
        who = {unit for name in chosen for unit in units[name].get(scope, {})}
        gap = "NO_DATA" if not ask.read or not n else "TOO_FEW" if value is None else ""
        value = None if gap else value
        limits = around(value, list(own.get(scope, {}).values()), ask.population(scope))
        clients = min(len(who), 1) if scope[0] == "client" else len(who)
        found[scope] = Figure(value=value, n=n, gap=gap, limits=limits, n_clients=clients)
    return found


def _pooled(ask: _Ask, question: str, scale: Scale, scored: str) -> Units:
    """Return each unit's sum of an expression over the answers to one question."""
    rows = ask.view.rows(
        f"SELECT level, id, {UNIT}, sum({scored}), count(*) FROM {ANSWERS} WHERE {ON_SCALE} GROUP BY ALL",
        code=question,
        low=scale.low,
        high=scale.high,
    )
    found: Units = {}
    for level, one, unit, total, n in rows:
        found.setdefault((level, one), {})[unit] = (Fraction(int(total)), n)
    return found


def _top(ask: _Ask) -> Units:
    if ask.rules.overall is None:
        return {}
    question, scale, top = ask.rules.overall
    floor = scale.high - MILLION if top is None else top
    value = f"{scale.low + scale.high} - micro" if scale.turned else "micro"
    return _pooled(ask, question, scale, f"CASE WHEN {value} >= {floor} THEN 100 ELSE 0 END")


def _promoted(ask: _Ask) -> Units:
    if ask.rules.nps is None:
        return {}
    ends = Scale(low=0, high=10 * MILLION, turned=False)
    scored = f"CASE WHEN micro >= {9 * MILLION} THEN 100 WHEN micro <= {6 * MILLION} THEN -100 ELSE 0 END"
    return _pooled(ask, ask.rules.nps, ends, scored)


def _top2(ask: _Ask, units: Units) -> dict[Scope, Figure]:
    if ask.rules.overall is None:
        return gaps(ask.scopes, "NOT_CONFIGURED")
    found = {}
    for scope in ask.scopes:
        mine = units.get(scope, {})
        gap = ask.gap(scope, mine)
        total = mean(list(mine.values()))
        value = None if gap or total is None else total / 100
        left, limits = finite(len(mine), ask.population(scope)), None
        if value is not None and len(mine) > 1:
            limits = wilson(float(value), float(len(mine) / left)) if left else (float(value), float(value))
        clients = min(len(mine), 1) if scope[0] == "client" else len(mine)
        found[scope] = Figure(
            value=value, n=sum(n for _, n in mine.values()), gap=gap, limits=limits, n_clients=clients
        )
    return found


def _nps(ask: _Ask, units: Units) -> dict[Scope, Figure]:
    if ask.rules.nps is None:
        return gaps(ask.scopes, "NOT_CONFIGURED")
    found = {}
    for scope in ask.scopes:
        mine = units.get(scope, {})
        gap = ask.gap(scope, mine)
        value = None if gap else mean(list(mine.values()))
        limits = around(value, list(mine.values()), ask.population(scope))
        clients = min(len(mine), 1) if scope[0] == "client" else len(mine)
        found[scope] = Figure(
            value=value, n=sum(n for _, n in mine.values()), gap=gap, limits=limits, n_clients=clients
        )
    return found


def _responses(ask: _Ask) -> Figures:
    view, rules = ask.view, ask.rules
    scales = [pair for one in rules.dimensions.values() for pair in one.questions.items()]
    if rules.overall:
        scales.append(rules.overall[:2])
    if rules.nps:
        scales.append((rules.nps, Scale(low=0, high=10 * MILLION, turned=False)))
    tests = " OR ".join(f"question = '{code}' AND micro BETWEEN {s.low} AND {s.high}" for code, s in scales)
    scored = f"{IN_PERIOD} AND ({tests})"
    forms = view.by_scope(scored, "count(DISTINCT (client_id, response_id))")
    clients = view.by_scope(scored, "count(DISTINCT client_id)")
    listed = bool(view.rows("FROM sampled WHERE period = $period"))
    people = "SELECT client_id, office_id FROM population"
    if listed:
        people += " WHERE client_id IN (SELECT client_id FROM sampled WHERE period = $period)"
    asked = view.by_scope(people, "count(DISTINCT client_id)")
    rate = {}
    for scope in ask.scopes:
        whole = asked.get(scope, 0)
        value = Fraction(clients.get(scope, 0), whole) if ask.read and whole else None
        rate[scope] = Figure(value=value, n=whole, gap="" if value is not None else "NO_DATA")
    return {
        "satisfaction.responses": counts(ask.scopes, forms, read=ask.read),
        "satisfaction.clients_responding": counts(ask.scopes, clients, read=ask.read),
        "satisfaction.response_rate": rate,
    }
