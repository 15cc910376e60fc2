"""What called for an evaluation beside the regular rounds, and whether the survey or the ledger has one."""

from fractions import Fraction
from typing import TYPE_CHECKING

import pandas as pd

from reportgen.measure.scopes import Scopes, scopes_of
from reportgen.model.evaluation_frames import EVALUATED, EVALUATIONS
from reportgen.policy.sources import Export

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reportgen.model.facts import Facts, Window

PLAN, FEEDBACK = "survey_plan", "feedback"
COMPLAINT, SUGGESTION = "complaint", "suggestion"
OF_ROUNDS = ("emergency", "important_item")
"""Triggers that only the plan tells of: no export lists an emergency that has no round."""
BY_FORM, BY_LEDGER = "form", "ledger"
_COLUMNS = ["trigger", "client_id", "office_id", "subject", "since", "by", "evaluated_on"]


def evaluations(facts: "Facts", window: "Window", triggers: "Mapping[str, str]") -> pd.DataFrame:
    """Each complaint, suggestion, emergency and important subject of the period, and what evaluated it by as-of.

    A complaint is evaluated by a form that names it, else by its own score in the ledger; a suggestion by
    a form of its client, on its day or later, in a round after suggestions; a round by its first form.

    In:      triggers: trigger → clause; COMPLAINTS, RESPONSES; feedback and survey_plan records.
    Out:     EVALUATIONS; empty without the period's survey, and of each trigger without its export.
    Source:  P14.8-11; results contract, section 8.
    """
    if not facts.was_read(Export.SURVEY, window.period):
        return EVALUATIONS.empty()
    forms = _forms(facts, window)
    parts = [_complaints(facts, window, forms), _suggestions(facts, window, forms), _rounds(facts, window, forms)]
    rows = pd.concat([part[_COLUMNS] for part in parts], ignore_index=True)
    rows = rows[rows["trigger"].isin(list(triggers))]
    found = rows.assign(
        period=str(window.period),
        level=(rows["client_id"] == "").map({True: "company", False: "client"}),
        clause=rows["trigger"].map(dict(triggers)),
    )
    return EVALUATIONS.cast(found) if len(found) else EVALUATIONS.empty()


def evaluated(facts: "Facts", window: "Window", triggers: "Mapping[str, str]", rows: pd.DataFrame) -> pd.DataFrame:
    """How many of the triggers were evaluated, and by what.

    In:      rows: EVALUATIONS of the window; triggers: trigger → clause.
    Out:     EVALUATED: the company with every trigger whose export was read, every office with those of
             clients, zeros included, and each client with any; empty without the period's survey.
    Source:  P14.8-11; results contract, section 8.
    """
    told = [one for one in triggers if _is_told(facts, window, one)]
    if not told or not facts.was_read(Export.SURVEY, window.period):
        return EVALUATED.empty()
    scopes = scopes_of(facts, window)
    counted = _counted(scopes, rows)
    found = _every(scopes, told, counted).merge(
        counted, on=["scope", "trigger"], how="left", validate="one_to_one"
    )
    at = scopes.rows.iloc[found["scope"].to_numpy(dtype="int64")].reset_index(drop=True)
    numbers = {name: found[name].fillna(0).astype("int64").tolist() for name in ("n", "evaluated", "by_form")}
    shares = [Fraction(part, n) if n else None for part, n in zip(numbers["evaluated"], numbers["n"], strict=True)]
    return EVALUATED.cast(
        at.assign(
            period=str(window.period),
            trigger=found["trigger"].to_numpy(),
            **numbers,
            share=pd.Series(shares, dtype="object"),
            clause=found["trigger"].map(dict(triggers)).to_numpy(),
        )
    )


# ------------------------------------------------------------------ counts
def _is_told(facts: "Facts", window: "Window", trigger: str) -> bool:
    """Whether the export that tells of a trigger was read: of complaints and suggestions the period's own."""
    if trigger in OF_ROUNDS:
        return any(name == PLAN for name, _ in facts.read)
    return facts.was_read(Export.COMPLAINTS if trigger == COMPLAINT else FEEDBACK, window.period)


def _counted(scopes: Scopes, rows: pd.DataFrame) -> pd.DataFrame:
    by = rows["by"]
    at = scopes.spread(
        rows[["client_id", "office_id", "trigger"]].assign(
            done=by.ne("").astype("int64"), form=by.eq(BY_FORM).astype("int64")
        )
    )
    found: pd.DataFrame = at.groupby(["scope", "trigger"], as_index=False).agg(
        n=("done", "size"), evaluated=("done", "sum"), by_form=("form", "sum")
    )
    return found


