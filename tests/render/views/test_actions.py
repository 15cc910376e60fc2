"""What to do next about levels that moved and about money that is late."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pandas as pd
import pytest

from reportgen.model.fact_frames import LIMIT_APPLICATIONS
from reportgen.model.finding import Finding
from reportgen.model.results import Results
from reportgen.model.text import text
from reportgen.policy.audiences import Audience
from reportgen.policy.config import Config
from reportgen.render.views.actions import tasks
from reportgen.render.views.book import Book
from reportgen.render.views.language import Language
from tests.measure.literal import framed
from tests.render.example_results import example_config, example_results
from tests.render.test_audience import EAST

CREDIT = Audience(id="credit", sees=EAST.sees)


def with_clauses() -> Config:
    """The example's packs, with the check and the approver of corrections."""
    config = example_config()
    asked = {
        "checks": [{"clause": "P03.28", "check": "correction_without_form"}],
        "signoffs": [
            {
                "clause": "P03.29",
                "step": None,
                "role": {"zh": "总经理", "en": "general manager"},
                "when": "correction",
            }
        ],
    }
    packs = {
        one: tuple(type(p).model_validate(p.model_dump() | (asked if one == "P03" else {})) for p in versions)
        for one, versions in config.packs.items()
    }
    return replace(config, packs=packs)


def form(**changes: Any) -> pd.DataFrame:
    plain = {"application_id": "E1", "client_id": "C01", "filled_on": "2026-09-10", "new_level": "A"}
    approved = {"approved_by": "何远山", "approved_on": "2026-09-20"}
    return framed(LIMIT_APPLICATIONS, [plain | approved | changes])


def told(client: str, results: Results | None = None, **forms: Any) -> list[str]:
    base = results or example_results()
    facts = replace(base.facts, limit_applications=form(**forms)) if forms or results is None else base.facts
    book = Book(replace(base, facts=facts), CREDIT, with_clauses(), Language.of("en"))
    return [f"{task.action.what} ({task.action.source})" for task in tasks(book, [client], named=False)]


APPROVE = "get the P03 change approved (P03.28–29)"


def test_an_approved_form_settles_a_change_of_level() -> None:
    assert APPROVE not in told("C01")


@pytest.mark.parametrize(
    "changes",
    [
        {"approved_on": None},
        {"approved_by": ""},
        {"approved_on": "2026-10-02"},  # not known yet
        {"new_level": "B"},
        {"client_id": "C02"},
        {"filled_on": "2026-06-10"},  # of the quarter before
    ],
)
def test_without_one_the_change_is_to_be_approved(changes: dict[str, Any]) -> None:
    assert APPROVE in told("C01", **changes)


def test_a_level_that_did_not_move_needs_no_approval() -> None:
    assert APPROVE not in told("C08")


def breach(clause: str) -> Finding:
    return Finding(
        clause=clause, office_id="E", client_id="C01", subject="x", since="", what=text("no form"), evidence=""
    )


def test_what_is_to_be_approved_is_not_to_be_mended_as_well() -> None:
    both = replace(example_results(), findings=(breach("P03.28"), breach("P03.19")))
    assert told("C01", both) == [APPROVE, "no form (P03.19)"]


def test_an_approval_that_came_too_late_is_left_to_be_mended() -> None:
    late = replace(example_results(), findings=(breach("P03.29"),))
    settled = replace(late, facts=replace(late.facts, limit_applications=form()))
    assert told("C01", settled) == ["no form (P03.29)"]


def overdue(amount: int, days: int, source: str = "P03.26") -> Results:
    base = example_results()
    changed = base.changed
    figures = {"trade.overdue_amount": Fraction(amount), "trade.overdue_days_max": Fraction(days)}
    own = changed["client_id"].eq("C08") & changed["measure"].isin(figures)
    values = [
        figures[name] if mine else value
        for name, mine, value in zip(changed["measure"], own, changed["value"], strict=True)
    ]
    return replace(
        base,
        changed=changed.assign(
            value=pd.Series(values, index=changed.index, dtype="object"),
            source=changed["source"].mask(own, source),
        ),
    )


def test_what_is_overdue_is_to_be_collected() -> None:
    assert "collect 316\u00a0thousand\u00a0CNY overdue (P03.26)" in told("C08", overdue(316_000, 47))


@pytest.mark.parametrize(("amount", "days", "source"), [(0, 0, "P03.26"), (-5, 3, "P03.26"), (316_000, 47, "")])
def test_nothing_overdue_or_nobody_asking_is_no_action(amount: int, days: int, source: str) -> None:
    assert not [one for one in told("C08", overdue(amount, days, source)) if one.startswith("collect")]
