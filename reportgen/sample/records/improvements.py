"""Actions of improvement: what they answer, by when, and what came of them."""

from datetime import date, timedelta

from reportgen.model.period import Period
from reportgen.sample.complaints import complaints_received
from reportgen.sample.records.voices import UNANSWERED, feedback
from reportgen.sample.records.written import Row, record_file
from reportgen.sample.scorecards import MANAGERS
from reportgen.sample.survey import round_of
from reportgen.sample.world import World

FORGOTTEN, OVERDUE, WITHOUT_EFFECT, NO_BETTER, NOBODY_S = "02", "04", "05", "06", "07"
"""Numbers of the last quarter's actions: done, and its client was not told; past its day; done, with no word
on its effect; done, and nothing is better; without a person."""
_AFTER_FEEDBACK = 62


def action_files(world: World, period: Period) -> dict[str, bytes]:
    """Return the list of one quarter's actions."""
    return record_file("improvement_actions", period, actions(world, period))


def actions(world: World, period: Period) -> list[Row]:
    """Return the actions decided in a quarter, and those of the quarter before that are done by now."""
    before = [] if period == world.periods[0] else _decided(world, period.previous, period)
    ended = [row for row in before if row["done_at"] and str(row["done_at"]) >= str(period.start)]
    return [*ended, *_decided(world, period, period)]


def _decided(world: World, period: Period, now: Period) -> list[Row]:
    """Return the actions of ``period`` as they stand at the end of ``now``."""
    cases = complaints_received(world, period)
    said = [row for row in feedback(world, period) if row["action_id"]]
    first, office = next(iter(cases), None), world.offices[0]
    rows: list[Row] = [
        {
            "office_name": office.name,
            "source_kind": "survey",
            "source_id": round_of(period.previous),
            "category": "service_level",
            "description": "客服来电当日登记、次日上午前答复，主任每周抽查",
            "department": office.name,
            "person": office.manager,
            "indicator": "complaint.first_reply_hours.p50",
            "before_value": 26.0,
            "after_value": 21.5,
            "effect": "首次答复加快",
        },
        {
            "source_kind": "complaint",
            "source_id": first.complaint_id if first else None,
            "category": "product_quality",
            "description": "输出轴密封改用双唇骨架油封，出厂前静置检漏",
            "department": "质量部",
            "person": "汪澄",
            "indicator": "complaint.count",
            "before_value": 14.0,
            "after_value": 9.0,
            "effect": "漏油投诉减少",
        },
        {
            "client_id": said[0]["client_id"] if said else None,
            "client_name": said[0]["client_name"] if said else None,
            "source_kind": "feedback",
            "source_id": said[0]["feedback_id"] if said else None,
            "category": "after_sales",
            "description": "报修后四小时内由服务工程师主动联系客户",
            "department": "售后服务部",
            "person": "梁远",
            "effect": "客户确认已改善",
            "shown_to_client_at": _by(period, 85, now),
        },
    ]
    if period == world.now:
        rows += _planted(world, cases[1].complaint_id)
    return [_dated(row, period, now, at, 110 if at == 1 else 80) for at, row in enumerate(rows, start=1)]


def _planted(world: World, complaint_id: str) -> list[Row]:
    """Return the last quarter's further actions; one of them answers a complaint, and its client was told."""
    client = next(one for one in world.clients if int(one.client_id[1:]) == UNANSWERED)
    office = world.offices[1]
    return [
        {
            "client_id": client.client_id,
            "client_name": client.short_name,
            "source_kind": "evaluation",
            "category": "strategy",
            "description": "为重点客户建立备货清单，按月核对",
            "department": "销售计划部",
            "person": "秦越",
        },
        {
            "office_name": office.name,
            "source_kind": "visit",
            "category": "service_level",
            "description": "送货单随车附对账回执",
            "department": office.name,
            "person": office.manager,
        },
        {
            "source_kind": "complaint",
            "source_id": complaint_id,
            "category": "after_sales",
            "description": "安装指导改为预约制",
            "department": "售后服务部",
            "person": "梁远",
            "indicator": "complaint.handling_hours.p50",
            "before_value": 30.0,
            "after_value": 33.0,
            "effect": "未见改善",
        },
        {
            "office_name": office.name,
            "source_kind": "churn",
            "category": "strategy",
            "description": "走访停产客户的下游，争取改由本地经销商供货",
            "department": office.name,
        },
    ]


def _dated(row: Row, period: Period, now: Period, at: int, end: int) -> Row:
    """Return an action with its number, its days and its state at the end of ``now``."""
    number = f"{at:02d}"
    due = period.start + timedelta(days=end)
    done = _by(period, end - 3, now)
    if number in {OVERDUE, NOBODY_S}:
        due, done = period.start + timedelta(days=45 if number == OVERDUE else 120), None
    unknown = dict.fromkeys(("effect", "after_value"), None) if done is None or number == WITHOUT_EFFECT else {}
    return {
        **row,
        "action_id": f"GJ{period}-{number}",
        "decided_at": period.start
        + timedelta(days=_AFTER_FEEDBACK if row["source_kind"] == "feedback" else 10 + at),
        "due_date": due,
        "status": "done" if done else "open",
        "done_at": done,
        "supervisor": MANAGERS[3],
        **unknown,
    }


def _by(period: Period, days: int, now: Period) -> date | None:
    """Return a day so long after a period's start, or None where it is still to come at the end of ``now``."""
    day = period.start + timedelta(days=days)
    return day if day < now.end else None
