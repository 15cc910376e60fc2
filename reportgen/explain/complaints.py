"""Counts, shares and rates over the complaint ledger, one complaint a row."""

from collections.abc import Sequence
from datetime import timedelta
from fractions import Fraction

from reportgen.explain.account import Account, Outcome, SourceRow, nothing
from reportgen.explain.inquiry import Inquiry
from reportgen.explain.ledger import Complaint, Ledger
from reportgen.explain.orders import order_rows
from reportgen.explain.said import equation, short
from reportgen.model.gap import Gap
from reportgen.model.text import Text, text
from reportgen.policy.pack import Question
from reportgen.policy.sources import Export

PART, REST, EARLIER = "part", "rest", "earlier"
MICRO = 1_000_000
NO_LEDGER = text("the complaint ledger was not exported")


def counted(rows: Sequence[SourceRow], said: Text, *, read: bool) -> Outcome:
    """Return the number of rows: a real zero where the export was read."""
    if not read:
        return Outcome(value=None, n=0, gap=Gap.NO_DATA, formula=(NO_LEDGER,))
    return Outcome(value=Fraction(len(rows)), n=len(rows), formula=(said, text("rows: {n}", n=len(rows))))


def share(rows: Sequence[SourceRow], said: Text, *, read: bool, none: str = Gap.NO_DATA) -> Outcome:
    """Return the share of the rows that are PART among those that are PART or REST."""
    part = sum(row.role == PART for row in rows)
    whole = part + sum(row.role == REST for row in rows)
    if not read:
        return Outcome(value=None, n=0, gap=Gap.NO_DATA, formula=(NO_LEDGER,))
    if not whole:
        return Outcome(value=None, n=0, gap=none, formula=(said, text("nothing to divide by")))
    value = Fraction(part, whole)
    return Outcome(
        value=value, n=whole, formula=(said, equation("{k} ÷ {n} = {value}", k=part, n=whole, value=short(value)))
    )


def _read(ledger: Ledger) -> bool:
    return ledger.inquiry.was_read(Export.COMPLAINTS)


def count(ledger: Ledger) -> Account:
    """Return the account of the complaints received in the period."""
    read = _read(ledger)
    why = text("received in the period")
    return Account(
        rows=tuple(ledger.row(one, why, role=PART) for one in ledger.here),
        arithmetic=lambda rows: counted(rows, text("complaints received in the period"), read=read),
    )


def rate(ledger: Ledger) -> Account:
    """Return the account of complaints per 100 orders."""
    inquiry, read = ledger.inquiry, _read(ledger)
    ordered = inquiry.was_read(Export.ORDERS)
    rows = [ledger.row(one, text("a complaint"), role=PART) for one in ledger.here]
    period = inquiry.window.period
    rows += order_rows(inquiry, (period.start, period.end), role=REST, why=text("an order"))

    def arithmetic(rows: Sequence[SourceRow]) -> Outcome:
        said = text("100 × complaints ÷ orders")
        if not (read and ordered):
            return Outcome(
                value=None, n=0, gap=Gap.NO_DATA, formula=(said, text("an export of the two is missing"))
            )
        part, whole = (sum(row.role == role for row in rows) for role in (PART, REST))
        if not whole:
            return Outcome(value=None, n=0, gap=Gap.NO_DATA, formula=(said, text("nothing to divide by")))
        value = Fraction(100 * part, whole)
        put_in = equation("100 × {k} ÷ {n} = {value}", k=part, n=whole, value=short(value))
        return Outcome(value=value, n=whole, formula=(said, put_in))

    return Account(rows=tuple(rows), arithmetic=arithmetic)


def still_open(ledger: Ledger) -> Account:
    """Return the account of the complaints that are open at as-of."""
    read = _read(ledger)
    open_ones = [one for one in ledger.known if not one.done]
    over = len(ledger.known) - len(open_ones)
    return Account(
        rows=tuple(ledger.row(one, text("not closed before as-of"), role=PART) for one in open_ones),
        arithmetic=lambda rows: counted(
            rows, text("complaints received before as-of, in any period, and not closed before it"), read=read
        ),
        remarks=(text("complaints received before as-of and closed before it, which do not count: {n}", n=over),),
    )


def resolution_rate(ledger: Ledger) -> Account:
    """Return the account of the complaints resolved among those received."""
    read = _read(ledger)
    rows = []
    for one in ledger.here:
        solved = one.closed is not None and not one.impossible and one.state == "resolved"
        why = (
            text("resolved, closed on {moment}", moment=ledger.inquiry.local(one.closed))
            if solved
            else text("received, its times contradict each other")
            if one.impossible
            else text("received, not resolved before as-of")
        )
        rows.append(ledger.row(one, why, role=PART if solved else REST, detail=ledger.wrong_times(one)))
    said = text("resolved and closed before as-of ÷ received in the period")
    return Account(rows=tuple(rows), arithmetic=lambda found: share(found, said, read=read))


