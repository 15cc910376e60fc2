"""The differencing attack: everything told to one reader, taken together and solved for what is hidden."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from reportgen.model.period import Period
from tests.builds.attack.quantities import RESPONDING, Figure, cell, figures_of, is_table, quantities
from tests.builds.attack.sums import Sum, fixed
from tests.builds.attack.told import COMPANY, Told

Cell = tuple[str, str, str]
"""Period, subject, name of a figure."""
Weights = Mapping[str, Mapping[str, Fraction]]
"""Index → dimension → weight, as the methods page prints them."""
_MONEY = "trade.sales"
_FRACTIONS = (_MONEY, "trade.sales_12m", "trade.margin", "trade.overdue_amount")
_NOT_BY_RECORD = (RESPONDING, "satisfaction.response_rate")
"""Of clients, not records: one that moved counts in two offices."""


@dataclass(frozen=True)
class World:
    """What is common knowledge: who the clients and offices are, and how an index is weighed."""

    clients: Mapping[str, frozenset[str]]
    """Period → clients."""
    offices: frozenset[str]
    weights: Weights


def recovered(told: Iterable[Told], world: World) -> dict[Cell, Fraction]:
    """Return every figure that is told nowhere and yet has one possible value."""
    figures = figures_of(told)
    derived = _derived(figures, world.weights)
    known = {key: dict(quantities(found.values())) for key, found in derived.items()}
    sums = [one for kind in ("client", "office") for one in _sums(known, world, kind)]
    values: dict[tuple[str, str], dict[str, Fraction]] = {}
    for name, number in fixed(sums).items():
        period, subject, quantity = name.split("\n")
        values.setdefault((period, subject), {})[quantity] = number
    found: dict[Cell, Fraction] = {
        (period, subject, measure): value
        for (period, subject), by_quantity in values.items()
        for measure in {one.removeprefix("hits:").removeprefix("misses:") for one in by_quantity}
        if (value := cell(measure, by_quantity)) is not None
    }
    return found | _of_company(figures, derived, known)


def _of_company(
    figures: Mapping[tuple[str, str], dict[str, Figure]],
    derived: Mapping[tuple[str, str], dict[str, Figure]],
    known: Mapping[tuple[str, str], dict[str, tuple[Fraction, Fraction]]],
) -> dict[Cell, Fraction]:
    """Return company figures that nothing tells by itself: out of others of the company."""
    found: dict[Cell, Fraction] = {}
    for (period, subject), by_quantity in known.items():
        if subject != COMPANY:
            continue
        said = {name for name, one in figures.get((period, subject), {}).items() if one.value}
        counts = {
            name: limits for name, limits in by_quantity.items() if not name.startswith(("hits:", "misses:"))
        }
        more = {name: one.value for name, one in derived[period, subject].items() if one.value}
        for name, (low, high) in {**counts, **more}.items():
            if name not in said and low == high:
                found[period, subject, name] = low
    return found


def _sums(
    known: Mapping[tuple[str, str], Mapping[str, tuple[Fraction, Fraction]]], world: World, kind: str
) -> Iterable[Sum]:
    """Yield, for each quantity of the company, the others' sum: the company's less what is known."""
    for (period, subject), by_quantity in known.items():
        if subject != COMPANY:
            continue
        everyone = world.offices if kind == "office" else world.clients.get(period, frozenset())
        for quantity, (low, high) in by_quantity.items():
            if _apart(kind, quantity):
                continue
            mine = {one: known.get((period, one), {}).get(quantity) for one in everyone}
            rest = frozenset(f"{period}\n{one}\n{quantity}" for one, limits in mine.items() if limits is None)
            if not rest:
                continue
            least = sum((limits[0] for limits in mine.values() if limits), Fraction(0))
            most = sum((limits[1] for limits in mine.values() if limits), Fraction(0))
            most_each = Fraction(1) if quantity.startswith(RESPONDING) else None
            if high >= least:
                yield Sum(rest, low - most, high - least, _whole(quantity), most_each)


def _apart(kind: str, quantity: str) -> bool:
    """Whether a quantity of the company is no sum over its offices, or over its clients."""
    if kind == "client":
        return is_office_table(quantity)
    name = quantity.removeprefix("hits:").removeprefix("misses:")
    return name.startswith(_NOT_BY_RECORD) or (quantity != name and name.endswith(".p14"))


def is_office_table(quantity: str) -> bool:
    """Whether a table has rows of offices and the company only."""
    return is_table(quantity) and not quantity.startswith(("ageing.", "feedback."))


def _whole(quantity: str) -> bool:
    if quantity.startswith(("hits:", "misses:")):
        return quantity.endswith(("_rate", "_share", "_on_time"))
    return quantity not in _FRACTIONS


def _derived(
    figures: Mapping[tuple[str, str], dict[str, Figure]], weights: Weights
) -> dict[tuple[str, str], dict[str, Figure]]:
    """Return the figures with those of the company that others of the company determine."""
    found = {key: dict(one) for key, one in figures.items()}
    for _ in range(3):
        for period in sorted({period for period, subject in found if subject == COMPANY}):
            _by_index(found[period, COMPANY], weights)
            _by_growth(found, period)
            _by_year(found, period)
    return found


def _by_index(company: dict[str, Figure], weights: Weights) -> None:
    """Add the one dimension that an index does not stand beside."""
    for index, dimensions in weights.items():
        whole = company.get(index)
        missing = [one for one in dimensions if _value(company.get(one)) is None]
        if whole is None or (value := _value(whole)) is None or len(missing) != 1:
            continue
        beside = [one for one in dimensions if one not in missing]
        total = sum(dimensions.values()) * value
        rest = total - sum(dimensions[one] * (_value(company[one]) or 0) for one in beside)
        points = Fraction(rest / dimensions[missing[0]])
        counts = [company[one].n for one in beside]
        n = whole.n - sum(one or 0 for one in counts) if whole.n is not None and None not in counts else None
        company[missing[0]] = Figure(missing[0], (points, points), n, None)


def _by_growth(found: dict[tuple[str, str], dict[str, Figure]], period: str) -> None:
    """Add the sales that a growth leads to, forwards and backwards."""
    one = Period.parse(period)
    for growth, base in (("qoq", str(one.previous)), ("yoy", str(one.year_ago))):
        rate = _value(found[period, COMPANY].get(f"trade.sales_growth.{growth}"))
        if rate is None:
            continue
        then = _value(found.get((base, COMPANY), {}).get(_MONEY))
        now = _value(found[period, COMPANY].get(_MONEY))
        if now is None and then is not None:
            _add(found, period, then * (rate + 1))
        elif then is None and now is not None and rate != -1:
            _add(found, base, now / (rate + 1))


def _by_year(found: dict[tuple[str, str], dict[str, Figure]], period: str) -> None:
    """Add the one quarter that twelve months do not stand beside."""
    year = _value(found[period, COMPANY].get("trade.sales_12m"))
    quarters = [Period.parse(period)]
    while len(quarters) < 4:  # the samples' periods are quarters
        quarters.append(quarters[-1].previous)
    sales = {str(one): _value(found.get((str(one), COMPANY), {}).get(_MONEY)) for one in quarters}
    missing = [one for one, value in sales.items() if value is None]
    if year is not None and len(missing) == 1:
        _add(found, missing[0], year - sum((value or Fraction(0) for value in sales.values()), Fraction(0)))


def _add(found: dict[tuple[str, str], dict[str, Figure]], period: str, value: Fraction) -> None:
    found.setdefault((period, COMPANY), {}).setdefault(_MONEY, Figure(_MONEY, (value, value), None, None))


def _value(figure: Figure | None) -> Fraction | None:
    """Return a value that is told exactly."""
    if figure is None or figure.value is None or figure.value[0] != figure.value[1]:
        return None
    return figure.value[0]
