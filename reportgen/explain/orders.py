"""Sales and orders: the orders of a span of days, and what is added up of them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pandas as pd

from reportgen.explain.account import Account, Outcome, SourceRow
from reportgen.explain.inquiry import Inquiry, Record
from reportgen.explain.said import added, equation, short, yuan
from reportgen.model.gap import Gap
from reportgen.model.period import Period
from reportgen.model.text import Text, text
from reportgen.policy.sources import Export

NOW, BASE = "now", "base"
FEN, MONTHS, TOP = 100, 12, 20
NO_ORDERS = text("orders were not exported")
Span = tuple[date, date]
"""Half-open: from the first day up to, not including, the second."""


def order_rows(
    inquiry: Inquiry, span: Span, *, role: str, why: Text, column: str = "amount_fen"
) -> list[SourceRow]:
    """Return the subject's orders of a span that are known at as-of.

    Cancelled ones do not count, nor those without a number in the column.
    """
    frame, last = inquiry.facts.orders, inquiry.window.last_day
    first, end = (pd.Timestamp(one) for one in span)
    days = frame["order_date"]
    inside = frame[(days >= first) & (days < end) & (days <= pd.Timestamp(last))]
    return [_row(one, role, why, one[column]) for one in inquiry.mine(inside)]


def _row(one: Record, role: str, why: Text, fen: int | None) -> SourceRow:
    on = one["order_date"].date()
    return SourceRow.at(
        one,
        used=not one["cancelled"] and fen is not None,
        value=f"{one['order_id']} · {on} · {'-' if fen is None else yuan(fen)}",
        why=text("cancelled") if one["cancelled"] else text("no margin stated") if fen is None else why,
        role=role,
        key=f"{on:%Y-%m}",
        number=Fraction(fen or 0),
    )


def period_span(period: Period) -> Span:
    """Return the days of a period."""
    return period.start, period.end


def year_span(inquiry: Inquiry) -> Span:
    """Return the 12 months up to as-of; of 29 February the year before ends on the 28th."""
    end = inquiry.window.last_day + timedelta(days=1)
    february = end.month == 2 and end.day == 29  # noqa: PLR2004 - the leap day
    return end.replace(year=end.year - 1, day=28 if february else end.day), end


def sales(inquiry: Inquiry) -> Account:
    """Return the account of sales or orders of the period, or of sales of 12 months."""
    year = inquiry.plain == "trade.sales_12m"
    span = year_span(inquiry) if year else period_span(inquiry.window.period)
    read = inquiry.was_read(Export.ORDERS)

    def arithmetic(rows: Sequence[SourceRow]) -> Outcome:
        if not read:
            return Outcome(value=None, n=0, gap=Gap.NO_DATA, formula=(NO_ORDERS,))
        if inquiry.plain == "trade.orders":
            said = text("orders of the period that were not cancelled: {n}", n=len(rows))
            return Outcome(value=Fraction(len(rows)), n=len(rows), formula=(said,))
        fen = total(rows)
        first, last = span[0], span[1] - timedelta(days=1)
        said = text("Σ amount of the orders from {first} to {last}", first=str(first), last=str(last))
        return Outcome(value=fen / FEN, n=len(rows), formula=(said, summed(rows)))

    rows = order_rows(inquiry, span, role=NOW, why=text("counted"))
    return Account(rows=tuple(rows), arithmetic=arithmetic)


def margin(inquiry: Inquiry) -> Account:
    """Return the account of the margin of the period's orders that state one."""
    read, said = inquiry.was_read(Export.ORDERS), text("Σ margin of the orders of the period that state one")

    def arithmetic(rows: Sequence[SourceRow]) -> Outcome:
        if not read or not rows:
            why = text("no order states a margin") if read else NO_ORDERS
            return Outcome(value=None, n=0, gap=Gap.NO_DATA, formula=(said, why))
        return Outcome(value=total(rows) / FEN, n=len(rows), formula=(said, summed(rows)))

    span = period_span(inquiry.window.period)
    rows = order_rows(inquiry, span, role=NOW, why=text("counted"), column="margin_fen")
    return Account(rows=tuple(rows), arithmetic=arithmetic)


def total(rows: Sequence[SourceRow], role: str = "") -> Fraction:
    """Return the fen of some rows."""
    return sum((row.number for row in rows if role in ("", row.role)), Fraction(0))


def summed(rows: Sequence[SourceRow]) -> Text:
    """Return a sum of amounts with its terms."""
    terms = added(yuan(row.number) for row in rows)
    return text("{terms} = {value} yuan", terms=terms or "0", value=yuan(total(rows)))


def growth(inquiry: Inquiry) -> Account:
    """Return the account of the growth of sales over the period before, or a year earlier."""
    period = inquiry.window.period
    base = period.previous if inquiry.plain.endswith(".qoq") else period.year_ago
    read = all(inquiry.facts.was_read(Export.ORDERS, one) for one in (period, base))
    rows = order_rows(inquiry, period_span(period), role=NOW, why=text("sales now"))
    rows += order_rows(inquiry, period_span(base), role=BASE, why=text("sales of {period}", period=str(base)))
    return Account(rows=tuple(rows), arithmetic=lambda found: grown(found, read=read))


