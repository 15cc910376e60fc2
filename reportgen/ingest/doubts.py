"""Returned forms that should not count in silence: flagged, told, and in or out by the source's rule."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from reportgen.ingest.assembly import Settled
from reportgen.ingest.context import Context, Scale, rules_by_day
from reportgen.ingest.fates import SET_ASIDE, USED, Typed
from reportgen.model.folding import folded
from reportgen.model.problem import Problem, Severity
from reportgen.model.text import Text, text
from reportgen.policy.doubts import Doubt, Doubts, StraightLined, TooFast, Trial

if TYPE_CHECKING:
    import pandas as pd

_WHERE_TRIALS = ("contact", "mode", "source")


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One table of the survey, with what tells doubtful forms from others."""

    typed: Typed
    scales: Mapping[str, Scale]
    asked: frozenset[str] | None
    """Clients of the sample list of the same folder; None where it has none."""

    @property
    def rows(self) -> "pd.DataFrame":
        """Return the rows, with their final fates so far."""
        return self.typed.rows


Found = Callable[[Look, Any], "tuple[pd.Series[bool], Text, str]"]
"""Which rows a rule is about, what would have been right, and the field that shows it."""


def doubted(survey: Settled, sample: Settled, context: Context) -> tuple[Settled, list[Problem]]:
    """Return the survey with the doubts of its rows, without the forms that a rule leaves out, and the Problems.

    In:      settled rows of the survey with unit, duration_s, mode, source, finished; of the sample list.
    Out:     rows with doubts (names of the rules, ; between); all rows of a form that is left out are set
             aside. Every doubt is told: one note a table, or a Problem a form where it is left out.
    """
    import pandas as pd

    if survey.rows.empty:
        return survey, []
    scales = rules_by_day(context.config, context.window.period)[1][-1].scales
    tables, problems = [], []
    for one in survey.typed:
        look = Look(typed=one, scales=scales, asked=_asked(sample, one))
        rows, found = _of_table(look, one.table.source.doubtful or Doubts())
        tables.append(replace(one, rows=rows))
        problems += found
    return replace(survey, typed=tables, rows=pd.concat([one.rows for one in tables], ignore_index=True)), problems


def _asked(sample: Settled, one: Typed) -> frozenset[str] | None:
    """Return the clients of the sample list in the table's folder."""
    if sample.rows.empty or one.rows.empty:
        return None
    own = sample.rows[(sample.rows["folder"] == one.rows["folder"].iloc[0]) & (sample.rows["fate"] == USED)]
    return frozenset(own["client_id"]) if len(own) else None


def _of_table(look: Look, rules: Doubts) -> "tuple[pd.DataFrame, list[Problem]]":
    """Return the rows of one table with their doubts and fates, and the Problems."""
    import pandas as pd

    rows, problems = look.rows, []
    doubts = pd.Series("", index=rows.index, dtype="str")
    fate = rows["fate"]
    for name, find in _FINDERS.items():
        rule: Doubt | None = getattr(rules, name)
        if rule is None:
            continue
        hit, expected, field = find(look, rule)
        hit = hit.fillna(value=False).astype("bool") & (rows["fate"] == USED)
        hit = rows["unit"].isin(rows.loc[hit, "unit"]) & (rows["fate"] == USED)
        doubts = doubts.where(~hit, doubts.where(doubts == "", doubts + ";") + name)
        out = rule.then == "leave_out"
        fate = fate.mask(hit, SET_ASIDE) if out else fate
        problems += _told(look, hit, field, (_CODES[name], expected), out=out)
    return rows.assign(doubts=doubts, fate=fate), problems


def _told(look: Look, hit: "pd.Series[bool]", field: str, said: tuple[str, Text], *, out: bool) -> list[Problem]:
    """Return one Problem a form that is left out, or one note on those that count."""
    first = hit & ~look.rows["unit"].where(hit).duplicated()
    places = [at for at, one in enumerate(first.tolist()) if one]
    table, (code, expected) = look.typed.table, said
    if out:
        return [table.problem(at, field, code, expected) for at in places]
    if not places:
        return []
    hint = text("such forms: {count}; they count, as the rule of the source says", count=len(places))
    return [table.problem(places[0], field, code, expected, severity=Severity.NOTE, hint=hint)]


# ------------------------------------------------------------------ the doubts
def _too_fast(look: Look, rule: TooFast) -> "tuple[pd.Series[bool], Text, str]":
    return (
        look.rows["duration_s"] < rule.seconds,
        text("a form that took {seconds} s or more", seconds=rule.seconds),
        "duration" if "duration" in look.typed.table.columns else "started_at",
    )


def _straight_lined(look: Look, rule: StraightLined) -> "tuple[pd.Series[bool], Text, str]":
    """Find forms whose answers on the scale of most questions are all alike, reversed questions among them."""
    answers = look.typed.parts["answers"]
    ranges = {question: scale.ranges for question, scale in look.scales.items()}
    own = answers[answers["question"].isin(list(ranges))]
    own = own.assign(
        unit=look.rows["unit"].to_numpy()[own["at"].to_numpy()], scale=own["question"].map(ranges).map(str)
    )
    per = own.groupby(["unit", "scale"])["value_micro"].agg(["size", "nunique"]).reset_index()
    widest = per.sort_values("size").drop_duplicates("unit", keep="last")
    alike = widest[(widest["size"] >= rule.questions) & (widest["nunique"] == 1)]
    return (
        look.rows["unit"].isin(alike["unit"]),
        text("answers that differ; {count} or more questions have the same one", count=rule.questions),
        _sender(look),
    )


def _trial(look: Look, rule: Trial) -> "tuple[pd.Series[bool], Text, str]":
    words = [folded(word).casefold() for word in rule.words]
    cells = look.rows[list(_WHERE_TRIALS)]
    known = {
        cell: any(word in folded(cell).casefold() for word in words) for cell in set(cells.to_numpy().ravel())
    }
    hit = cells.isin([cell for cell, is_trial in known.items() if is_trial]).any(axis="columns")
    return hit, text("an answer of a client; this one looks like a trial"), _sender(look)


def _outside_sample(look: Look, _rule: Doubt) -> "tuple[pd.Series[bool], Text, str]":
    clients = look.rows["client_id"]
    hit = ~clients.isin(clients if look.asked is None else list(look.asked))  # without a list nobody is outside
    return hit, text("a client of the sample list of the period"), _sender(look)


def _unfinished(look: Look, _rule: Doubt) -> "tuple[pd.Series[bool], Text, str]":
    whole = look.rows["finished"].fillna(value=True)
    return ~whole.astype("bool"), text("a form that was answered to its end"), "finished"


def _sender(look: Look) -> str:
    """Return the field that best tells whose form it is."""
    there = (name for name in ("contact", "client_name", "client_id") if name in look.typed.table.columns)
    return next(there, "client_id")


_FINDERS: Mapping[str, Found] = {
    "too_fast": _too_fast,
    "straight_lined": _straight_lined,
    "trial": _trial,
    "outside_sample": _outside_sample,
    "unfinished": _unfinished,
}
_CODES = {
    "too_fast": "E253",
    "straight_lined": "E254",
    "trial": "E255",
    "outside_sample": "E256",
    "unfinished": "E257",
}
