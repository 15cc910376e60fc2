"""Records that a policy wants whole: complaints and the dimensions of a survey."""

from typing import TYPE_CHECKING

from reportgen.grade.card_findings import place
from reportgen.model.finding import Finding
from reportgen.model.gap import Gap
from reportgen.model.text import text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.grade.scene import Scene

_PARTS = {
    "content": text("what the client complained about is not recorded"),
    "handler": text("nobody is named as handler"),
    "result": text("it is closed without a recorded result"),
}


def complaint_incomplete(scene: "Scene", clause: str) -> "Iterator[Finding]":
    """The complaints of the period whose content, handler or result is not recorded.

    In:      scene: of any pack.
    Out:     a finding per complaint and missing part; the result is missed only once it is closed.
             A part that the whole ledger never records is one finding for all.
    Source:  P11.3 content, handler, result.
    """
    ledger = scene.facts.complaints
    inside = ledger[(ledger["received_at"] >= scene.window.start) & (ledger["received_at"] < scene.window.end)]
    for part, what in _PARTS.items():
        due = inside if part != "result" else inside[inside["state"].isin(("resolved", "closed"))]
        bare = due[due[part] == ""]
        if not bare.empty and ledger[part].eq("").all():
            yield Finding(
                clause=clause,
                office_id="",
                client_id="",
                subject="",
                since="",
                what=what,
                evidence=f"{len(bare)}/{len(due)}",
            )
            continue
        for row in bare.to_dict("records"):
            yield Finding(
                clause=clause,
                office_id=row["office_id"],
                client_id=row["client_id"],
                subject=row["complaint_id"],
                since=row["received_at"].astimezone(scene.window.zone).date().isoformat(),
                what=what,
                evidence=place(row),
            )


def dimension_without_answers(scene: "Scene", clause: str) -> "Iterator[Finding]":
    """The dimensions of satisfaction that nobody answered in the period.

    In:      scene: of a pack with dimensions; its measures at company level.
    Out:     a finding per dimension.
    Source:  P06.4 all dimensions are covered.
    """
    rows = scene.measures[(scene.measures["level"] == "company") & (scene.measures["gap"] == Gap.NO_DATA)]
    bare = set(rows["measure"])
    suffixed = scene.measures["measure"].str.endswith(f".{scene.pack.id.lower()}").any()
    tail = f".{scene.pack.id.lower()}" if suffixed else ""
    for code in scene.pack.satisfaction.dimensions if scene.pack.satisfaction else ():
        if f"satisfaction.{code}{tail}" in bare:
            yield Finding(
                clause=clause,
                office_id="",
                client_id="",
                subject=code,
                since=scene.window.period.start.isoformat(),
                what=text("no answer about this dimension in the period"),
                evidence="",
            )
