"""What the register tells: clients of an office, their coming and going, years of cooperation."""

from collections.abc import Sequence
from datetime import timedelta
from fractions import Fraction

from reportgen.explain.account import Account, Outcome, SourceRow, nothing
from reportgen.explain.inquiry import Inquiry, Record, records
from reportgen.explain.people import between, office_on, present_at, register_of, stays_of
from reportgen.explain.said import equation, short
from reportgen.model.facts import Window
from reportgen.model.gap import Gap
from reportgen.model.text import Text, text
from reportgen.policy.sources import Export

NOW, START, LOST, REPORTED = "now", "start", "lost", "reported"
YEAR_DAYS = Fraction(1461, 4)
NO_REGISTER = text("there is no register")


def clients(inquiry: Inquiry) -> Account:
    """Return the account of the clients at as-of."""
    register = register_of(inquiry.facts, inquiry.window.period)
    rows = clients_now(inquiry)
    read = bool(register)
    return Account(rows=tuple(rows), arithmetic=lambda found: _counted(found, text("clients at as-of"), read=read))


def lost(inquiry: Inquiry) -> Account:
    """Return the account of the clients whose last day lies in the period."""
    rows = [
        _row(one, text("its last day was {day}", day=str(one["end_date"].date())), NOW) for one in _gone(inquiry)
    ]
    read = bool(register_of(inquiry.facts, inquiry.window.period))
    said = text("clients whose last day lies in the period")
    return Account(rows=tuple(rows), arithmetic=lambda found: _counted(found, said, read=read))


def _gone(inquiry: Inquiry) -> list[Record]:
    """Return the register rows of the clients lost in the period, each at its office of its last day."""
    window, stays = inquiry.window, stays_of(inquiry.facts)
    last = window.end.date() - timedelta(days=1)
    return [
        one
        for one in register_of(inquiry.facts, window.period)
        if one["end_date"] is not None
        and not one["merged_into"]
        and window.period.start <= one["end_date"].date() <= last
        and _is_mine(inquiry, office_on(stays, one["client_id"], one["end_date"].date()))
    ]


def reported(inquiry: Inquiry) -> Account:
    """Return the account of the lost clients that were reported before as-of."""
    if not inquiry.was_read(Export.CHURN_REPORTS):
        return nothing(Gap.NO_DATA, text("churn reports were not exported"))
    last = inquiry.window.last_day
    known: dict[str, Record] = {}
    for one in records(inquiry.facts.churn_reports):
        if one["reported_on"].date() <= last:
            known.setdefault(one["client_id"], one)
    rows = []
    for one in _gone(inquiry):
        report = known.get(one["client_id"])
        rows.append(_row(one, text("its last day was {day}", day=str(one["end_date"].date())), LOST))
        if report is not None:
            day = str(report["reported_on"].date())
            rows.append(_row(report, text("reported on {day}", day=day), REPORTED))

    def arithmetic(found: Sequence[SourceRow]) -> Outcome:
        said = text("reported before as-of ÷ clients lost in the period")
        gone = {row.client_id for row in found if row.role == LOST}
        part, whole = len(gone & {row.client_id for row in found if row.role == REPORTED}), len(gone)
        if not whole:
            return Outcome(value=None, n=0, gap=Gap.NO_DATA, formula=(said, text("nothing to divide by")))
        put_in = equation("{k} ÷ {n} = {value}", k=part, n=whole, value=short(Fraction(part, whole)))
        return Outcome(value=Fraction(part, whole), n=whole, formula=(said, put_in))

    return Account(rows=tuple(rows), arithmetic=arithmetic)


def growth(inquiry: Inquiry) -> Account:
    """Return the account of clients at as-of ÷ clients at the start − 1."""
    window, facts = inquiry.window, inquiry.facts
    register, stays = register_of(facts, window.period), stays_of(facts)
    eve = window.period.start - timedelta(days=1)
    earlier = Window.of(window.period.previous, window.zone)
    before = register_of(facts, earlier.period)
    then = present_at(before, earlier) if before else between(register, window.period.start, eve)
    why = text("a client at the start of the period")
    rows = clients_now(inquiry)
    rows += [_row(one, why, START) for one in then if _is_mine(inquiry, office_on(stays, one["client_id"], eve))]

    def arithmetic(found: Sequence[SourceRow]) -> Outcome:
        now, start = (sum(row.role == role for row in found) for role in (NOW, START))
        said = text("clients at as-of ÷ clients at the start of the period − 1")
        if not start:
            return Outcome(value=None, n=0, gap=Gap.NO_DATA, formula=(said, text("nothing to divide by")))
        value = Fraction(now, start) - 1
        put_in = equation("{k} ÷ {n} − 1 = {value}", k=now, n=start, value=short(value))
        return Outcome(value=value, n=start, formula=(said, put_in))

    return Account(rows=tuple(rows), arithmetic=arithmetic)


def years(inquiry: Inquiry) -> Account:
    """Return the account of the years of cooperation."""
    end = inquiry.window.last_day + timedelta(days=1)
    rows = []
    for one in register_of(inquiry.facts, inquiry.window.period):
        if one["client_id"] != inquiry.one:
            continue
        start = one["start_date"]
        days = 0 if start is None else (end - start.date()).days
        why = (
            text("{days} days to as-of", days=days) if start is not None else text("no first day in the register")
        )
        shown = "-" if start is None else str(start.date())
        rows.append(_row(one, why, NOW, used=start is not None, value=shown, number=Fraction(days)))

    def arithmetic(found: Sequence[SourceRow]) -> Outcome:
        said = text("days from the first day as a client to as-of ÷ 365.25")
        if not found:
            return Outcome(value=None, n=0, gap=Gap.NO_DATA, formula=(said,))
        value = found[0].number / YEAR_DAYS
        put_in = equation("{k} ÷ {n} = {value}", k=short(found[0].number), n="365.25", value=short(value))
        return Outcome(value=value, n=1, formula=(said, put_in))

    return Account(rows=tuple(rows), arithmetic=arithmetic)


def clients_now(inquiry: Inquiry) -> list[SourceRow]:
    """Return the subject's clients at as-of, and those of its register that have left."""
    register = register_of(inquiry.facts, inquiry.window.period)
    stays, last = stays_of(inquiry.facts), inquiry.window.last_day
    present = {one["client_id"] for one in present_at(register, inquiry.window)}
    rows = []
    for one in register:
        if not _is_mine(inquiry, office_on(stays, one["client_id"], last)):
            continue
        here = one["client_id"] in present
        why = text("a client at as-of") if here else text("no client at as-of")
        rows.append(_row(one, why, NOW, used=here))
    return rows


def _is_mine(inquiry: Inquiry, office: str) -> bool:
    return office != "" and (inquiry.level == "company" or office == inquiry.one)


def _row(
    one: Record, why: Text, role: str, *, used: bool = True, value: str = "", number: Fraction = Fraction(1)
) -> SourceRow:
    return SourceRow.at(
        one,
        used=used,
        value=value or str(one["client_id"]),
        why=why,
        role=role,
        number=number,
    )


def _counted(rows: Sequence[SourceRow], said: Text, *, read: bool) -> Outcome:
    """Return the number of clients: a real zero where there is a register."""
    if not read:
        return Outcome(value=None, n=0, gap=Gap.NO_DATA, formula=(NO_REGISTER,))
    return Outcome(value=Fraction(len(rows)), n=len(rows), formula=(said, text("rows: {n}", n=len(rows))))


FAMILY = {
    "office.clients": clients,
    "office.clients_lost": lost,
    "office.client_growth": growth,
    "client.years": years,
}
