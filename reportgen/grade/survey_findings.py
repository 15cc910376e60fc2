"""Surveys against their plan, and clients that should have been asked."""

from typing import TYPE_CHECKING

from reportgen.grade.card_findings import place
from reportgen.model.finding import Finding
from reportgen.model.register import clients_at
from reportgen.model.text import text

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from reportgen.grade.scene import Scene
    from reportgen.model.text import Text


def plan_not_in_work_plan(scene: "Scene", clause: str) -> "Iterator[Finding]":
    """The rounds of the period that no plan holds, or whose plan is not part of the yearly work plan.

    In:      scene: of any pack; survey_plan of the declared exports, and the rounds of ANSWERS.
    Out:     a finding per round; an irregular round that names what called for it needs no plan.
    Source:  P14.3-4 the yearly plan is part of the work plan; P14.8 irregular rounds.
    """
    plan, start = scene.facts.records["survey_plan"], scene.window.period.start
    began = plan["done_from"].fillna(plan["planned_from"])
    inside = plan[(began >= _stamp(start)) & (began < _stamp(scene.window.period.end))]
    called_for = inside["kind"].eq("ad_hoc") & ~inside["trigger"].isin(("", "none"))
    bare = inside[~called_for & ~inside["in_annual_work_plan"].fillna(value=False).astype("bool")]
    for row in bare.to_dict("records"):
        what = text("the yearly work plan does not hold this round")
        yield _of_all(clause, what, subject=row["round"], since=start, evidence=place(row))
    held = set(plan["round"])
    for name in sorted(set(_answers(scene)["round"]) - held - {""}):
        yield _of_all(clause, text("no plan holds this round"), subject=name, since=start)


def important_client_not_asked(scene: "Scene", clause: str) -> "Iterator[Finding]":
    """The important clients that no round of the period asked.

    In:      scene: of any pack; the register's is_important, SURVEY_SAMPLE of the period.
    Out:     a finding per client.
    Source:  P14.7 important clients are among those asked.
    """
    clients = clients_at(scene.facts.register, scene.window)
    important = clients[clients["is_important"].fillna(value=False).astype("bool")]
    asked = set(_asked(scene)["client_id"])
    for client in important[~important["client_id"].isin(asked)].to_dict("records"):
        yield scene.found(
            clause,
            text("an important client, and no round of the period asked it"),
            client=client["client_id"],
            since=scene.window.period.start,
            evidence=place(client),
        )


def group_without_answers(scene: "Scene", clause: str) -> "Iterator[Finding]":
    """The groups of clients that were asked in the period and of which nobody answered.

    In:      scene: of any pack; SURVEY_SAMPLE with groups, ANSWERS.
    Out:     a finding per group, with how many clients were asked.
    Source:  P14.13 the round covers all groups of clients.
    """
    asked = _asked(scene)
    answered = set(_answers(scene)["client_id"])
    for group, own in asked[asked["group"] != ""].groupby("group"):
        if answered.isdisjoint(own["client_id"]):
            count = own["client_id"].nunique()
            what = text("nobody of this group has answered; clients asked: {count}", count=count)
            rows = own.sort_values(["file", "row"], kind="stable").to_dict("records")
            start = scene.window.period.start
            yield _of_all(clause, what, subject=str(group), since=start, evidence=place(rows[0]))


def _asked(scene: "Scene") -> "pd.DataFrame":
    """Return the sample lists of the period."""
    sample = scene.facts.survey_sample
    return sample[sample["period"] == str(scene.window.period)]


def _answers(scene: "Scene") -> "pd.DataFrame":
    """Return the answers of the period."""
    answers = scene.facts.answers
    return answers[(answers["answered_at"] >= scene.window.start) & (answers["answered_at"] < scene.window.end)]


def _of_all(clause: str, what: "Text", *, subject: str, since: object, evidence: str = "") -> "Finding":
    """Return a finding about the company's survey as a whole."""
    return Finding(
        clause=clause, office_id="", client_id="", subject=subject, since=str(since), what=what, evidence=evidence
    )


def _stamp(day: object) -> "pd.Timestamp":
    import pandas as pd

    return pd.Timestamp(str(day))
