"""Feedback that nobody asked for, and talks with clients."""

from collections.abc import Iterator
from datetime import date, timedelta

from reportgen.model.period import Period
from reportgen.sample.hours import is_open
from reportgen.sample.products import PRODUCTS
from reportgen.sample.records.written import Row, numbered, of, record_file, some
from reportgen.sample.world import Client, World

_KINDS = ("opinion", "suggestion", "interview", "social_media", "need")
_CHANNELS = {
    "opinion": "客服电话",
    "suggestion": "电子邮件",
    "interview": "上门访谈",
    "social_media": "微信公众号",
}
_WORDS = {
    "positive": (
        "{product}装机 {count} 台，运行平稳",
        "{product}到货比约定早 {count} 天",
        "工程师一次解决了 {count} 处安装问题",
    ),
    "neutral": (
        "想了解{product}的新型号，约 {count} 台",
        "{product}的说明书缺 {count} 页，请补发",
        "下月要开 {count} 张增值税票",
    ),
    "negative": (
        "{product}报修 {count} 天没有人来",
        "催{product}交期打了 {count} 次电话",
        "同一问题问了 {count} 遍才有答复",
    ),
}
"""What clients say, each in figures of its own."""
_FEEDBACK, _CONTACTS = 12, 16
UNANSWERED, MENTIONS = 3, 7
"""Of the cast: whose feedback of the last quarter nobody answered; who names another client in its words."""


def voice_files(world: World, period: Period) -> dict[str, bytes]:
    """Return feedback and contacts of one quarter."""
    return {
        **record_file("feedback", period, feedback(world, period)),
        **record_file("contacts", period, _contacts(world, period)),
    }


def feedback(world: World, period: Period) -> list[Row]:
    """Return the feedback of one quarter, numbered by day; the negative one leads to an action."""
    chosen = list(some(world, period, "feedback", _FEEDBACK))
    if period == world.now:
        told = [client for client in world.clients if numbered(client) in {UNANSWERED, MENTIONS}]
        chosen = [*told, *(client for client in chosen if client not in told)]
    rows = sorted((_said(world, period, client) for client in chosen), key=lambda row: str(row["date"]))
    return [{**row, "feedback_id": f"FK{period}-{at:02d}"} for at, row in enumerate(rows, start=1)]


def _said(world: World, period: Period, client: Client) -> Row:
    rng = world.dice("feedback", period, client.client_id)
    kind, tone = rng.choice(_KINDS), rng.choice(("positive", "neutral", "neutral", "negative"))
    day = max(period.start, client.since) + timedelta(days=rng.randrange(45))
    day = next(one for one in (day + timedelta(days=n) for n in range(20)) if is_open(one))
    replied: date | None = day + timedelta(days=1 + rng.randrange(8))
    words = rng.choice(_WORDS[tone]).format(product=rng.choice(PRODUCTS)[0], count=2 + rng.randrange(8))
    if period == world.now and numbered(client) == UNANSWERED:
        kind, tone, words, replied = "suggestion", "negative", "建议大件发货前电话确认收货时间。", None
    if period == world.now and numbered(client) == MENTIONS:
        words = f"听{world.clients[0].short_name}说你们改了交期，我们没接到通知。"
    action = f"GJ{period}-03" if tone == "negative" and replied else None
    return {
        **of(client),
        "date": day,
        "kind": kind,
        "channel": _CHANNELS.get(kind, "业务经理转达"),
        "text": words,
        "tone": tone,
        "replied_at": replied if replied and replied < period.end else None,
        "action_id": action,
    }


def _contacts(world: World, period: Period) -> Iterator[Row]:
    forms = ("phone", "talk", "site_visit", "online", "product_training", "callback", "dunning", "email")
    for at, client in enumerate(some(world, period, "contacts", _CONTACTS), start=1):
        rng = world.dice("contact", period, client.client_id)
        form = rng.choice(forms)
        raised = rng.randrange(3) == 0
        day = max(period.start, client.since) + timedelta(days=rng.randrange(70))
        yield {
            **of(client),
            "contact_id": f"GT{period}-{at:02d}",
            "date": min(day, period.end - timedelta(days=1)),
            "form": form,
            "by": client.engineer,
            "needs_noted": rng.choice(("旺季备货计划", "小规格样机试用", "希望固定交期", None)),
            "problem_raised": raised,
            "problem_solved": (rng.randrange(4) > 0) if raised else None,
            "overdue_explanation": "下游回款慢，约定月底前付清" if form == "dunning" else None,
        }