def grown(rows: Sequence[SourceRow], *, read: bool) -> Outcome:
    """Return now ÷ base − 1, without a figure where the base is 0; n: rows of the base."""
    said = text("sales ÷ sales of the base − 1")
    n = sum(row.role == BASE for row in rows)
    if not read:
        return Outcome(value=None, n=0, gap=Gap.NO_DATA, formula=(said, NO_ORDERS))
    now, base = total(rows, NOW), total(rows, BASE)
    if not base:
        return Outcome(value=None, n=n, gap=Gap.NO_DATA, formula=(said, text("the base is 0")))
    value = now / base - 1
    put_in = equation("{k} ÷ {n} − 1 = {value}", k=yuan(now), n=yuan(base), value=short(value))
    return Outcome(value=value, n=n, formula=(said, put_in))


def attainment(inquiry: Inquiry) -> Account:
    """Return the account of sales ÷ the targets of the period's months."""
    period, frame, read = inquiry.window.period, inquiry.facts.targets, inquiry.was_read(Export.ORDERS)
    months = [one for one in inquiry.mine(frame) if period.start <= one["month"].date() < period.end]
    rows = order_rows(inquiry, period_span(period), role=NOW, why=text("sales now"))
    rows += [_target(one) for one in months]

    def arithmetic(found: Sequence[SourceRow]) -> Outcome:
        said, n = text("sales ÷ Σ targets of the period's months"), sum(row.role == BASE for row in found)
        if not read:
            return Outcome(value=None, n=0, gap=Gap.NO_DATA, formula=(said, NO_ORDERS))
        now, base = total(found, NOW), total(found, BASE)
        if not base:
            return Outcome(value=None, n=n, gap=Gap.NO_DATA, formula=(said, text("no target was agreed")))
        put_in = equation("{k} ÷ {n} = {value}", k=yuan(now), n=yuan(base), value=short(now / base))
        return Outcome(value=now / base, n=n, formula=(said, put_in))

    return Account(rows=tuple(rows), arithmetic=arithmetic)


def _target(one: Record) -> SourceRow:
    month = f"{one['month']:%Y-%m}"
    return SourceRow.at(
        one,
        used=True,
        value=f"{month} · {yuan(one['target_fen'])}",
        why=text("the target of the month"),
        role=BASE,
        key=month,
        number=Fraction(one["target_fen"]),
    )


def stability(inquiry: Inquiry) -> Account:
    """Return the account of the months with an order among the last 12."""
    read, last = inquiry.was_read(Export.ORDERS), inquiry.window.last_day
    months = last.year * MONTHS + last.month - MONTHS
    span = date(months // MONTHS, months % MONTHS + 1, 1), last + timedelta(days=1)

    def arithmetic(rows: Sequence[SourceRow]) -> Outcome:
        said = text("months with an order ÷ 12")
        if not read:
            return Outcome(value=None, n=0, gap=Gap.NO_DATA, formula=(said, NO_ORDERS))
        seen = sorted({row.key for row in rows})
        value = Fraction(len(seen), MONTHS)
        put_in = equation(
            "{k} ÷ {n} = {value}: {months}",
            k=len(seen),
            n=MONTHS,
            value=short(value),
            months=", ".join(seen) or "-",
        )
        return Outcome(value=value, n=MONTHS, formula=(said, put_in))

    rows = order_rows(inquiry, span, role=NOW, why=text("an order of the month"))
    return Account(rows=tuple(rows), arithmetic=arithmetic)


def top20_growth(inquiry: Inquiry) -> Account:
    """Return the account of the growth of the clients that bought most in the period before."""
    period = inquiry.window.period
    read = all(inquiry.facts.was_read(Export.ORDERS, one) for one in (period, period.previous))
    base = order_rows(inquiry, period_span(period.previous), role=BASE, why=text("sales before"))
    now = order_rows(inquiry, period_span(period), role=NOW, why=text("sales now"))
    top = set(_top(base))
    rows = [row if row.client_id in top or not row.used else _not_top(row) for row in (*now, *base)]

    def arithmetic(found: Sequence[SourceRow]) -> Outcome:
        ranked = _top([row for row in found if row.role == BASE])
        kept = [row for row in found if row.client_id in ranked]
        grew = grown(kept, read=read)
        clients = text("clients: {ids}", ids=", ".join(ranked) or "-")
        return Outcome(
            value=grew.value, n=len(ranked) if read else 0, gap=grew.gap, formula=(*grew.formula, clients)
        )

    return Account(rows=tuple(rows), arithmetic=arithmetic)


def _top(base: Sequence[SourceRow]) -> list[str]:
    """Return the 20 clients with the largest sums, ties by id."""
    sums: dict[str, Fraction] = defaultdict(Fraction)
    for row in base:
        if row.used:
            sums[row.client_id] += row.number
    return sorted(sums, key=lambda client: (-sums[client], client))[:TOP]


def _not_top(row: SourceRow) -> SourceRow:
    return replace(row, used=False, why=text("not one of the 20 that bought most before"))
