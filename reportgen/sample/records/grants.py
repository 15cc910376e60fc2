"""Treatments of clients by their level, and reports handed in."""

from collections.abc import Iterator
from datetime import timedelta

from reportgen.model.period import Period
from reportgen.sample.records.written import Row, numbered, of, record_file
from reportgen.sample.scorecards import cards
from reportgen.sample.world import World

UNRESTRICTED = 2
"""Of the cast: a level D that nothing restricts."""
_TREATED = {"A": "preferential_policy", "D": "credit_restriction"}
_MOST = 20
_DEVELOPED = {
    -1: {2: ("targeted_promotion", 30, "样机试用、价格辅导")},
    0: {4: ("targeted_promotion", 20, "上门推广两次"), 5: ("targeted_development", 12, "专人跟进首单")},
}
"""Quarters from now → of the cast → measure, days from the quarter's first, degree (P04.14)."""
LATE_OFFICE = 1
"""Which office hands in its report of the last quarter late."""


def grant_files(world: World, period: Period) -> dict[str, bytes]:
    """Return the treatments and the submissions of one quarter."""
    return {
        **record_file("measures", period, [*_developed(world, period), *list(_measures(world, period))[:_MOST]]),
        **record_file("submissions", period, _submissions(world, period)),
    }


def _measures(world: World, period: Period) -> Iterator[Row]:
    before = {card.client.client_id: card.stated_level for card in cards(world, period.previous)}
    for card in cards(world, period):
        level, known = card.stated_level, before.get(card.client.client_id)
        if level not in _TREATED or numbered(card.client) == UNRESTRICTED:
            continue
        if level == known and period != world.periods[0]:
            continue
        yield {
            **of(card.client),
            "measure_code": _TREATED[level],
            "granted_at": min(card.graded_on + timedelta(days=12), period.end - timedelta(days=1)),
            "degree": "返利上浮一个点" if level == "A" else "款到发货",
            "given": True,
        }


def _developed(world: World, period: Period) -> Iterator[Row]:
    """Yield what is done to win back clients of low levels."""
    back = {world.now: 0, world.now.previous: -1}.get(period)
    wanted = {} if back is None else _DEVELOPED[back]
    for client in world.clients_in(period):
        if numbered(client) in wanted:
            code, days, degree = wanted[numbered(client)]
            yield {
                **of(client),
                "measure_code": code,
                "granted_at": period.start + timedelta(days=days),
                "degree": degree,
                "given": True,
            }


def _submissions(world: World, period: Period) -> Iterator[Row]:
    due = period.start + timedelta(days=14)
    for at, office in enumerate(world.offices):
        late = period == world.now and at == LATE_OFFICE
        yield {
            "office_name": office.name,
            "submission_id": f"BS{period}-{office.office_id}",
            "report_code": "R-OF",
            "period": str(period.previous),
            "to": "销售计划部",
            "due_at": due,
            "sent_at": due + timedelta(days=6 if late else -2),
            "recipient_list": "秦越",
            "access_reason": "季度汇总",
        }
