"""The survey by round, form of evaluation, way of answering, client group and function: who, and how satisfied."""

from fractions import Fraction
from typing import TYPE_CHECKING

import pandas as pd

from reportgen.measure.satisfaction import sample_lists
from reportgen.measure.scopes import Scopes, scopes_of
from reportgen.measure.scoring import NPS, OVERALL, Scored
from reportgen.model.listening_frames import SURVEYED
from reportgen.policy.sources import Export

if TYPE_CHECKING:
    from reportgen.model.facts import Facts, Window

PLAN, MAP = "survey_plan", "questionnaire_map"
ROUND, KIND, MODE, GROUP, FUNCTION = "round", "kind", "mode", "group", "function"


def surveyed(facts: "Facts", window: "Window", found: Scored, pack_id: str, clause: str) -> pd.DataFrame:
    """Forms, clients and the mean of all scored answers, by round, kind of round, mode, group and function.

    Regular and irregular rounds stand apart (P14.5); a form without a round, mode or group is counted
    under the empty name, so that every division has all forms. Functions are the questions' own: their
    answers are counted, not forms.

    In:      ANSWERS, RESPONSES, SURVEY_SAMPLE; survey_plan and questionnaire_map records; found:
             the answers of the window, scored under the pack.
    Out:     SURVEYED: the company and every office; empty without the period's survey.
    Source:  P14.1, P14.5-6, P14.8-13; results contract, section 8.
    """
    if not facts.was_read(Export.SURVEY, window.period):
        return SURVEYED.empty()
    scopes = scopes_of(facts, window)
    answers = found.answers[~found.answers["what"].isin([OVERALL, NPS])]
    told = _told(answers, facts)
    parts = [_counted(told, scopes, by) for by in (ROUND, KIND, MODE, GROUP)]
    functions = _functions(facts, pack_id)
    if functions:
        own = answers[answers["question"].isin(list(functions))]
        parts.append(_counted(own.assign(function=own["question"].map(functions)), scopes, FUNCTION))
    rows = pd.concat(parts, ignore_index=True)
    rows = rows.merge(
        _asked(facts, window, scopes), on=["scope", "by", "name"], how="outer", validate="one_to_one"
    )
    return _framed(rows, found, scopes, window, clause)


def _told(answers: pd.DataFrame, facts: "Facts") -> pd.DataFrame:
    """Return answers with what their forms belong to, "" where nothing is known of the form."""
    listed = facts.survey_sample
    groups = dict(zip(listed["client_id"], listed["group"], strict=True))
    forms = facts.responses[["response_id", "round", "mode"]]
    told = answers.merge(forms, on="response_id", how="left", validate="many_to_one")
    told = told.fillna({"round": "", "mode": ""})
    return told.assign(kind=_looked_up(told["round"], _kinds(facts)), group=_looked_up(told["client_id"], groups))


def _kinds(facts: "Facts") -> dict[str, str]:
    """Return round → regular or ad_hoc, as the plan says."""
    plan = facts.records[PLAN]
    return dict(zip(plan["round"], plan["kind"], strict=True))


def _looked_up(keys: "pd.Series[str]", known: dict[str, str]) -> "pd.Series[str]":
    """Return what is known of each key, "" where nothing is."""
    return keys.map(known).astype("object").fillna("").astype("str")


def _functions(facts: "Facts", pack_id: str) -> dict[str, str]:
    """Return question → the function that the questionnaire map says it is about; of its versions the last."""
    known = facts.records[MAP]
    own = known[(known["pack_id"] == pack_id) & (known["function"] != "")]
    return dict(zip(own["question_code"], own["function"], strict=True))


def _counted(told: pd.DataFrame, scopes: Scopes, by: str) -> pd.DataFrame:
    at = scopes.spread(told[["client_id", "office_id", "response_id", "points", by]])
    at = at[~scopes.is_client[at["scope"].to_numpy()]]
    found: pd.DataFrame = at.groupby(["scope", by], as_index=False).agg(
        responses=("response_id", "nunique"),
        n_clients=("client_id", "nunique"),
        answers=("points", "size"),
        total=("points", "sum"),
    )
    return found.rename(columns={by: "name"}).assign(by=by)


def _asked(facts: "Facts", window: "Window", scopes: Scopes) -> pd.DataFrame:
    """Return the clients asked, by round, kind and group of the period's sample lists.

    An office's are those that were its clients at any moment of the period, as of the response rate.
    """
    own = sample_lists(facts, window)[["client_id", "round", "group"]]
    own = own.assign(kind=_looked_up(own["round"], _kinds(facts)))
    at = scopes.spread(own.merge(scopes.population, on="client_id", how="inner", validate="many_to_many"))
    at = at[~scopes.is_client[at["scope"].to_numpy()]]
    return pd.concat([_listed(at, by) for by in (ROUND, KIND, GROUP)], ignore_index=True)


def _listed(at: pd.DataFrame, by: str) -> pd.DataFrame:
    found: pd.DataFrame = at.groupby(["scope", by], as_index=False).agg(asked=("client_id", "nunique"))
    return found.rename(columns={by: "name"}).assign(by=by)


def _framed(rows: pd.DataFrame, found: Scored, scopes: Scopes, window: "Window", clause: str) -> pd.DataFrame:
    at = scopes.rows.iloc[rows["scope"].to_numpy(dtype="int64")].reset_index(drop=True)
    counts = {
        name: rows[name].fillna(0).astype("Int64").to_numpy() for name in ("responses", "n_clients", "answers")
    }
    sums = zip(rows["total"].tolist(), rows["answers"].fillna(0).astype("int64").tolist(), strict=True)
    means = [Fraction(int(total), number * found.scale) if number else None for total, number in sums]
    told = at.assign(
        period=str(window.period),
        by=rows["by"].to_numpy(),
        name=rows["name"].to_numpy(),
        asked=rows["asked"].astype("Int64").to_numpy(),
        **counts,
        points=pd.Series(means, dtype="object"),
        clause=clause,
    )
    return SURVEYED.cast(told)
