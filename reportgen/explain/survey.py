"""Satisfaction: a dimension, an index, a share of answers, computed again from the answers."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from reportgen.explain.account import Account, Grid, Outcome, SourceRow, nothing
from reportgen.explain.answers import NPS, OVERALL, answers
from reportgen.explain.faults import Faults
from reportgen.explain.inquiry import Inquiry
from reportgen.explain.said import GAPS, added, equation, short
from reportgen.model.gap import Gap
from reportgen.model.text import Text, text
from reportgen.policy.pack import Dimension
from reportgen.policy.sources import Export

INDEX = "satisfaction.index"


class Mean(NamedTuple):
    """A mean of answers: its value, answers, clients, and why it is withheld."""

    value: Fraction | None
    n: int
    clients: int
    gap: str
    formula: Text


class Rules(NamedTuple):
    """What the arithmetic needs to know besides the rows."""

    level: str
    read: bool
    by_client: bool
    """Whether clients weigh the same above client level."""
    least: int
    """Fewest clients above client level."""

    @classmethod
    def of(cls, inquiry: Inquiry) -> "Rules":
        """Return the rules of the pack at the level asked for."""
        rules, level = inquiry.survey_rules, inquiry.level
        return cls(
            level=level,
            read=inquiry.was_read(Export.SURVEY),
            by_client=rules.weighting == "clients" and level != "client",
            least=1 if level == "client" else int(getattr(rules.min_n, level)),
        )


def mean(rows: Sequence[SourceRow], rules: Rules, *, by_client: bool) -> Mean:
    """Return the mean of some answers, of all alike or of each client's own mean."""
    clients: dict[str, list[Fraction]] = defaultdict(list)
    for row in rows:
        clients[row.client_id].append(row.number)
    count = len(clients)
    if not rules.read or not rows:
        return Mean(None, len(rows), count, Gap.NO_DATA, text("no answer to compute from"))
    if count < rules.least:
        why = text("{count} clients answered; the pack wants at least {least}", count=count, least=rules.least)
        return Mean(None, len(rows), count, Gap.TOO_FEW, why)
    if by_client:
        means = [sum(points, Fraction(0)) / len(points) for _, points in sorted(clients.items())]
        value = sum(means, Fraction(0)) / count
        terms = added(short(one) for one in means)
        said = text("({terms}) ÷ {n} = {value}, a term per client", terms=terms, n=count, value=short(value))
        return Mean(value, len(rows), count, "", said)
    value = sum((row.number for row in rows), Fraction(0)) / len(rows)
    tally = Counter(row.number for row in rows)
    terms = added(f"{many} × {short(points)}" for points, many in sorted(tally.items(), reverse=True))
    said = equation("({terms}) ÷ {n} = {value}", terms=terms, n=len(rows), value=short(value))
    return Mean(value, len(rows), count, "", said)


def dimension(inquiry: Inquiry, faults: Faults) -> Account:
    """Return the account of one dimension."""
    name, rules = inquiry.plain.removeprefix("satisfaction."), Rules.of(inquiry)

    def arithmetic(rows: Sequence[SourceRow]) -> Outcome:
        found = mean(rows, rules, by_client=rules.by_client)
        return Outcome(
            value=found.value,
            n=found.n,
            gap=found.gap,
            n_clients=found.clients,
            formula=(text("mean of the answers, each 100 × (x − min) ÷ (max − min)"), found.formula),
        )

    return Account(rows=tuple(answers(inquiry, faults, (name,))), arithmetic=arithmetic)


