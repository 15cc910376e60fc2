"""The made-up company of ``wild`` with what its clients say, what is done about it, and rounds of the survey."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

import pandas as pd

from reportgen.model.fact_frames import RESPONSES, SURVEY_SAMPLE
from tests.measure import literal
from tests.measure.listened import with_records
from tests.oracle.wild import Company, Person, company, wild

if TYPE_CHECKING:
    from reportgen.model.facts import Facts

Row = dict[str, Any]
SEED = 0
PERIOD = "2026Q3"
TEXTS = ("质量差", "答复慢，质量也差", "价格高", "答复快", "形象好", "", "都好")
WORDS = {"quality": {"q": ["质量"]}, "speed": {"s": ["答复"]}, "price": {"p": ["价格"]}, "image": {"i": ["形象"]}}
FUNCTIONS = {"Q1": "sales", "Q2": "customer_service", "Q3": "after_sales"}
"""Q2 and Q3 are of one dimension; Q4 serves no function."""
HANDLERS = ("乔芷", "范恕", "石闻", "")
ROUNDS: dict[str, Row] = {
    "R9": {"trigger": "emergency", "planned_from": "2026-06-30", "done_from": "2026-07-01"},
    "R3": {"trigger": "important_item", "planned_from": "2026-09-30"},
    "R4": {"trigger": "important_item", "planned_from": "2026-10-01"},
    "R5": {"trigger": "emergency", "planned_from": "2026-08-01", "done_from": "2026-06-30"},
    "R6": {"trigger": "none", "planned_from": "2026-08-01"},
}
"""Rounds after emergencies and about important subjects; the first one's forms are there."""
KINDS = ("opinion", "suggestion", "interview", "social_media", "need")
TONES = ("positive", "neutral", "negative", "negative", "")


def told() -> "Facts":
    """Return the facts of the company with records beside them."""
    made, found = company(SEED, PERIOD), wild(SEED, PERIOD)
    dice = Random(41)  # noqa: S311 - the same numbers again, not secrets
    count = len(found.complaints)
    ways = Random(43)  # noqa: S311
    ledger = found.complaints.assign(
        content=pd.Series(dice.choices(TEXTS, k=count), dtype="str"),
        action_id=pd.Series(dice.choices(["", "", "", "M03", "M09", "M99"], k=count), dtype="str"),
        product=pd.Series(dice.choices(["", "P1", "P2"], k=count), dtype="str"),
        handler=pd.Series(Random(43).choices(HANDLERS, k=count), dtype="str"),  # noqa: S311
    )
    facts = replace(
        found,
        complaints=ledger,
        responses=_about(literal.framed(RESPONSES, _forms(found.answers, dice)), ledger, ways),
        survey_sample=literal.framed(SURVEY_SAMPLE, _listed(made, dice)),
        read=found.read | {("survey_sample", PERIOD)},
    )
    return with_records(
        facts,
        periods=(made.built.shifted(-1).name, PERIOD),
        feedback=list(_feedback(made, dice)),
        improvement_actions=list(_actions(ledger["complaint_id"].tolist(), made, dice)),
        survey_plan=[
            {"year": 2026, "round": "R1", "kind": "regular"},
            {"year": 2026, "round": "R2", "kind": "ad_hoc", "trigger": "suggestion"},
            *({"year": 2026, "round": name, "kind": "ad_hoc"} | rest for name, rest in ROUNDS.items()),
        ],
        questionnaire_map=[
            {"questionnaire_version": "V1", "question_code": code, "pack_id": pack, "function": function}
            for pack in ("P06", "P14")
            for code, function in (FUNCTIONS if pack == "P06" else {"Q1": "after_sales"}).items()
        ],
    )


def _forms(answers: pd.DataFrame, dice: Random) -> Iterator[Row]:
    """Yield what is known of most forms."""
    forms = answers.drop_duplicates("response_id")
    told = zip(forms["response_id"], forms["client_id"], forms["answered_at"], strict=True)
    for form, client, moment in told:
        if dice.random() > 0.1:
            yield {
                "response_id": form,
                "client_id": client,
                "answered_at": moment.isoformat(),
                "round": dice.choice(["R1", "R1", "R2", "R9", ""]),
                "mode": dice.choice(["online", "phone", ""]),
            }


def _about(forms: pd.DataFrame, ledger: pd.DataFrame, dice: Random) -> pd.DataFrame:
    """Return the forms with the complaint that one in three is about, of any client."""
    named = [
        dice.choice(ledger["complaint_id"].tolist()) if dice.random() < 0.3 else "" for _ in range(len(forms))
    ]
    return forms.assign(complaint_id=pd.Series(named, index=forms.index, dtype="str"))


def _listed(made: Company, dice: Random) -> Iterator[Row]:
    """Yield the sample lists of the built quarter; C99 is nobody's client."""
    for name in ("R1", "R2"):
        for client in ("C99", *(one.id for one in made.people if dice.random() < 0.5)):
            yield {"period": PERIOD, "round": name, "client_id": client, "group": _group(client)}


def _group(client: str) -> str:
    return ("big", "small", "new", "")[int(client[1:]) % 4]


def _feedback(made: Company, dice: Random) -> Iterator[Row]:
    first = made.built.shifted(-1).first
    days = [first + timedelta(days=n) for n in (-1, 0, 91, 92, 183, 184)]  # the edges of both quarters
    for number in range(120):
        one = dice.choice(made.people)
        day = days[number] if number < len(days) else first + timedelta(days=dice.randrange(-60, 190))
        yield {
            "feedback_id": f"F{number:03}",
            "client_id": one.id,
            "office_id": one.home(day),
            "date": day,
            "kind": dice.choice(KINDS),
            "tone": dice.choice(TONES),
            "text": dice.choice(TEXTS),
            "replied_at": _later(day, dice, (-1, 0, 3, 3, 9, 10, 11, 40, 100), never=0.3),
        }


def _later(day: date, dice: Random, days: tuple[int, ...], *, never: float) -> date | None:
    return None if dice.random() < never else day + timedelta(days=dice.choice(days))


def _actions(complaints: list[str], made: Company, dice: Random) -> Iterator[Row]:
    last = made.built.last
    for number in range(60):
        decided = last - timedelta(days=dice.randrange(-5, 60))
        one: Person = dice.choice(made.people)
        yield {
            "action_id": f"M{number:02}",
            "client_id": "",
            "office_id": one.home(decided),
            "source_kind": dice.choice(["complaint", "complaint", "feedback", ""]),
            "source_id": dice.choice(complaints),
            "decided_at": decided if number % 7 else None,
            "due_date": dice.choice([None, last, last + timedelta(days=1), last - timedelta(days=9)]),
            "done_at": dice.choice([None, None, last, last + timedelta(days=1)]),
            "status": dice.choice(["open", "done", "cancelled", ""]),
        }
