"""A made-up company in which everything odd happens, as typed facts; each seed is another one.

Clients move, leave, come late and buy nothing; answers lie off the scale; moments stand exactly on the
edges of a quarter and of a limit; complaints are reopened, closed without a date or impossible.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

import pandas as pd

from reportgen.model.fact_frames import CHURN_REPORTS, RECEIVABLES, TARGETS, VISITS
from tests.measure import literal
from tests.oracle.span import Span

if TYPE_CHECKING:
    from reportgen.model.facts import Facts

OFFICES = ("E", "N", "S", "W")
QUESTIONS = {"Q1": 5, "Q2": 5, "Q3": 10, "Q4": 7, "Q5": 5, "Q7": 5, "Q8": 10}
HOURS = (0, 1, 3, 4, 4, 8, 8, 16, 23, 24, 24, 30, 48, 72, 200, 700)
EXPORTS = ("clients", "offices", "survey", "complaints", "orders", "receivables", "visits", "churn_reports")
UNREAD = {
    1: (("orders", -2),),
    2: (("survey", -2), ("complaints", 1)),
    3: (("receivables", -1), ("visits", -1), ("churn_reports", -1)),
}
"""Of a seed, exports that nobody sent, and for which of the quarters."""
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Person:
    """A client: its first office, where and when it moves, when it begins and ends."""

    id: str
    office: str
    moves: tuple[date, str] | None
    start: date | None
    end: date | None

    def home(self, day: date) -> str:
        return self.moves[1] if self.moves and day >= self.moves[0] else self.office


@dataclass(frozen=True, slots=True)
class Company:
    """The random choices of one seed, for the built quarter and the five before it."""

    built: Span
    people: tuple[Person, ...]
    dice: Random

    def quarters(self) -> list[Span]:
        return [self.built.shifted(back) for back in range(-5, 1)]

    def days(self, span: Span, person: Person) -> list[date]:
        """Return the days of a quarter on which it is a client, sometimes a few more."""
        whole = [span.first + timedelta(days=n) for n in range(span.days)]
        inside = [d for d in whole if (person.start or d) <= d <= (person.end or d)]
        return inside or (whole[:3] if self.dice.random() < 0.1 else [])


def company(seed: int, period: str) -> Company:
    """Return a company of 26 clients in four offices, the last of which has two that always say the same."""
    dice, built = Random(seed), Span(period, literal.ZONE)  # noqa: S311 - the same numbers again, not secrets
    first, second = built.first, built.shifted(-1).first
    people = []
    for n in range(26):
        office = "W" if n < 2 else dice.choice("ENS")
        moves = (dice.choice([first, second]) + timedelta(days=dice.randrange(80)), "S") if n % 9 == 5 else None
        start = None if n % 3 else date(2020, 2, 29) + timedelta(days=dice.randrange(1500))
        if n in (7, 8):
            start = (first if n == 7 else second) + timedelta(days=14)
        end = {11: first + timedelta(days=30), 12: second + timedelta(days=89), 13: built.last, 14: second}.get(n)
        people.append(Person(f"C{n:02}", office, moves, start, end))
    return Company(built, tuple(people), dice)


def wild(seed: int, period: str = "2026Q3") -> "Facts":
    """Return the facts of a company."""
    made = company(seed, period)
    quarters = made.quarters()
    read = {(export, one.name) for export in EXPORTS for one in quarters[1:]}
    read -= {(export, quarters[at].name) for export, at in UNREAD.get(seed, ())}
    sample = [one.id for one in made.people if made.dice.random() < 0.6] + ["C99"]
    return literal.facts(
        read=read,
        register=pd.concat([_register(made, one) for one in quarters[1:]], ignore_index=True),
        offices=literal.offices(*OFFICES),
        memberships=literal.memberships(*_memberships(made)),
        answers=literal.answers(*_answers(made)),
        complaints=literal.complaints(*_complaints(made)),
        orders=literal.orders(*_orders(made)),
        survey_sample=literal.survey_sample(*sample, period=quarters[-1].name),
        receivables=literal.framed(RECEIVABLES, _invoices(made)),
        targets=literal.framed(TARGETS, _targets(made)),
        visits=literal.framed(VISITS, _visits(made)),
        churn_reports=literal.framed(CHURN_REPORTS, _reports(made)),
    )


def _register(made: Company, span: Span) -> pd.DataFrame:
    """Return the register of a quarter; who left before it is struck off, save one."""
    rows = []
    for one in made.people:
        left = one.end is not None and one.end < span.first and one.id != "C12"
        if (one.start and one.start > span.last) or left:
            continue
        since, office = one.moves if one.moves and one.moves[0] <= span.last else (one.start, one.office)
        end = one.end if one.end and one.end <= span.last else None
        rows.append(
            {"client_id": one.id, "office_id": office, "office_since": since}
            | {"start_date": one.start, "end_date": end}
        )
    return literal.register(span.name, *rows)


def _memberships(made: Company) -> Iterator[Row]:
    for one in made.people:
        yield {"client_id": one.id, "office_id": one.office, "since": one.start}
        if one.moves:
            yield {"client_id": one.id, "office_id": one.moves[1], "since": one.moves[0]}


def _answers(made: Company) -> Iterator[Row]:
    dice = made.dice
    for span in made.quarters():
        for one in made.people:
            taste = dice.choice([-1, 0, 0, 1])
            for n in range(dice.choice([0, 1, 2, 3, 4]) if one.office != "W" else 5 + 6 * (span == made.built)):
                days = made.days(span, one)
                if not days:
                    continue
                day, same = dice.choice(days), one.office == "W"
                for code, top in QUESTIONS.items():
                    value = 3 if same else min(max(round(dice.gauss(top * 0.7 + taste, top / 4)), -1), top + 1)
                    if same or dice.random() > 0.2:
                        yield {
                            "client_id": one.id,
                            "office_id": one.home(day),
                            "response_id": f"R{span.name}{one.id}{n}",
                            "answered_at": f"{day} {dice.choice(['00:00', '12:30', '23:59'])}",
                            "question": code,
                            "value": None if dice.random() < 0.03 and not same else value,
                        }


def _complaints(made: Company) -> Iterator[Row]:
    dice = made.dice
    for span in made.quarters():
        for one in made.people:
            for _ in range(dice.choice([0, 0, 1, 2, 3, 5])):
                days = made.days(span, one)
                if days and one.office != "W":
                    day = _edge(made, days)
                    row = _complaint(made, one, datetime(day.year, day.month, day.day), day)  # noqa: DTZ001
                    yield row
                    if dice.random() < 0.2:
                        yield _again(row, one, day - timedelta(days=dice.choice([7, 30, 30, 31])))


def _edge(made: Company, days: list[date]) -> date:
    """Return a day, often the first or the last."""
    return made.dice.choice([days[0], days[-1], made.dice.choice(days), made.dice.choice(days)])


def _again(row: Row, one: Person, day: date) -> Row:
    """Return the same complaint on an earlier day, at the same time of day, settled at once."""
    at = str(day) + row["received_at"][10:]
    settled = {"received_at": at, "first_reply_at": at, "closed_at": at, "state": "closed", "impossible": False}
    return row | settled | {"office_id": one.home(day)}


def _complaint(made: Company, one: Person, at: datetime, day: date) -> Row:
    """Return a complaint; its reply and close are known only when the built quarter ends later."""
    dice = made.dice
    at += timedelta(hours=dice.choice([0, 8.5, 9, 12, 14, 17.5, 23.5]))
    reply = at + timedelta(hours=dice.choice(HOURS)) if dice.random() < 0.85 else None
    close = (reply or at) + timedelta(hours=dice.choice(HOURS)) if dice.random() < 0.75 else None
    end = datetime(made.built.end.year, made.built.end.month, made.built.end.day)  # noqa: DTZ001
    known = [None if moment is None or moment > end else moment for moment in (reply, close)]
    state = dice.choice(["resolved", "resolved", "closed", "reopened"]) if known[1] else "open"
    if not known[1] and dice.random() < 0.15:
        state = dice.choice(["resolved", "reopened"])
    score = dice.choice([None, None, 0, 1, 2, 3, 4, 5, 5])
    return {
        "client_id": one.id,
        "office_id": one.home(day),
        "category": dice.choice(["", "q", "p", "r"]),
        "priority": dice.choice(["", "", "high"]),
        "received_at": str(at),
        "first_reply_at": None if known[0] is None else str(known[0]),
        "closed_at": None if known[1] is None else str(known[1]),
        "state": state,
        "impossible": dice.random() < 0.06 or any(moment == end for moment in known),
        "satisfaction_micro": None if score is None else score * 1_000_000,
    }


def _orders(made: Company) -> Iterator[Row]:
    dice, sure = made.dice, Random(len(made.people))  # noqa: S311 - margins beside, so that all else stays as it was
    for span in [made.built.shifted(-6), *made.quarters()]:
        for one in made.people:
            days = made.days(span, one)
            for _ in range(dice.choice([0, 1, 2, 6]) if days else 0):
                day = _edge(made, days)
                yield {"client_id": one.id, "office_id": one.home(day), "order_date": day} | {
                    "yuan": dice.choice(["0", "0.01", "1000", "33333.33", str(dice.randrange(10**6))]),
                    "margin_fen": sure.choice([None, 0, -1, 12_345, sure.randrange(10**7)]),
                    "cancelled": dice.random() < 0.1,
                }


def _invoices(made: Company) -> Iterator[Row]:
    dice = made.dice
    for number in range(80):
        one, day = dice.choice(made.people), made.built.shifted(-2).first + timedelta(days=dice.randrange(290))
        amount = dice.choice([100, 99_999, 10_000_000])
        for span in made.quarters()[-3:]:
            if dice.random() < 0.7:
                yield {"state_period": span.name, "invoice_id": f"I{number}", "client_id": one.id} | {
                    "office_id": one.home(day),
                    "due_date": day,
                    "amount_fen": amount,
                    "paid_fen": dice.choice([0, amount // 3, amount, amount, amount + 7]),
                }


def _targets(made: Company) -> Iterator[Row]:
    for one in made.people[:20]:
        for span in made.quarters()[-2:]:
            for n in range(3):
                month = date(span.first.year, span.first.month + n, 1)
                yield {"client_id": one.id, "office_id": one.home(month), "month": month} | {
                    "target_fen": made.dice.randrange(10**8) if one.office != "W" else 0
                }


def _visits(made: Company) -> Iterator[Row]:
    dice = made.dice
    for number in range(60):
        day, one = made.built.shifted(-1).first + timedelta(days=dice.randrange(182)), dice.choice(made.people)
        found = dice.choice([None, 0, 1, 3])
        yield {"visit_id": f"V{number}", "client_id": one.id if number % 4 else "", "office_id": one.home(day)} | {
            "visited_on": day,
            "problems_found": found,
            "problems_solved": None if found is None or dice.random() < 0.1 else dice.randint(0, found),
        }


def _reports(made: Company) -> Iterator[Row]:
    for one in made.people:
        if one.end and one.id != "C13":
            day = one.end + timedelta(days=20)
            yield {"client_id": one.id, "office_id": one.home(one.end), "reported_on": day}
