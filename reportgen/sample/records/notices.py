"""Notices sent to clients: admissions, credit decisions, and what their complaints improved."""

from collections.abc import Iterator
from datetime import date, timedelta

from reportgen.model.period import Period
from reportgen.sample.complaints import complaints_received
from reportgen.sample.records.improvements import FORGOTTEN, actions
from reportgen.sample.records.written import Row, numbered, of, record_file
from reportgen.sample.scorecards import cards
from reportgen.sample.world import World

NOT_TOLD, DECIDED_LATE = 12, 5
"""Of the cast: admitted in the last quarter and not told; told of its admission after a month."""


def notice_files(world: World, period: Period) -> dict[str, bytes]:
    """Return the notices of one quarter."""
    rows = [*_decisions(world, period), *_improvements(world, period)]
    return record_file("notices", period, rows)


def _decisions(world: World, period: Period) -> Iterator[Row]:
    """Yield the admissions and credit decisions of one quarter."""
    for client in world.clients:
        if period.start <= client.since < period.end and client.part.story:
            decided = client.since - timedelta(days=2)
            late = 32 if numbered(client) == DECIDED_LATE else 3
            sent = None if numbered(client) == NOT_TOLD and period == world.now else decided + timedelta(days=late)
            yield {
                **of(client),
                "notice_id": f"TZ{period}-ZR-{client.client_id}",
                "kind": "admission",
                "decided_at": decided,
                "sent_at": sent,
                "result": "准许合作",
                "reason": "资信与经营状况符合要求",
            }
    before = {card.client.client_id: card.stated_level for card in cards(world, period.previous)}
    for card in cards(world, period):
        old = before.get(card.client.client_id)
        decided = card.graded_on + timedelta(days=11)
        if old and old != card.stated_level and decided < period.end - timedelta(days=2):
            yield {
                **of(card.client),
                "notice_id": f"TZ{period}-SX-{card.client.client_id}",
                "kind": "credit",
                "decided_at": decided,
                "sent_at": decided + timedelta(days=2),
                "result": f"信用等级调整为{card.stated_level}级",
                "reason": "评估得分上升" if card.stated_level < old else "评估得分下降",
            }


def _improvements(world: World, period: Period) -> Iterator[Row]:
    """Yield what clients were told of the improvements that answer their complaints.

    Of one of the last quarter's nobody told the client.
    """
    complained = {case.complaint_id: case for case in complaints_received(world, period)}
    for action in actions(world, period):
        case, done = complained.get(str(action.get("source_id"))), action["done_at"]
        forgotten = action["action_id"] == f"GJ{world.now}-{FORGOTTEN}"
        if case is None or not isinstance(done, date) or forgotten:
            continue
        sent = done + timedelta(days=3)
        yield {
            **of(case.client),
            "notice_id": f"TZ{period}-GJ-{case.client.client_id}",
            "kind": "improvement",
            "decided_at": done + timedelta(days=1),
            "sent_at": sent if sent < period.end else None,
            "action_id": action["action_id"],
            "result": f"就贵公司反映的问题（{case.complaint_id}）：{action['description']}",
        }
