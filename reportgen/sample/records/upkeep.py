"""Meetings, audits, reviews of policies, duties, notes on the market, and who supplied what."""

from collections.abc import Iterator
from datetime import date, timedelta

from reportgen.model.period import Period
from reportgen.sample.records.written import Row, numbered, record_file
from reportgen.sample.scorecards import MANAGERS, cards
from reportgen.sample.world import World

WITHOUT_MINUTES, NOT_DISCUSSED = 1, 1
"""In the last quarter: the office whose meeting has no minutes; of the cast, the card that none discussed."""
_PACKS = ("P03", "P04", "P06", "P11", "P14", "P17")


def upkeep_files(world: World, period: Period) -> dict[str, bytes]:
    """Return what the company notes about its own work in one quarter."""
    end = period.end - timedelta(days=5)
    return {
        **record_file("meetings", period, _meetings(world, period)),
        **record_file("result_audits", period, [_audit(period, end)]),
        **record_file("policy_reviews", period, [_review(period, end)]),
        **record_file("duty_log", period, [_duty(period, end)]),
        **record_file("market_research", period, _market(period)),
        **record_file("narratives", period, _narratives(world, period, end)),
        **record_file("data_supply", period, _supply(period)),
        **record_file("pack_history", period, _versions()),
    }


def _meetings(world: World, period: Period) -> Iterator[Row]:
    last = period.end - timedelta(days=1)
    every = list(cards(world, period))
    for at, office in enumerate(world.offices):
        own = [card for card in every if card.client.office_on(last) == office.office_id]
        shown = [card for card in own if period != world.now or numbered(card.client) != NOT_DISCUSSED]
        bare = period == world.now and at == WITHOUT_MINUTES
        yield {
            "office_name": office.name,
            "meeting_id": f"HY{period}-{office.office_id}",
            "kind": "credit",
            "date": period.end - timedelta(days=12),
            "chair": MANAGERS[0],
            "participants": "、".join((*MANAGERS[:4], office.manager)),
            "minutes_ref": None if bare else f"纪要{period}-{office.office_id}",
            "card_ids": "；".join(f"{card.client.client_id} {card.graded_on}" for card in shown),
        }
    yield {
        "meeting_id": f"HY{period}-PJ",
        "kind": "committee",
        "date": period.start + timedelta(days=9),
        "chair": "季平",
        "participants": "季平、秦越、梁远",
        "minutes_ref": f"纪要{period}-评价",
    }


def _audit(period: Period, day: date) -> Row:
    return {
        "audit_id": f"CC{period}",
        "pack_id": "P03",
        "date": day,
        "by": "内部审计",
        "sample_size": 12.0,
        "errors_found": 1.0,
        "conclusion": "一张表合计有误，已更正",
    }


def _review(period: Period, day: date) -> Row:
    return {
        "policy_id": _PACKS[(period.start.month - 1) // 3],
        "reviewed_at": day,
        "next_review": day + timedelta(days=365),
        "changes": "无修订",
    }


def _duty(period: Period, day: date) -> Row:
    return {
        "requirement_id": "P04.19",
        "period": str(period),
        "done_at": day,
        "by": "营销中心",
        "evidence_ref": f"培训签到{period}",
    }


def _market(period: Period) -> Iterator[Row]:
    for at, (topic, words, figure) in enumerate(
        (
            ("competitor", "同行在华东新设仓库，承诺三日到货", 3.0),
            ("industry_trend", "物流分拣设备需求上升", 11.5),
            ("need_change", "小规格、短交期订单增多", None),
        ),
        start=1,
    ):
        yield {
            "note_id": f"DY{period}-{at}",
            "date": period.start + timedelta(days=20 * at),
            "topic": topic,
            "text": words,
            "figure": figure,
            "unit": None if figure is None else ("天" if at == 1 else "%"),
            "source": "业务走访",
        }


def _narratives(world: World, period: Period, day: date) -> Iterator[Row]:
    for office in world.offices[:3]:
        yield {
            "office_name": office.name,
            "note_id": f"FX{period}-{office.office_id}",
            "report_code": "R-OF",
            "section": "OF5",
            "period": str(period),
            "author": office.manager,
            "written_at": day,
            "text": "下季重点跟进交期与备货，障碍是旺季运力不足。",
        }


def _supply(period: Period) -> Iterator[Row]:
    for name, department in (("订单", "商务部"), ("应收账款", "财务部"), ("满意度调查", "客户服务部")):
        yield {
            "export_name": name,
            "department": department,
            "supplied_at": period.end - timedelta(days=1),
            "as_of": period.end - timedelta(days=2),
        }


def _versions() -> Iterator[Row]:
    yield {
        "pack_id": "P03",
        "version": "V3.0",
        "effective_date": date(2018, 3, 1),
        "drafted_by": "营销中心",
        "drafted_at": date(2018, 1, 15),
        "reviewed_by": "财务部",
        "reviewed_at": date(2018, 2, 5),
        "approved_by": "总经理",
        "approved_at": date(2018, 2, 20),
        "change_note": "评估表改为五类项目",
    }
