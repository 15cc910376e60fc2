"""What each measure is called on a page."""

from collections.abc import Iterator

from reportgen.model.measures import plain_id
from reportgen.model.text import msg
from reportgen.policy.strict import Words
from reportgen.render.views.book import Book

NAMES: dict[str, str] = {
    "client.years": msg("Years as a client"),
    "complaint.count": msg("Complaints"),
    "complaint.first_reply_hours.closed_only.p50": msg("First reply, median of closed ones"),
    "complaint.first_reply_hours.mean": msg("First reply, mean"),
    "complaint.first_reply_hours.p50": msg("First reply, median"),
    "complaint.first_reply_hours.p90": msg("First reply, 90 %"),
    "complaint.first_reply_on_time": msg("Replies on time"),
    "complaint.handling_hours.closed_only.p50": msg("Handling, median of closed ones"),
    "complaint.handling_hours.mean": msg("Handling, mean"),
    "complaint.handling_hours.p50": msg("Handling, median"),
    "complaint.handling_hours.p90": msg("Handling, 90 %"),
    "complaint.handling_on_time": msg("Handled on time"),
    "complaint.not_due": msg("Not due yet"),
    "complaint.open": msg("Open complaints"),
    "complaint.rate_per_100_orders": msg("Complaint rate"),
    "complaint.reopened_rate": msg("Reopened"),
    "complaint.repeat_rate": msg("Repeated complaints"),
    "complaint.resolution_rate": msg("Resolved"),
    "complaint.satisfaction": msg("Satisfaction with the handling"),
    "office.churn_reported_share": msg("Losses reported"),
    "office.client_growth": msg("Growth in clients"),
    "office.clients": msg("Clients of the office"),
    "office.clients_lost": msg("Clients lost"),
    "office.top20_sales_growth": msg("Sales growth of the 20 largest clients"),
    "satisfaction.clients_responding": msg("Clients responding"),
    "satisfaction.index": msg("Satisfaction index"),
    "satisfaction.nps": msg("Net promoter score"),
    "satisfaction.response_rate": msg("Response rate"),
    "satisfaction.responses": msg("Responses"),
    "satisfaction.top2_share": msg("Satisfied share"),
    "service_quality.index": msg("Service quality"),
    "trade.collection_rate": msg("Collection rate"),
    "trade.margin": msg("Margin of orders"),
    "trade.order_stability": msg("Months with an order"),
    "trade.orders": msg("Orders"),
    "trade.overdue_amount": msg("Overdue amount"),
    "trade.overdue_days_max": msg("Longest delay"),
    "trade.sales": msg("Sales"),
    "trade.sales_12m": msg("Sales of 12 months"),
    "trade.sales_growth.qoq": msg("Sales growth on the quarter before"),
    "trade.sales_growth.yoy": msg("Sales growth on the year before"),
    "trade.target_attainment": msg("Target attainment"),
    "visit.effect": msg("Problems solved by visits"),
    "visit.per_client": msg("Visits per client"),
}
_CALENDAR = "_calendar_hours"


def named(book: Book, measure: str) -> str:
    """Return a measure's name in the reader's language; a dimension of satisfaction has its pack's."""
    lang = book.lang
    if measure in NAMES:
        return lang.say(NAMES[measure])
    if _CALENDAR in measure:
        plain = named(book, measure.replace(_CALENDAR, "_hours"))
        return lang.say("{name} (calendar)", name=plain)
    plain = plain_id(measure)
    owner = measure[len(plain) + 1 :].upper() or book.config.profile.reference.satisfaction or ""
    pack, dimension = book.packs.get(owner), plain.removeprefix("satisfaction.")
    if pack and pack.satisfaction and dimension in pack.satisfaction.dimensions:
        return lang.words(pack.satisfaction.dimensions[dimension].name)
    if plain != measure:
        return lang.say("{name} ({pack})", name=named(book, plain), pack=owner)
    return next((lang.words(name) for name in _elsewhere(book, dimension)), measure)


def _elsewhere(book: Book, dimension: str) -> Iterator[Words]:
    """Yield the names that other packs than the reference one have for a dimension."""
    for pack in book.packs.values():
        if pack.satisfaction and dimension in pack.satisfaction.dimensions:
            yield pack.satisfaction.dimensions[dimension].name
