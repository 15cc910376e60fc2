"""Whether a change is real, by SciPy: one test a row, then Benjamini–Hochberg over a measure and level."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from math import isfinite, nan, sqrt
from statistics import mean, variance

from scipy import stats

from tests.oracle.figure import Figure
from tests.oracle.satisfaction import Units
from tests.oracle.waits import Wait, Waits
from tests.oracle.world import Scope

ALPHA = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Tested:
    """What a test says of one row; ``lean`` is the sign of the difference that it saw."""

    p: float | None
    test: str
    lean: float = 0.0
    few: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What stands in the columns verdict, p_value and test."""

    verdict: str = ""
    p: float | None = None
    test: str = ""


def means(scope: Scope, now: Units, before: Units, least: int) -> Tested:
    """Return paired t where enough clients answered twice, else Welch, over the units' means."""
    a = {unit: y / n for unit, (y, n) in now.get(scope, {}).items()}
    b = {unit: y / n for unit, (y, n) in before.get(scope, {}).items()}
    twice = sorted(a.keys() & b.keys()) if scope[0] != "client" else []
    few = len(a) < least or len(b) < least
    if len(twice) >= max(least, 2):
        gaps = [a[unit] - b[unit] for unit in twice]
        p = _t_test(mean(gaps), variance(gaps) / len(gaps), len(gaps) - 1)
        return Tested(p=p, test="paired_t", lean=float(mean(gaps)), few=few)
    if len(a) < 2 or len(b) < 2:
        return Tested(p=None, test="welch_t", few=few)
    lean = mean(a.values()) - mean(b.values())
    u, v = (variance(side.values()) / len(side) for side in (a, b))
    freedom = (u + v) ** 2 / (u**2 / (len(a) - 1) + v**2 / (len(b) - 1)) if u + v else 1
    return Tested(p=_t_test(lean, u + v, freedom), test="welch_t", lean=float(lean), few=few)


def _t_test(lean: Fraction, square: Fraction, freedom: float | Fraction) -> float:
    """Return p of a difference and its squared error; without any spread 1 for no difference, else 0."""
    if not square:
        return float(lean == 0)
    return float(2 * stats.t(float(freedom)).sf(abs(float(lean)) / sqrt(square)))


def shares(now: Figure, before: Figure, least: int) -> Tested:
    """Return Fisher's exact test."""
    a, b = _part(now), _part(before)
    p = stats.fisher_exact([[a, now.n - a], [b, before.n - b]]).pvalue
    return Tested(p=float(p), test="fisher", lean=_lean(now, before), few=min(now.n, before.n) < least)


def rates(counts: tuple[int, int], exposures: tuple[int, int]) -> Tested:
    """Return the exact conditional binomial test of two rates."""
    (a, b), (e, f) = counts, exposures
    p = float(stats.binomtest(a, a + b, e / (e + f)).pvalue) if a + b else 1.0
    return Tested(p=p, test="binomial", lean=float(Fraction(a, e) - Fraction(b, f)))


def hours(scope: Scope, now: Waits, before: Waits, least: int) -> Tested:
    """Return the log-rank test; ``lean`` is positive where now lasts longer."""
    mine, theirs = now.get(scope, []), before.get(scope, [])
    few = min(len(mine), len(theirs)) < least
    lean, together = 0.0, False
    for time in sorted({one.seconds for one in (*mine, *theirs) if one.seen}):
        risk = [sum(one.seconds >= time for one in side) for side in (mine, theirs)]
        died = [sum(one.seconds == time and one.seen for one in side) for side in (mine, theirs)]
        lean += sum(died) * risk[0] / sum(risk) - died[0]
        together |= min(risk) > 0 and sum(died) < sum(risk)
    if not together:
        return Tested(p=None, test="log_rank", few=few)
    found = stats.logrank(*(_censored(side) for side in (mine, theirs)))
    return Tested(p=float(found.pvalue), test="log_rank", lean=lean, few=few)


def _censored(side: Iterable[Wait]) -> stats.CensoredData:
    ended = [(float(one.seconds), one.seen) for one in side]
    return stats.CensoredData(
        uncensored=[seconds for seconds, seen in ended if seen],
        right=[seconds for seconds, seen in ended if not seen],
    )


def _part(one: Figure) -> int:
    assert one.value is not None
    part = one.value * one.n
    assert part.denominator == 1
    return int(part)


def _lean(now: Figure, before: Figure) -> float:
    assert now.value is not None
    assert before.value is not None
    return float(now.value - before.value)


def said(now: Figure, before: Figure | None, tested: Tested | None, *, known: bool) -> Said:
    """Return the verdict before any adjustment, ``up`` and ``down`` as if p were low enough."""
    if not known:
        return Said(verdict="new" if not now.gap else "")
    if before is None or {now.gap, before.gap} - {"", "TOO_FEW"}:
        return Said()
    if "TOO_FEW" in (now.gap, before.gap) or tested is None or tested.few or tested.p is None:
        return Said(verdict="too_few")
    change = _lean(now, before)
    if change == 0 or change * tested.lean < 0:
        return Said(verdict="no_clear_change", p=tested.p, test=tested.test)
    return Said(verdict="up" if change > 0 else "down", p=tested.p, test=tested.test)


def adjusted(said_of: Mapping[Scope, Said]) -> dict[Scope, Said]:
    """Return the verdicts of one measure, after Benjamini–Hochberg over offices and over clients."""
    final = {}
    for level in ("company", "office", "client"):
        mine = {scope: one for scope, one in said_of.items() if scope[0] == level}
        p = {scope: one.p for scope, one in mine.items() if one.p is not None}
        assert all(isfinite(one) for one in p.values())
        values = list(p.values())
        if values and level != "company":
            values = [float(one) for one in stats.false_discovery_control(values, method="bh")]
        real = dict(zip(p, values, strict=True))
        for scope, one in mine.items():
            clear = one.verdict not in ("up", "down") or real.get(scope, nan) <= ALPHA
            final[scope] = one if clear else replace(one, verdict="no_clear_change")
    return final