def _every(scopes: Scopes, told: list[str], counted: pd.DataFrame) -> pd.DataFrame:
    """Return the pairs of scope and trigger that get a row."""
    offices = range(1, len(scopes.offices) + 1)
    pairs = [(0, one) for one in told]
    pairs += [(office, one) for office in offices for one in told if one not in OF_ROUNDS]
    every = pd.DataFrame(pairs, columns=["scope", "trigger"])
    return pd.concat([every, counted[["scope", "trigger"]]]).drop_duplicates(ignore_index=True)


# ------------------------------------------------------------------ triggers
def _forms(facts: "Facts", window: "Window") -> pd.DataFrame:
    """Return the forms returned by as-of, with their day."""
    forms = facts.responses[facts.responses["answered_at"] < pd.Timestamp(window.as_of)]
    told = forms[["client_id", "round", "complaint_id"]]
    return told.assign(day=_days(forms["answered_at"], window)).sort_values("day", kind="stable")


def _days(moments: "pd.Series[pd.Timestamp]", window: "Window") -> "pd.Series[pd.Timestamp]":
    return moments.dt.tz_convert(window.zone).dt.tz_localize(None).dt.normalize()


def _complaints(facts: "Facts", window: "Window", forms: pd.DataFrame) -> pd.DataFrame:
    """Return the complaints received in the period; the ledger has no day of its score but that of the close."""
    every, read = facts.complaints, facts.was_read(Export.COMPLAINTS, window.period)
    start, end = pd.Timestamp(window.start), pd.Timestamp(window.end)
    own = every[(every["received_at"] >= start) & (every["received_at"] < end) & read]
    named = forms.drop_duplicates("complaint_id").set_index("complaint_id")["day"].to_dict()
    by_form = own["complaint_id"].isin(list(named))
    by_ledger = ~by_form & own["satisfaction_micro"].notna()
    timed = by_ledger & ~own["impossible"].fillna(value=False).astype("bool")
    closed = own["closed_at"].where(timed & (own["closed_at"] < pd.Timestamp(window.as_of)))
    asked = pd.to_datetime(own["complaint_id"].map(named))
    return own.assign(
        trigger=COMPLAINT,
        subject=own["complaint_id"],
        since=_days(own["received_at"], window),
        by=_by(by_form, by_ledger),
        evaluated_on=asked.where(by_form, _days(closed, window)),
    )


def _by(form: "pd.Series[bool]", ledger: "pd.Series[bool]") -> "pd.Series[str]":
    found = pd.Series("", index=form.index, dtype="str")
    return found.mask(ledger, BY_LEDGER).mask(form, BY_FORM)


def _suggestions(facts: "Facts", window: "Window", forms: pd.DataFrame) -> pd.DataFrame:
    """Return the suggestions of the period with the first form of their client in a round after suggestions."""
    every, plan = facts.records[FEEDBACK], facts.records[PLAN]
    days = every["date"].between(pd.Timestamp(window.period.start), pd.Timestamp(window.last_day))
    read = facts.was_read(FEEDBACK, window.period)
    own = every[days & every["kind"].eq(SUGGESTION) & read].sort_values("date", kind="stable")
    rounds = plan.loc[plan["kind"].eq("ad_hoc") & plan["trigger"].eq(SUGGESTION), "round"]
    later = forms[forms["round"].isin(rounds)][["client_id", "day"]].assign(evaluated_on=lambda one: one["day"])
    own = own.astype({"date": later["day"].dtype})
    found = pd.merge_asof(own, later, left_on="date", right_on="day", by="client_id", direction="forward")
    return found.assign(
        trigger=SUGGESTION,
        subject=found["feedback_id"],
        since=found["date"],
        by=_by(found["evaluated_on"].notna(), found["evaluated_on"].isna() & False),
    )


def _rounds(facts: "Facts", window: "Window", forms: pd.DataFrame) -> pd.DataFrame:
    """Return the rounds after emergencies and about important subjects that began in the period."""
    plan = facts.records[PLAN].drop_duplicates("round", keep="last")
    began = plan["done_from"].fillna(plan["planned_from"])
    inside = began.between(pd.Timestamp(window.period.start), pd.Timestamp(window.last_day))
    own = plan[inside & plan["kind"].eq("ad_hoc") & plan["trigger"].isin(OF_ROUNDS)]
    first = own["round"].map(forms.drop_duplicates("round").set_index("round")["day"].to_dict())
    return own.assign(
        client_id="",
        office_id="",
        subject=own["round"],
        since=began.loc[own.index],
        by=_by(first.notna(), first.isna() & False),
        evaluated_on=pd.to_datetime(first),
    )