def reopened_rate(ledger: Ledger) -> Account:
    """Return the account of the complaints reopened among those ever closed."""
    read = _read(ledger)
    rows = []
    for one in ledger.here:
        again = one.state == "reopened"
        ever = one.done or (again and one.record["closed_at"] is None)
        why = (
            text("never closed") if not ever else text("closed and reopened") if again else text("closed for good")
        )
        rows.append(ledger.row(one, why, used=ever, role=PART if again else REST))
    said = text("reopened ÷ ever closed, of those received in the period")
    return Account(rows=tuple(rows), arithmetic=lambda found: share(found, said, read=read))


# ------------------------------------------------------------------ what a pack decides
def repeat_rate(ledger: Ledger) -> Account:
    """Return the account of the complaints that repeat an earlier one."""
    read, days = _read(ledger), ledger.inquiry.complaint_rules.repeat_days
    if days is None:
        return nothing(Gap.NOT_CONFIGURED, text("the pack gives no number of days (repeat_days)"))
    span = timedelta(days=days)
    rows: list[SourceRow] = []
    earlier: dict[str, Complaint] = {}
    for one in ledger.here:
        first = _before(one, ledger.everyone, span)
        if first is None:
            rows.append(ledger.row(one, text("no earlier one within {days} days", days=days), role=REST))
            continue
        earlier[first.id] = first
        gap = short(Fraction((one.received - first.received) // timedelta(seconds=1), 86400), 1)
        rows.append(
            ledger.row(one, text("{days} days after {id}", days=gap, id=first.id), role=PART, needs=first.id)
        )
    here = {one.id for one in ledger.here}
    why = text("the earlier one of a repetition")
    rows += [ledger.row(one, why, role=EARLIER) for one in earlier.values() if one.id not in here]
    said = text("with an earlier one of the same client and category within {days} days ÷ received", days=days)

    def arithmetic(found: Sequence[SourceRow]) -> Outcome:
        listed = {row.key for row in found}
        alone = [row for row in found if row.needs and row.needs not in listed]
        return share([row for row in found if row not in alone], said, read=read)

    return Account(rows=tuple(rows), arithmetic=arithmetic)


def _before(one: Complaint, every: Sequence[Complaint], span: timedelta) -> Complaint | None:
    """Return the latest earlier complaint of the same client and category within a span, if any."""
    category, client = one.record["category"], one.record["client_id"]
    near = [
        other
        for other in every
        if category
        and (other.record["client_id"], other.record["category"]) == (client, category)
        and timedelta(0) < one.received - other.received <= span
    ]
    return max(near, key=lambda other: (other.received, other.id), default=None)


def satisfaction(ledger: Ledger) -> Account:
    """Return the account of the mean score of the handling."""
    inquiry, read = ledger.inquiry, _read(ledger)
    rules = inquiry.complaint_rules
    if rules.satisfaction is None:
        return nothing(Gap.NOT_CONFIGURED, text("the pack gives no scale of the handling (satisfaction)"))
    least = 0 if inquiry.level == "client" else rules.min_n or 0
    rows = tuple(_scored(ledger, one, rules.satisfaction) for one in ledger.here)

    def arithmetic(found: Sequence[SourceRow]) -> Outcome:
        n, said = len(found), text("mean of the scores, each 100 × (x − min) ÷ (max − min)")
        if not read or not n:
            return Outcome(value=None, n=n, gap=Gap.NO_DATA, formula=(said, text("nothing to divide by")))
        if n < least:
            why = text("{count} scores; the pack wants at least {least}", count=n, least=least)
            return Outcome(value=None, n=n, gap=Gap.TOO_FEW, formula=(said, why))
        total = sum((row.number for row in found), Fraction(0))
        put_in = equation("{k} ÷ {n} = {value}", k=short(total), n=n, value=short(total / n))
        return Outcome(value=total / n, n=n, formula=(said, put_in))

    return Account(rows=rows, arithmetic=arithmetic)


def _scored(ledger: Ledger, one: Complaint, scale: Question) -> SourceRow:
    micro = one.record["satisfaction_micro"]
    if micro is None:
        detail = ledger.faults.at(one.record, "satisfaction")
        return ledger.row(one, text("no usable score"), used=False, detail=detail)
    low, high, x = Fraction(scale.min), Fraction(scale.max), Fraction(micro, MICRO)
    shown = f"{one.id} · {short(x, 6)}"
    if not low <= x <= high:
        return ledger.row(one, text("off the scale of the pack"), used=False, value=shown)
    points = 100 * (high - x if scale.reversed else x - low) / (high - low)
    return ledger.row(one, text("{points} points", points=short(points)), value=shown, number=points)


FAMILY = {
    "complaint.count": count,
    "complaint.rate_per_100_orders": rate,
    "complaint.open": still_open,
    "complaint.resolution_rate": resolution_rate,
    "complaint.reopened_rate": reopened_rate,
    "complaint.repeat_rate": repeat_rate,
    "complaint.satisfaction": satisfaction,
}


def complaints(inquiry: Inquiry, ledger: Ledger) -> Account:
    """Return the account of a measure over the ledger."""
    return FAMILY[inquiry.plain](ledger)
