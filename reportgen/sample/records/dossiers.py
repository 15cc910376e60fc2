"""What is known of clients: facts, papers, guarantees, their admission, and contracts."""

from collections.abc import Iterator
from datetime import date, timedelta

from reportgen.model.period import Period
from reportgen.sample.records.written import Row, numbered, of, record_file, some
from reportgen.sample.world import Client, World

_FACTS = (
    ("operations", "经营平稳，订单充足", "", "interview", "client"),
    ("debt_ratio", "46", "%", "documents", "client"),
    ("market_share", "12", "%", "survey", "partner"),
    ("reputation", "同行评价良好", "", "interview", "supplier"),
    ("cash_flow", "月均回款 90 万", "", "documents", "client"),
)
_SECRET = ("credit_history", "征信报告有一笔关注类贷款", "", "documents", "bureau")
_PAPERS = ("financial_statements", "credit_report", "bank_statement", "identity_proof")
WITHOUT_BREACH, WITHOUT_CONTRACT, BUSINESS_ASSESSOR = 11, 9, 12
"""Of the cast: a contract silent on a breach; no contract; assessed for risk by its own sales engineer."""
_FEW = 8


def dossier_files(world: World, period: Period) -> dict[str, bytes]:
    """Return facts, papers, guarantees, admissions and contracts of one quarter."""
    fresh = [one for one in world.clients if period.start <= one.since < period.end and one.part.story]
    return {
        **record_file("client_facts", period, _facts(world, period)),
        **record_file("documents", period, _papers(world, period)),
        **record_file("guarantees", period, _guarantees(world, period)),
        **record_file("admission_applications", period, [_application(client) for client in fresh]),
        **record_file("admission_assessments", period, [row for client in fresh for row in _assessments(client)]),
        **record_file("contracts", period, _contracts(world, period)),
    }


def _day(period: Period, client: Client, after: int) -> date:
    return min(max(period.start, client.since) + timedelta(days=after), period.end - timedelta(days=1))


def _facts(world: World, period: Period) -> Iterator[Row]:
    for client in some(world, period, "facts", _FEW):
        rng = world.dice("fact", period, client.client_id)
        told = [rng.choice(_FACTS), *([_SECRET] if rng.randrange(4) == 0 else [])]
        for code, value, unit, how, who in told:
            yield {
                **of(client),
                "as_of": _day(period, client, rng.randrange(80)),
                "fact_code": code,
                "value": value,
                "unit": unit,
                "collection_method": how,
                "source_party": who,
                "method": "history" if code == "credit_history" else "inquiry",
                "evidence_ref": f"档案{period}-{client.client_id}",
                "collected_by": client.engineer,
                "restricted": code == "credit_history",
            }


def _papers(world: World, period: Period) -> Iterator[Row]:
    for client in some(world, period, "papers", _FEW):
        rng = world.dice("paper", period, client.client_id)
        received = _day(period, client, rng.randrange(80))
        yield {
            **of(client),
            "document_id": f"ZL{period}-{client.client_id}",
            "doc_type": rng.choice(_PAPERS),
            "received_date": received,
            "doc_date": received - timedelta(days=rng.randrange(5, 60)),
            "reference": f"信用档案柜{rng.randrange(1, 6)}",
        }


def _guarantees(world: World, period: Period) -> Iterator[Row]:
    for client in some(world, period, "guarantees", 2):
        yield {
            **of(client),
            "guarantee_id": f"DB{period}-{client.client_id}",
            "kind": "outgoing",
            "company": "本地商会互保单位",
            "amount": 500000.0,
            "term_start": period.start,
            "term_end": period.start + timedelta(days=365),
        }


def _application(client: Client) -> Row:
    submitted = client.since - timedelta(days=20)
    return {
        **of(client),
        "application_id": f"ZR-{client.client_id}",
        "submitted_at": submitted,
        "basic_info": f"{client.part.city}，{client.trade}经销",
        "business_need": "减速机常备与项目配套",
        "cooperation_intent": "签年度经销协议",
        "reviewed_at": submitted + timedelta(days=4),
        "reviewer": "许岚",
        "complete": True,
        "accurate": True,
        "feasibility": "可行",
        "risk_conclusion": "一般",
        "measures": "首年款到发货",
        "class": "经销",
        "decision": "admit",
        "decided_at": client.since - timedelta(days=2),
        "decided_by": "陆征",
        "notified_at": None if numbered(client) == BUSINESS_ASSESSOR else client.since + timedelta(days=1),
    }


def _assessments(client: Client) -> Iterator[Row]:
    for kind, item, score in (("credit", "信用记录", 16.0), ("risk", "经营风险", 14.0)):
        business = numbered(client) == BUSINESS_ASSESSOR and kind == "risk"
        yield {
            **of(client),
            "assessment_id": f"ZRPG-{client.client_id}-{kind}",
            "application_id": f"ZR-{client.client_id}",
            "kind": kind,
            "assessed_at": client.since - timedelta(days=10),
            "assessor": client.engineer if business else "方晓",
            "item": item,
            "score": score,
            "able_to_pay": True,
            "conclusion": "可以合作",
        }


def _contracts(world: World, period: Period) -> Iterator[Row]:
    """Yield the agreements: of all clients in a year's first quarter or the first folder, then of new ones."""
    year = period.start.year
    yearly = period.start.month == 1 or period == world.periods[0]
    for client in world.clients_in(period):
        fresh = client.since >= period.start
        if numbered(client) == WITHOUT_CONTRACT or not (yearly or fresh):
            continue
        signed = client.since if fresh else date(year, 1, 8)
        yield {
            **of(client),
            "contract_id": f"HT{year}-{client.client_id}",
            "kind": "annual_dealership",
            "signed_at": signed,
            "valid_from": signed if fresh else date(year, 1, 1),
            "valid_to": date(year, 12, 31),
            "has_terms": True,
            "has_duties": True,
            "has_breach_handling": numbered(client) != WITHOUT_BREACH,
            "performance": "正常",
        }
