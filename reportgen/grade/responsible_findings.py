"""Roles that a policy names and nobody holds, and clients of high levels that nobody looks after."""

from typing import TYPE_CHECKING

from reportgen.grade.card_findings import place
from reportgen.model.finding import Finding
from reportgen.model.register import clients_at
from reportgen.model.roles import holders
from reportgen.model.text import text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.grade.scene import Scene


def role_unassigned(scene: "Scene", clause: str) -> "Iterator[Finding]":
    """The roles of the clause that nobody has in the period's list of people.

    In:      scene: of any pack; the export staff.
    Out:     a finding per role, of the company.
    Source:  P04.20 departments and people with duties and powers.
    """
    staff = scene.facts.records["staff"]
    listed = staff[staff["state_period"] == str(scene.window.period)]
    for one in scene.pack.signoffs:
        if one.clause == clause and not holders(one.names, listed)[1]:
            yield Finding(
                clause=clause,
                office_id="",
                client_id="",
                subject="",
                since=scene.window.last_day.isoformat(),
                what=text(
                    "nobody on the list of people has the role {role_en}", role_en=one.role.en, role_zh=one.role.zh
                ),
                evidence="",
            )


def team_missing(scene: "Scene", clause: str) -> "Iterator[Finding]":
    """The clients of the levels for which the clause wants a team, and that have none in the register.

    In:      scene: of a pack with levels; the register's account_team.
    Out:     a finding per client.
    Source:  P04.25 a dedicated team for clients of high levels; the pack's treatments say which.
    """
    wanted = {one.level for one in scene.pack.treatments if one.clause == clause}
    high = scene.graded[scene.graded["level"].isin(wanted)]
    level = dict(zip(high["client_id"], high["level"], strict=True))
    clients = clients_at(scene.facts.register, scene.window)
    bare = clients[clients["client_id"].isin(list(level)) & (clients["account_team"] == "")]
    for client in bare.to_dict("records"):
        yield scene.found(
            clause,
            text("level {level}, and no team looks after the client", level=level[client["client_id"]]),
            client=client["client_id"],
            since=scene.window.last_day,
            evidence=place(client),
        )
