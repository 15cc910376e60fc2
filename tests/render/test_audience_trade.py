"""Invoices, targets, visits, churn reports and forms of other offices are not an office's to see."""

from dataclasses import replace
from functools import cache
from typing import Any

import pandas as pd
import pytest

from reportgen.model.fact_frames import CHURN_REPORTS, LIMIT_APPLICATIONS, ORDERS, RECEIVABLES, TARGETS, VISITS
from reportgen.model.results import Results
from reportgen.policy.audiences import EVERYTHING, Audience
from reportgen.render import own_rows
from reportgen.render.audience import masked
from tests.measure.literal import framed
from tests.render.example_results import example_config, example_results

SEES = EVERYTHING
EAST = Audience(id="office-E", office_id="E", sees=SEES)
MANAGEMENT = Audience(id="management", sees=SEES.model_copy(update={"cards": False, "limits": False}))
FRAMES = {frame.name.lower(): frame for frame in (RECEIVABLES, TARGETS, VISITS, CHURN_REPORTS, LIMIT_APPLICATIONS)}
CLIENTS = (("C01", "E"), ("C05", "S"))
OTHER_NAME = "南海仪表"


def given(name: str) -> pd.DataFrame:
    """One row of each office's client, with another client's name in its free text."""
    rows: list[dict[str, Any]] = [
        {
            "client_id": client,
            "office_id": office,
            "state_period": "2026Q3",
            **dict.fromkeys(("invoice_id", "visit_id", "application_id"), f"N-{client}"),
            **dict.fromkeys(("due_date", "month", "visited_on", "reported_on", "filled_on"), "2026-08-01"),
            **dict.fromkeys(("amount_fen", "paid_fen", "target_fen", "old_limit_fen", "new_limit_fen"), 98765),
            **dict.fromkeys(("cause", "reason"), f"like {OTHER_NAME}"),
        }
        for client, office in CLIENTS
    ]
    if name == "visits":
        rows += [
            {"visit_id": f"to {o}", "client_id": "", "office_id": o, "visited_on": "2026-08-01"} for o in "ES"
        ]
    return framed(FRAMES[name], rows)


@cache
def results() -> Results:
    base = example_results()
    frames: Any = {name: given(name) for name in FRAMES}
    return replace(base, facts=replace(base.facts, **frames))


def foreign(seen: Results) -> set[str]:
    """The frames in which an office finds another one's client or its name."""
    found = set()
    for name in FRAMES:
        frame = getattr(seen.facts, name)
        held = frame.to_csv()
        if set(frame["office_id"]) - {"E"} or "C05" in held or OTHER_NAME in held:
            found.add(name)
    return found


def test_an_office_sees_its_own_rows_alone() -> None:
    seen = masked(results(), EAST, example_config())
    assert foreign(seen) == set()
    assert {name: len(getattr(seen.facts, name)) for name in FRAMES} == dict.fromkeys(FRAMES, 1) | {"visits": 2}


@pytest.mark.parametrize(
    ("careless", "leaks"),
    [
        ("_of_clients", {"receivables", "targets", "churn_reports", "limit_applications"}),
        ("_without_others", {"churn_reports", "limit_applications"}),
    ],
)
def test_control_a_mask_left_out_is_seen(careless: str, leaks: set[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own_rows, careless, lambda frame, *_: frame)
    assert leaks <= foreign(masked(results(), EAST, example_config()))


def test_who_may_not_see_cards_sees_no_limits_and_no_reasons() -> None:
    forms = masked(results(), MANAGEMENT, example_config()).facts.limit_applications
    assert forms[["old_limit_fen", "new_limit_fen"]].isna().all(axis=None)
    assert set(forms["reason"]) == {""}
    assert set(forms["client_id"]) == {"C01", "C05"}


def test_control_credit_sees_them() -> None:
    forms = masked(results(), Audience(id="credit", sees=SEES), example_config()).facts.limit_applications
    assert set(forms["new_limit_fen"]) == {98765}


def test_who_may_not_see_amounts_sees_no_margin_and_how_many_orders_state_one() -> None:
    base = example_results()
    one = {"order_id": "O1", "client_id": "C01", "office_id": "E", "order_date": "2026-08-01", "margin_fen": 98765}
    changed = base.changed.assign(measure="trade.margin", unit="yuan")
    found = replace(base, changed=changed, facts=replace(base.facts, orders=framed(ORDERS, [one])))
    blind = Audience(id="management", sees=SEES.model_copy(update={"amounts": False}))
    for reader, hidden in ((blind, True), (Audience(id="credit", sees=SEES), False)):
        seen = masked(found, reader, example_config())
        assert seen.facts.orders["margin_fen"].isna().all() == hidden
        told = seen.changed[changed["value"].notna()]
        assert set(told["gap"]) == ({"HIDDEN"} if hidden else {""})
        assert told["value"].isna().all() == hidden
        assert told["n"].notna().any()
