"""The client's file and the measures of its levels, on the worked example with records beside it."""

from dataclasses import replace
from typing import Any

import pytest

from reportgen.model.records.contact import FORMS
from reportgen.policy.pack import Treatment
from reportgen.render.viewmodel import TableSection
from reportgen.render.views import client_file as module
from reportgen.render.views.client_file import client_file
from reportgen.render.views.treatments import treatments
from tests.measure.listened import Row, with_records
from tests.render.behind import book, config, results
from tests.render.views.test_listening import cells

TREATMENTS = (
    {"level": "A", "treatment": {"zh": "优先", "en": "priority"}, "must": True, "measures": ["priority_service"]},
    {"level": "A", "treatment": {"zh": "活动", "en": "event"}, "must": False, "measures": ["customised_event"]},
    {"level": "A", "treatment": {"zh": "维护", "en": "look after"}, "must": True},
    {"level": "B", "treatment": {"zh": "其他", "en": "another level's"}, "must": True},
)


def section(client: str = "C01", *, read: bool = True, **records: tuple[Row, ...]) -> TableSection | None:
    settings = config()
    packs = tuple(
        pack.model_copy(
            update={
                "treatments": tuple(Treatment.model_validate({"clause": "P03.3", **one}) for one in TREATMENTS)
            }
        )
        for pack in settings.packs["P03"]
    )
    settings = replace(settings, packs=settings.packs | {"P03": packs})
    found = results()
    facts = with_records(found.facts, periods=("2026Q3",) if read else (), **records)
    return treatments(book(replace(found, facts=facts), settings), client)


def granted(**said: Any) -> Row:
    return {"client_id": "C01", "measure_code": "priority_service", "granted_at": "2026-08-01"} | said


def test_what_a_level_asks_for_is_held_against_what_was_granted() -> None:
    found = section(measures=(granted(), granted(granted_at="2026-09-01", degree="twice a year")))
    assert found is not None
    assert [(row[0], row[1], row[-1]) for row in cells(found)] == [
        ("P03:A", "priority", "2026-09-01"),
        ("P03:A", "event", "not recorded"),
        ("P03:A", "look after", "—"),
    ]
    assert found.heading.title == "Measures of its levels: 3, 0 of them not recorded"


def test_a_measure_that_was_not_given_or_came_after_the_last_day_is_not_recorded() -> None:
    for row in (granted(given=False), granted(granted_at="2026-10-02"), granted(client_id="C02")):
        found = section(measures=(row,))
        assert found is not None
        assert found.heading.title == "Measures of its levels: 3, 1 of them not recorded"


def test_a_measure_that_ended_before_the_period_is_not_recorded() -> None:
    for until, lacking in (("2026-06-30", 1), ("2026-07-01", 0)):
        found = section(measures=(granted(granted_at="2026-01-01", valid_to=until),))
        assert found is not None
        assert found.heading.title == f"Measures of its levels: 3, {lacking} of them not recorded"


def test_without_the_export_nothing_is_said_to_be_missing() -> None:
    found = section(read=False, measures=())
    assert found is not None
    assert found.heading.title == "Measures of its levels: 3"
    assert cells(found)[0][-1] == "no data"


def file(**records: tuple[Row, ...]) -> dict[str, str]:
    found = results()
    facts = with_records(found.facts, periods=("2026Q3",), **records)
    told = client_file(book(replace(found, facts=facts)), "C01")
    return {row[0]: row[1] for row in cells(told)}


def test_the_file_holds_history_contract_and_contacts() -> None:
    told = file(
        contracts=(
            {"client_id": "C01", "contract_id": "H1", "signed_at": "2025-01-01", "valid_to": "2025-12-31"},
            {"client_id": "C01", "contract_id": "H2", "signed_at": "2026-01-01", "valid_to": "2026-12-31"},
        ),
        contacts=(
            {"client_id": "C01", "date": "2026-07-02", "form": "phone"},
            {"client_id": "C01", "date": "2026-08-03", "form": "phone"},
            {"client_id": "C01", "date": "2026-06-03", "form": "talk"},
            {"client_id": "C02", "date": "2026-08-03", "form": "talk"},
        ),
    )
    assert told["Contract in force"] == "H2 – 2026-12-31"
    assert told["Contacts in the period"] == "phone 2 (last 08-03)"


def test_exports_that_were_never_read_have_no_entry() -> None:
    told = file()
    assert not {"Contract in force", "Contacts in the period"} & told.keys()


def test_a_file_without_contracts_is_not_called_complete(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_basics", lambda _book, _row: [])
    contract = {"client_id": "C01", "contract_id": "H1", "signed_at": "2026-01-01"}

    def title(**records: Any) -> str:
        found = results()
        told = client_file(book(replace(found, facts=with_records(found.facts, **records))), "C01")
        return str(told.heading.title)

    assert title(contacts=()) == "Client file: nothing blank, not delivered: contracts"
    assert title(contacts=(), contracts=(contract,)) == "Client file: complete"


def test_control_a_contract_that_ended_is_a_blank() -> None:
    ended = {"client_id": "C01", "contract_id": "H1", "signed_at": "2025-01-01", "valid_to": "2025-12-31"}
    assert file(contracts=(ended,))["Contract in force"] == "blank"


def test_each_form_of_contact_has_its_word() -> None:
    assert module.FORMS.keys() == FORMS.keys()


def test_the_file_counts_the_orders_of_the_period_with_their_n() -> None:
    orders = results().facts.orders
    day = orders["order_date"]
    mine = orders[(orders["client_id"] == "C01") & (day >= "2026-07-01") & (day < "2026-10-01")]
    found = client_file(book(results()), "C01")
    assert found is not None
    (row,) = (one for one in found.table.rows if one.cells[0].text == "Orders")
    assert (row.cells[1].text, row.cells[1].note) == (str(len(mine)), f"n={len(mine)}")
    assert len(orders) > len(mine) > 0  # control: others' and earlier orders do not count
