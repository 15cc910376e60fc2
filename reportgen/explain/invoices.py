"""What was paid of the invoices that fell due, and what is overdue."""

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction

from reportgen.explain.account import Account, Outcome, SourceRow, nothing
from reportgen.explain.inquiry import Inquiry, Record, records
from reportgen.explain.said import added, equation, short, yuan
from reportgen.model.gap import Gap
from reportgen.model.period import Period
from reportgen.model.text import Text, text
from reportgen.policy.sources import Export

DUE, PAID = "due", "paid"
FEN = 100


def invoices(inquiry: Inquiry) -> Account:
    """Return the account of the collection rate, the overdue amount or the longest delay."""
    if not inquiry.was_read(Export.RECEIVABLES):
        return nothing(Gap.NO_DATA, text("receivables were not exported"))
    made = {
        "trade.collection_rate": _collection,
        "trade.overdue_amount": _overdue,
        "trade.overdue_days_max": _days,
    }
    return made[inquiry.plain](inquiry)


def _known(inquiry: Inquiry) -> list[Record]:
    """Return the subject's invoices due before as-of, each as the latest list up to the period states it."""
    ends = {name: Period.parse(name).end for name in inquiry.facts.receivables["state_period"].unique()}
    latest: dict[str, Record] = {}
    for one in records(inquiry.facts.receivables):
        end, known = ends[one["state_period"]], latest.get(one["invoice_id"])
        if end <= inquiry.window.period.end and (known is None or ends[known["state_period"]] < end):
            latest[one["invoice_id"]] = one
    mine = [one for one in latest.values() if _is_mine(inquiry, one)]
    return [one for one in mine if _due(one) <= inquiry.window.last_day]


def _is_mine(inquiry: Inquiry, one: Record) -> bool:
    return inquiry.level == "company" or bool(one[f"{inquiry.level}_id"] == inquiry.one)


def _due(one: Record) -> date:
    day: date = one["due_date"].date()
    return day


def _row(one: Record, why: Text, *, used: bool = True, role: str = "", number: int) -> SourceRow:
    return SourceRow.at(
        one,
        used=used,
        value=f"{one['invoice_id']} · {_due(one)} · {yuan(one['paid_fen'])} / {yuan(one['amount_fen'])}",
        why=why,
        role=role,
        key=one["invoice_id"],
        number=Fraction(number),
    )


def _collection(inquiry: Inquiry) -> Account:
    start = inquiry.window.period.start
    rows = []
    for one in _known(inquiry):
        if _due(one) < start:
            continue
        settled = min(one["paid_fen"], one["amount_fen"])
        rows.append(_row(one, text("due in the period: its amount"), role=DUE, number=one["amount_fen"]))
        rows.append(_row(one, text("what was paid of it, at most its amount"), role=PAID, number=settled))

    def arithmetic(found: Sequence[SourceRow]) -> Outcome:
        said = text("Σ min(amount, paid) ÷ Σ amount, of the invoices due in the period")
        due = [row.number for row in found if row.role == DUE]
        paid, whole = sum((row.number for row in found if row.role == PAID), Fraction(0)), sum(due, Fraction(0))
        if not whole:
            return Outcome(value=None, n=len(due), gap=Gap.NO_DATA, formula=(said, text("nothing to divide by")))
        put_in = equation("{k} ÷ {n} = {value}", k=yuan(paid), n=yuan(whole), value=short(paid / whole))
        return Outcome(value=paid / whole, n=len(due), formula=(said, put_in))

    return Account(rows=tuple(rows), arithmetic=arithmetic)


def _overdue(inquiry: Inquiry) -> Account:
    rows = []
    for one in _known(inquiry):
        left = one["amount_fen"] - one["paid_fen"]
        rows.append(_row(one, text("not paid: {left} yuan", left=yuan(left)), number=left))

    def arithmetic(found: Sequence[SourceRow]) -> Outcome:
        said = text("Σ (amount − paid) of the invoices due before as-of")
        left = sum((row.number for row in found), Fraction(0))
        terms = added(yuan(row.number) for row in found if row.number)
        put_in = text("{terms} = {value} yuan", terms=terms or "0", value=yuan(left))
        return Outcome(value=left / FEN, n=len(found), formula=(said, put_in))

    return Account(rows=tuple(rows), arithmetic=arithmetic)


def _days(inquiry: Inquiry) -> Account:
    end = inquiry.window.last_day + timedelta(days=1)
    rows = []
    for one in _known(inquiry):
        late, days = one["amount_fen"] > one["paid_fen"], (end - _due(one)).days
        why = text("{days} days late", days=days) if late else text("paid in full")
        rows.append(_row(one, why, used=late, number=days))

    def arithmetic(found: Sequence[SourceRow]) -> Outcome:
        said = text("the longest delay among the invoices due before as-of and not paid in full")
        longest = max((row.number for row in found), default=Fraction(0))
        return Outcome(value=longest, n=len(found), formula=(said, text("{days} days late", days=short(longest))))

    return Account(rows=tuple(rows), arithmetic=arithmetic)
