"""Every line of the published tables: what is simulated, what it must be within, and its naive variant."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, partial

from tests.simulations import alarms, means, shares, survival
from tests.simulations.alarms import Alarm, ByLogRank
from tests.simulations.means import Design
from tests.simulations.rates import Experiment, Rate, rate

MEANS, SHARES, MEDIANS, ALARMS = "means", "shares", "medians", "alarms"
WITHIN = {MEANS: (0.93, 0.97), SHARES: (0.94, 0.97), MEDIANS: (0.93, 0.98), ALARMS: (0.0, 0.05)}
OFFICES, CLIENTS = 12, 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One simulated case; ``judged``: whether it must lie within, else it is shown as a known limit."""

    table: str
    case: str
    real: Experiment
    naive: Experiment | None
    judged: bool = True


@cache
def outcome(experiment: Experiment) -> Rate:
    """Return what a simulation comes to; each is run once."""
    return rate(experiment)


def _means() -> Iterator[Line]:
    for responding in means.CLIENTS:
        design = Design(responding=responding)
        yield _mean(design, f"{responding} clients, 2 to 6 answers each")
    for responding in means.CLIENTS:
        design = Design(responding=responding, fewest=1, by_clients=True)
        yield _mean(design, f"{responding} clients, 1 to 6 answers each, weighting by clients")
    for responding in means.CLIENTS:
        design = Design(responding=responding, fewest=1)
        yield _mean(design, f"{responding} clients, 1 to 6 answers each", judged=False)
    for responding in means.CLIENTS:
        design = Design(responding=responding, middle=4.6)
        yield _mean(design, f"{responding} clients, 2 to 6 answers each, most of them 5", judged=False)


def _mean(design: Design, case: str, *, judged: bool = True) -> Line:
    real, naive = partial(means.coverage, design), partial(means.naive_coverage, design)
    return Line(table=MEANS, case=case, real=real, naive=naive, judged=judged)


def _shares() -> Iterator[Line]:
    for size in shares.SIZES:
        naive = partial(shares.naive_coverage, size) if size < shares.LARGE else None
        yield Line(table=SHARES, case=f"{size} complaints", real=partial(shares.coverage, size), naive=naive)
    for clients in shares.CLIENTS:
        real, thrice = partial(shares.of_clients, clients), partial(shares.naive_of_clients, clients, 3)
        yield Line(table=SHARES, case=f"{clients} of {2 * clients} clients", real=real, naive=thrice)


def _medians() -> Iterator[Line]:
    for size in survival.SIZES:
        real, naive = partial(survival.coverage, size), partial(survival.naive_coverage, size)
        yield Line(table=MEDIANS, case=f"{size} complaints", real=real, naive=naive)


TESTS: dict[str, Alarm] = {
    "Welch's t": alarms.by_welch,
    "paired t": alarms.by_pairs,
    "Fisher's exact": alarms.by_fisher,
    "conditional binomial": alarms.by_binomial,
}
LOG_RANK = ((100, 100, True), (25, 25, False), (8, 24, False))


def _alarms() -> Iterator[Line]:
    for name, test in TESTS.items():
        yield _single(name, test)
        for rows in (OFFICES, CLIENTS):
            yield _family(name, test, rows)
    for now, before, judged in LOG_RANK:
        name, test = f"log-rank, {now} and {before} complaints", ByLogRank(now, before)
        yield _single(name, test, judged=judged)
        yield _family(name, test, OFFICES, judged=judged)


def _single(name: str, test: Alarm, *, judged: bool = True) -> Line:
    real, naive = partial(alarms.single, test), partial(alarms.naive_single, test)
    return Line(table=ALARMS, case=f"{name}, one row", real=real, naive=naive, judged=judged)


def _family(name: str, test: Alarm, rows: int, *, judged: bool = True) -> Line:
    real, naive = partial(alarms.together, test, rows), partial(alarms.naive_together, test, rows)
    return Line(table=ALARMS, case=f"{name}, {rows} rows", real=real, naive=naive, judged=judged)


LINES = (*_means(), *_shares(), *_medians(), *_alarms())
