"""Plans of the survey, and which question serves which policy."""

from collections.abc import Iterator
from datetime import timedelta

from reportgen.model.period import Period
from reportgen.sample.records.written import Row, record_file
from reportgen.sample.rounds import (
    AFTER_COMPLAINTS,
    AFTER_EMERGENCY,
    AFTER_SUGGESTIONS,
    NEW_PRODUCT,
    ad_hoc,
)
from reportgen.sample.survey import HEADINGS, round_of
from reportgen.sample.world import World

UNPLANNED = "交期专题"
"""The round of the last quarter that the yearly work plan does not hold."""
_CALLED_FOR = {
    AFTER_COMPLAINTS: ("complaint", "已结案的投诉"),
    AFTER_SUGGESTIONS: ("suggestion", "客户书面建议"),
    AFTER_EMERGENCY: ("emergency", "中心仓停电，发货推迟三天"),
    NEW_PRODUCT: ("important_item", "行星减速机新系列试用"),
}
"""Irregular rounds of the last quarter: what called for each, and what it is about; nobody answered the last."""
_SERVES = {
    "Q1": ("质量", "sales"),
    "Q2": ("响应速度", "customer_service"),
    "Q3": ("售后服务", "after_sales"),
    "Q4": ("公司形象", "sales"),
    "Q5": ("价格合理性", "sales"),
    "Q6": ("沟通交流", "sales"),
}


def plan_files(world: World, period: Period) -> dict[str, bytes]:
    """Return the plan of the year as it stands at the end of a quarter, and the map of the form."""
    return {
        **record_file("survey_plan", period, _plan(world, period)),
        **record_file("questionnaire_map", period, _map()),
    }


def _plan(world: World, period: Period) -> Iterator[Row]:
    year = period.start.year
    for quarter in (Period.parse(f"{year}Q{number}") for number in range(1, 5)):
        done, approved = quarter.start < period.end, quarter.start - timedelta(days=20)
        yield {
            "year": year,
            "round": round_of(quarter),
            "kind": "regular",
            "planned_from": quarter.start + timedelta(days=45),
            "planned_to": quarter.end - timedelta(days=11),
            "done_from": quarter.start + timedelta(days=46) if done else None,
            "done_to": quarter.end - timedelta(days=9) if done else None,
            "in_annual_work_plan": True,
            "plan_ref": f"年度计划〔{year}〕3号",
            "trigger": "none",
            "subject": "产品与服务",
            "questionnaire_version": "V3",
            "designed_by": "评价委员会",
            "approved_at": approved if approved < period.end else None,
        }
    if period == world.now:
        yield {
            "year": period.start.year,
            "round": UNPLANNED,
            "kind": "regular",
            "planned_from": period.start + timedelta(days=50),
            "planned_to": period.start + timedelta(days=60),
            "done_from": period.start + timedelta(days=50),
            "done_to": period.start + timedelta(days=61),
            "in_annual_work_plan": False,
            "trigger": "none",
            "subject": "交付时间",
            "questionnaire_version": "V3",
            "designed_by": "客服",
        }
        yield from (_irregular(period, name) for name in _CALLED_FOR)


def _irregular(period: Period, name: str) -> Row:
    trigger, subject = _CALLED_FOR[name]
    first, last = period.start + timedelta(days=66), period.end - timedelta(days=9)
    return {
        "year": period.start.year,
        "round": ad_hoc(period, name),
        "kind": "ad_hoc",
        "planned_from": first,
        "planned_to": last,
        "done_from": first,
        "done_to": last,
        "in_annual_work_plan": False,
        "trigger": trigger,
        "subject": subject,
        "questionnaire_version": "V3",
        "designed_by": "评价委员会",
        "approved_at": period.start - timedelta(days=20),
    }


def _map() -> Iterator[Row]:
    for code, (indicator, function) in _SERVES.items():
        yield {
            "questionnaire_version": "V3",
            "question_code": code,
            "question_text": HEADINGS[code],
            "scale_min": 1.0,
            "scale_max": 5.0,
            "reverse": False,
            "pack_id": "P06",
            "indicator": indicator,
            "function": function,
        }
