"""What clients did before and after a measure was granted: how often they ordered, whether they recommend us."""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from reportgen.compare.significance import benjamini_hochberg, binomial, welch
from reportgen.compare.verdicts import ALPHA
from reportgen.model.gap import Gap
from reportgen.model.level_frames import GRANTED
from reportgen.model.period import Period
from reportgen.model.register import offices_on
from reportgen.policy.sources import Export

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reportgen.model.facts import Facts, Window
    from reportgen.policy.pack import Pack, Satisfaction, Treatment

EXPORT = "measures"
ORDERS, LOYALTY = "orders", "loyalty"
MONTH = 30
"""Days in which orders are counted."""
_MICRO, _TOP = 1_000_000, 10
_NONE = float("nan")
Cells = dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """A measure granted to a client, and the half-open days on both sides of its first day."""

    client_id: str
    treatment: str
    pack: str
    clause: str
    level_before: str
    level: str
    first: date
    granted_on: date
    end: date

    @property
    def days(self) -> tuple[int, int]:
        """Return how many days each side has."""
        return (self.granted_on - self.first).days, (self.end - self.granted_on).days


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What grants are looked at with; ``levels``: period, pack, client_id, level of every period known."""

    facts: "Facts"
    window: "Window"
    survey: "Satisfaction | None"
    levels: pd.DataFrame


def granted(known: Known, packs: "Mapping[str, Pack]") -> pd.DataFrame:
    """Each measure granted to clients of the level that it is for, with their orders and loyalty around it.

    Both sides have as many days as the pack's ``effect_days``, fewer where the client came later or left, or
    as-of is nearer; only measures are looked at whose days after reach into the period.

    In:      the export ``measures``; ORDERS; ANSWERS; packs: in force in the window; survey: rules of the
             reference pack, whose recommendation question stands for loyalty.
    Out:     GRANTED; orders over days by the exact conditional binomial test, answers by Welch's t, adjusted by
             Benjamini–Hochberg over all grants; ``too_few`` where no outcome could be beyond noise, or where
             fewer than ``min_n`` answered on a side.
    Source:  P04.14; results contract, section 3, verdicts.
    """
    rows = [
        {**_told(grant), **side}
        for pack in packs.values()
        for asked in pack.treatments
        if asked.effect_days is not None
        for grant in _grants(known, pack.id, asked, asked.effect_days)
        for side in (_orders(known, grant), _loyalty(known, grant))
    ]
    if not rows:
        return GRANTED.empty()
    day = known.window.last_day
    homes = offices_on(known.facts.memberships, day).set_index("client_id")["office_id"]
    found = pd.DataFrame(rows).drop_duplicates([one for one in GRANTED.key if one != "period"])
    told = found.assign(period=str(known.window.period), office_id=found["client_id"].map(homes).fillna(""))
    return GRANTED.cast(_judged(told.reset_index(drop=True)))


# ------------------------------------------------------------------ which measures, and when
def _grants(known: Known, pack: str, asked: "Treatment", days: int) -> "Iterator[Grant]":
    """Yield the grants of a treatment that were given, to clients that had its level then or have it now."""
    window, every = known.window, known.facts.records[EXPORT]
    when = every["granted_at"]
    near = (when > pd.Timestamp(window.period.start - timedelta(days=days))) & (
        when <= pd.Timestamp(window.last_day)
    )
    given = every["given"].fillna(value=True).astype("bool")
    rows = every[every["measure_code"].isin(asked.measures) & near & given]
    for client, code, at in zip(rows["client_id"], rows["measure_code"], rows["granted_at"], strict=True):
        first, start, end = _days(known, client, at.date(), days)
        before, now = _levels(known, pack, client, start)
        if asked.level in (before, now):
            yield Grant(
                client_id=client,
                treatment=code,
                pack=pack,
                clause=asked.clause,
                level_before=before,
                level=now,
                first=first,
                granted_on=start,
                end=end,
            )


def _levels(known: Known, pack: str, client: str, start: date) -> tuple[str, str]:
    """Return the level at the end of the last period before a day, and the one of the built period."""
    rows = known.levels[known.levels["pack"].eq(pack) & known.levels["client_id"].eq(client)]
    at = {Period.parse(period).end: level for period, level in zip(rows["period"], rows["level"], strict=True)}
    before = [at[end] for end in sorted(at) if end <= start]
    return before[-1] if before else "", at.get(known.window.period.end, "")


def _days(known: Known, client: str, start: date, days: int) -> tuple[date, date, date]:
    """Return the days on both sides of a day on which it was a client."""
    register = known.facts.register
    mine = register[register["client_id"].eq(client)].sort_values("register_period")
    since, until = (mine[name].dropna() for name in ("start_date", "end_date"))
    first = start - timedelta(days=days)
    end = min(start + timedelta(days=days), known.window.last_day + timedelta(days=1))
    if len(since):
        first = min(max(first, since.iloc[-1].date()), start)
    if len(until):
        end = max(min(end, until.iloc[-1].date() + timedelta(days=1)), start)
    return first, start, end


def _told(grant: Grant) -> Cells:
    before, after = grant.days
    names = ("client_id", "treatment", "granted_on", "pack", "level_before", "level", "clause")
    cells: Cells = {name: getattr(grant, name) for name in names}
    return cells | {"granted_on": pd.Timestamp(grant.granted_on), "days_before": before, "days_after": after}


def _was_read(known: Known, export: Export, grant: Grant) -> bool:
    """Whether an export came for every period of the days on both sides."""
    period = known.window.period
    while period.end > grant.first:
        if period.start < grant.end and not known.facts.was_read(export, period):
            return False
        period = period.previous
    return True


# ------------------------------------------------------------------ what is compared
def _orders(known: Known, grant: Grant) -> Cells:
    """Return the orders in 30 days on both sides, and p of their difference."""
    orders = known.facts.orders
    live = ~orders["cancelled"].fillna(value=False).astype("bool")
    on = orders.loc[live & orders["client_id"].eq(grant.client_id), ["order_id", "order_date"]]
    first, start, end = (pd.Timestamp(one) for one in (grant.first, grant.granted_on, grant.end))
    day = on["order_date"]
    n, m = (int(on.loc[(day >= a) & (day < b), "order_id"].nunique()) for a, b in ((first, start), (start, end)))
    if not (_was_read(known, Export.ORDERS, grant) and all(grant.days)):
        return _side(ORDERS, n=(n, m))
    rates = [Fraction(MONTH * count, days) for count, days in zip((n, m), grant.days, strict=True)]
    p, least = _exact(n, m, grant.days)
    return _side(ORDERS, n=(n, m), figures=(rates[0], rates[1]), p=_NONE if least > ALPHA else p)


def _exact(n: int, m: int, days: tuple[int, int]) -> tuple[float, float]:
    """Return p of n before against m after, and the smallest p that as many orders could have."""
    if not n + m:
        return 1.0, 1.0
    after, before = np.array([m, n + m, 0]), np.array([n, 0, n + m])
    p = binomial(after, np.full(3, days[1]), before, np.full(3, days[0]))
    return float(p[0]), float(min(p[1:]))


def _loyalty(known: Known, grant: Grant) -> Cells:
    """Return the mean answers to the recommendation question on both sides, and p of their difference."""
    rules, zone = known.survey, known.window.zone
    question = None if rules is None else rules.nps_question
    if rules is None or question is None:
        return _side(LOYALTY, gap=Gap.NOT_CONFIGURED)
    answers = known.facts.answers
    mine = answers[answers["client_id"].eq(grant.client_id) & answers["question"].eq(question)]
    mine = mine[mine["value_micro"].between(0, _TOP * _MICRO).fillna(value=False)]
    on = mine["answered_at"].dt.tz_convert(zone).dt.date
    sides = [
        [Fraction(int(one), _MICRO) for one in mine.loc[(on >= a) & (on < b), "value_micro"]]
        for a, b in ((grant.first, grant.granted_on), (grant.granted_on, grant.end))
    ]
    n, m = (len(side) for side in sides)
    if not (_was_read(known, Export.SURVEY, grant) and n and m):
        return _side(LOYALTY, n=(n, m))
    means = [sum(side, Fraction(0)) / len(side) for side in sides]
    few = min(n, m) < max(rules.min_n.client, 2)
    p = _NONE if few else float(welch(_moments(sides[1]), _moments(sides[0]))[0])
    return _side(LOYALTY, n=(n, m), figures=(means[0], means[1]), p=p)


def _moments(side: list[Fraction]) -> pd.DataFrame:
    values = np.array([float(one) for one in side])
    return pd.DataFrame({"n": [len(values)], "mean": [values.mean()], "var": [values.var(ddof=1)]})


def _side(
    what: str,
    *,
    n: tuple[int, int] = (0, 0),
    figures: tuple[Fraction, Fraction] | None = None,
    p: float = _NONE,
    gap: Gap = Gap.NO_DATA,
) -> Cells:
    """Return the cells of one comparison; without figures on both sides it is a gap."""
    before, after = figures or (None, None)
    counts: Cells = {"n_before": n[0], "n_after": n[1]}
    return {"what": what, "before": before, "after": after, "p_value": p, "gap": "" if figures else gap} | counts


def _judged(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows with their verdicts."""
    adjusted = pd.Series(_NONE, index=rows.index, dtype="float64")
    p = rows["p_value"].astype("float64")
    for _, group in p[p.notna()].groupby(rows["what"]):
        adjusted.loc[group.index] = benjamini_hochberg(np.asarray(group, dtype=np.float64))
    cells = zip(rows["before"], rows["after"], rows["gap"], adjusted, strict=True)
    verdict = [_verdict(before, after, gap, p_value) for before, after, gap, p_value in cells]
    return rows.assign(verdict=pd.Series(verdict, index=rows.index, dtype="str"), p_value=p.astype("Float64"))


def _verdict(before: Fraction | None, after: Fraction | None, gap: str, p: float) -> str:
    if gap or before is None or after is None:
        return ""
    if np.isnan(p):
        return "too_few"
    if p > ALPHA or before == after:
        return "no_clear_change"
    return "up" if after > before else "down"
