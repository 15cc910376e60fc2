"""What drives the overall answer: how important each dimension is, and how well it is served."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from reportgen.measure.relative_importance import importance
from reportgen.measure.scoring import points
from reportgen.model.gap import Gap
from reportgen.model.pattern_frames import DRIVERS

if TYPE_CHECKING:
    from reportgen.measure.scoring import Scored
    from reportgen.model.facts import Facts, Window
    from reportgen.policy.pack import Satisfaction

FEWEST_RESPONSES = 30
"""Fewer responses say nothing of importance."""
_FEWEST_DIMENSIONS = 2
_CHANCE = 0.05
_MICRO = 1_000_000
_FORM = ["client_id", "response_id"]
Record = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Driven:
    """The importance of the dimensions that were used, and what stands behind it."""

    n: int
    n_clients: int
    explained: float = np.nan
    shares: Mapping[str, tuple[float, float, float]] = field(default_factory=dict)
    """Dimension → share, low, high."""


def drivers(
    facts: "Facts", window: "Window", rules: "Satisfaction", answered: "Scored", measures: pd.DataFrame
) -> pd.DataFrame:
    """The importance of each dimension for the overall answer beside its value.

    A response counts where it answers the overall question and every dimension used; a dimension is
    used where at least half of the responses to the overall question answer it. Quadrants part at
    the means of the dimensions used.

    In:      ANSWERS; answered: those of the window, scored; measures: MEASURES of the window, the
             reference pack's ids plain.
    Out:     DRIVERS: the company and every office. TOO_FEW: fewer than 30 responses, or, of one
             dimension, half of them without an answer; NO_DATA: no response, answers all alike, or no
             more explained than by chance (F test at 5 %); NOT_CONFIGURED: no overall question.
    Source:  P06.18, P06.20; method: decision 13.
    """
    forms = _forms(facts, window, rules, answered)
    subjects = [("company", "", forms)]
    subjects += [("office", one, forms[forms["office_id"] == one]) for one in facts.offices["office_id"].tolist()]
    figures: dict[Any, Record] = {
        (row["level"], row["office_id"], row["measure"]): {str(name): cell for name, cell in row.items()}
        for row in measures[measures["level"] != "client"].to_dict("records")
    }
    rows = [row for subject in subjects for row in _rows(subject, rules, figures)]
    return DRIVERS.cast(pd.DataFrame(rows).assign(period=str(window.period)))


def _forms(facts: "Facts", window: "Window", rules: "Satisfaction", found: "Scored") -> pd.DataFrame:
    """Return one row per response to the overall question: client, office, overall and dimensions in points."""
    names = list(rules.dimensions)
    if rules.overall is None:
        return pd.DataFrame(columns=[*_FORM, "office_id", "overall", *names])
    start, end = pd.Timestamp(window.start), pd.Timestamp(window.end)
    given = facts.answers
    asked = given[(given["question"] == rules.overall.question) & given["value_micro"].notna()]
    asked = asked[(asked["answered_at"] >= start) & (asked["answered_at"] < end)]
    scale = rules.overall.scale
    worth = {x: points(Fraction(x, _MICRO), scale) for x in asked["value_micro"].unique().tolist()}
    known = asked.assign(overall=[_float(worth[x]) for x in asked["value_micro"].tolist()])
    overall = known.dropna(subset="overall").drop_duplicates(_FORM)[[*_FORM, "office_id", "overall"]]
    each = found.of(*names)
    each = each.assign(points=each["points"].astype("float64") / found.scale)
    wide = each.pivot_table(index=_FORM, columns="what", values="points", aggfunc="mean").reindex(columns=names)
    return overall.merge(wide.reset_index(), on=_FORM, how="left", validate="one_to_one")


def _float(value: Fraction | None) -> float:
    return np.nan if value is None else float(value)


def _rows(
    subject: tuple[str, str, pd.DataFrame], rules: "Satisfaction", figures: dict[Any, Record]
) -> list[Record]:
    """Return one row per dimension of one subject."""
    level, office, forms = subject
    missing = {name: _gap(forms, name, rules) for name in rules.dimensions}
    used = [name for name, gap in missing.items() if not gap]
    driven = _driven(forms, used)
    rows = []
    for name, rule in rules.dimensions.items():
        figure = figures[level, office, f"satisfaction.{name}"]
        share, low, high = driven.shares.get(name, (np.nan, np.nan, np.nan))
        rows.append(
            {
                "level": level,
                "office_id": office,
                "measure": f"satisfaction.{name}",
                "importance": share,
                "low": low,
                "high": high,
                "explained": driven.explained,
                "n": driven.n,
                "n_clients": driven.n_clients,
                "weight": Fraction(rule.weight),
                "performance": figure["value"],
                "_limits": (figure["low"], figure["high"]),
                "gap": missing[name] or ("" if name in driven.shares else _short(driven)),
            }
        )
    return _placed(rows)


def _gap(forms: pd.DataFrame, name: str, rules: "Satisfaction") -> str:
    """Return why a dimension cannot be used."""
    if rules.overall is None:
        return Gap.NOT_CONFIGURED.value
    answered = int(forms[name].notna().sum())
    if not answered:
        return Gap.NO_DATA.value
    return Gap.TOO_FEW.value if 2 * answered < len(forms) else ""


def _short(driven: _Driven) -> str:
    return Gap.TOO_FEW.value if driven.n < FEWEST_RESPONSES else Gap.NO_DATA.value


def _driven(forms: pd.DataFrame, used: list[str]) -> _Driven:
    """Return the importance of some dimensions with its limits."""
    whole = forms.dropna(subset=used) if used else forms.iloc[:0]
    n, clients = len(whole), int(whole["client_id"].nunique())
    nothing = _Driven(n=n, n_clients=clients)
    varied = [name for name in used if _varies(whole[name])]
    if n < FEWEST_RESPONSES or len(varied) < _FEWEST_DIMENSIONS or not _varies(whole["overall"]):
        return nothing
    numbers = pd.factorize(whole["client_id"])[0].astype(np.int64)
    shares, error, raw = importance(whole[[*varied, "overall"]].to_numpy(dtype=np.float64), numbers)
    rest = n - len(varied) - 1
    explained = 1 - (1 - raw) * (n - 1) / rest
    if np.isnan(shares).any() or not _more_than_chance(raw, len(varied), rest):
        return replace(nothing, explained=float(explained))
    reach = _t(clients - 1) * error if clients > 1 else error
    return _Driven(
        shares={
            name: (float(share), float(share - wide), float(share + wide))
            for name, share, wide in zip(varied, shares, reach, strict=True)
        },
        explained=float(explained),
        n=n,
        n_clients=clients,
    )


def _varies(answers: "pd.Series[float]") -> bool:
    return bool(answers.min() < answers.max())


def _more_than_chance(raw: float, dimensions: int, rest: int) -> bool:
    """Return whether R² is beyond what dimensions without any relation would give (F test at 5 %)."""
    from scipy.special import fdtrc

    if raw >= 1:
        return True
    return bool(fdtrc(dimensions, rest, raw / dimensions / ((1 - raw) / rest)) <= _CHANCE)


def _t(degrees: int) -> float:
    from scipy.special import stdtrit

    return float(stdtrit(degrees, 0.975))


def _placed(rows: list[Record]) -> list[Record]:
    """Return the rows with their quadrants: against the means of the dimensions that have both figures."""
    both = [row for row in rows if row["performance"] is not None and not np.isnan(row["importance"])]
    if not both:
        return [_without(row, "", clear=pd.NA) for row in rows]
    usual = sum(row["importance"] for row in both) / len(both)
    mean = sum((row["performance"] for row in both), Fraction(0)) / len(both)
    placed = {row["measure"] for row in both}
    found = []
    for row in rows:
        if row["measure"] not in placed:
            found.append(_without(row, "", clear=pd.NA))
            continue
        heavy, good = row["importance"] >= usual, row["performance"] >= mean
        name = ("keep" if good else "improve") if heavy else ("enough" if good else "low")
        low, high = row["_limits"]
        sure = not row["low"] <= usual <= row["high"] and not pd.isna(low) and not low <= mean <= high
        found.append(_without(row, name, clear=bool(sure and not np.isnan(row["low"]))))
    return found


def _without(row: Record, quadrant: str, *, clear: Any) -> Record:
    kept = {name: value for name, value in row.items() if name != "_limits"}
    return {**kept, "quadrant": quadrant, "clear": clear}