def index(inquiry: Inquiry, faults: Faults) -> Account:
    """Return the account of an index: the weighted mean of dimensions."""
    policy, rules = inquiry.survey_rules, Rules.of(inquiry)
    weights = {
        name: Fraction(one.weight)
        for name, one in policy.dimensions.items()
        if inquiry.plain == INDEX or one.service
    }
    if not weights:
        return nothing(Gap.NOT_CONFIGURED, text("the pack marks no dimension as service"))
    least = Fraction(policy.min_weight) * sum(weights.values())

    def arithmetic(rows: Sequence[SourceRow]) -> Outcome:
        means = {
            name: mean([r for r in rows if r.role == name], rules, by_client=rules.by_client) for name in weights
        }
        value, why = weighted({name: one.value for name, one in means.items()}, weights, least)
        gap = Gap.NO_DATA if not rules.read or not rows else Gap.TOO_FEW if value is None else ""
        return Outcome(
            value=None if gap else value,
            n=len(rows),
            gap=gap,
            n_clients=len({row.client_id for row in rows}),
            formula=(text("Σ weight × dimension ÷ Σ weight, over the dimensions that have a value"), why),
            grids=(_grid(means, weights, policy.dimensions),),
        )

    return Account(rows=tuple(answers(inquiry, faults, tuple(weights))), arithmetic=arithmetic)


def weighted(
    values: "dict[str, Fraction | None]", weights: dict[str, Fraction], least: Fraction
) -> tuple[Fraction | None, Text]:
    """Return Σ w·s ÷ Σ w over what exists and its formula; None below ``least`` of the weights."""
    there = [(weights[name], value) for name, value in values.items() if value is not None]
    weight = sum((w for w, _ in there), Fraction(0))
    if not weight or weight < least:
        return None, text(
            "the dimensions with a value weigh {weight}; the pack wants at least {least}",
            weight=short(weight),
            least=short(least),
        )
    value = sum((w * s for w, s in there), Fraction(0)) / weight
    terms = added(f"{short(w)} × {short(s)}" for w, s in there)
    return value, equation("({terms}) ÷ {n} = {value}", terms=terms, n=short(weight), value=short(value))


def _grid(means: dict[str, Mean], weights: dict[str, Fraction], named: Mapping[str, Dimension]) -> Grid:
    head = (text("Dimension"), text("Weight"), text("Answers"), text("Clients"), text("Mean"))
    rows = [
        (
            text("{name_en}", name_en=named[name].name.en, name_zh=named[name].name.zh),
            short(weights[name]),
            str(one.n),
            str(one.clients),
            Text(GAPS[one.gap]) if one.value is None else short(one.value),
        )
        for name, one in means.items()
    ]
    return Grid(head=head, rows=tuple(rows))


# ------------------------------------------------------------------ shares of answers
def top2(inquiry: Inquiry, faults: Faults) -> Account:
    """Return the account of the share of satisfied answers."""
    if inquiry.survey_rules.overall is None:
        return nothing(Gap.NOT_CONFIGURED, text("the pack names no question with the role overall"))
    rules = Rules.of(inquiry)

    def arithmetic(rows: Sequence[SourceRow]) -> Outcome:
        found = mean(rows, rules, by_client=False)
        part = sum(row.number for row in rows)
        said = found.formula
        if found.value is not None:
            said = equation("{k} ÷ {n} = {value}", k=short(part), n=found.n, value=short(found.value))
        formula = (text("satisfied answers to the overall question ÷ its answers"), said)
        return Outcome(value=found.value, n=found.n, gap=found.gap, n_clients=found.clients, formula=formula)

    return Account(rows=tuple(answers(inquiry, faults, (OVERALL,))), arithmetic=arithmetic)


def nps(inquiry: Inquiry, faults: Faults) -> Account:
    """Return the account of the net promoter score."""
    if inquiry.survey_rules.nps_question is None:
        return nothing(Gap.NOT_CONFIGURED, text("the pack names no question for it"))
    rules = Rules.of(inquiry)

    def arithmetic(rows: Sequence[SourceRow]) -> Outcome:
        found = mean(rows, rules, by_client=False)
        tally = Counter(int(row.number) for row in rows)
        value = None if found.value is None else 100 * found.value
        said = found.formula
        if value is not None:
            said = equation(
                "100 × ({k} − {m}) ÷ {n} = {value}", k=tally[1], m=tally[-1], n=found.n, value=short(value)
            )
        formula = (text("100 × (answers of 9 and 10 − answers of 0 to 6) ÷ answers"), said)
        return Outcome(value=value, n=found.n, gap=found.gap, n_clients=found.clients, formula=formula)

    return Account(rows=tuple(answers(inquiry, faults, (NPS,))), arithmetic=arithmetic)
