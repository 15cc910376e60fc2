"""The table of audiences: what it takes, and what it refuses with words."""

from typing import Any

import pytest
from pydantic import ValidationError

from reportgen.policy.audiences import EVERYTHING, Audience, Audiences, Fields
from tests.measure.rules import sight

NOTHING = dict.fromkeys(Fields.model_fields, False)


def table(**changes: Any) -> Audiences:
    rows: dict[str, Any] = {
        "management": sight(offices="all"),
        "office": sight(offices="own"),
        "client": None,
        "custom": [],
        "ordinary_words": [],
    }
    return Audiences.model_validate(rows | changes)


def custom(**changes: Any) -> dict[str, Any]:
    return (
        sight(offices="all")
        | {"id": "south", "name": {"zh": "南区", "en": "South"}, "offices": ["S", "N"]}
        | changes
    )


def refused(**changes: Any) -> str:
    with pytest.raises(ValidationError) as error:
        table(**changes)
    return str(error.value)


def test_every_key_must_be_given() -> None:
    for missing in ("management", "office", "client", "custom", "ordinary_words"):
        rows = table().model_dump()
        del rows[missing]
        with pytest.raises(ValidationError):
            Audiences.model_validate(rows)
    fields = dict(NOTHING)
    del fields["limits"]
    assert "limits" in refused(office=sight(offices="own") | {"fields": fields})


def test_two_offices_can_be_read_together() -> None:
    (south,) = table(custom=[custom()]).custom
    assert south.offices == ("S", "N")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"custom": [custom(id="credit")]}, "an id other than"),
        ({"custom": [custom(id="office-s")]}, "an id other than"),
        ({"custom": [custom(clients="own")]}, "own is for office and client"),
        ({"custom": [custom(), custom()]}, "different ids"),
        ({"office": sight(offices="all")}, "offices: own"),
        ({"management": sight(offices="own")}, "offices: all"),
        ({"client": sight(offices="own")}, "clients: own"),
        (
            {"client": sight(offices="own") | {"clients": "own", "fields": NOTHING | {"scores": True}}},
            "scores, cards, staff",
        ),
    ],
)
def test_a_row_that_makes_no_sense_is_refused(changes: dict[str, Any], words: str) -> None:
    assert words in refused(**changes)


def test_a_copy_for_the_client_shows_no_item_of_a_scorecard() -> None:
    client = table(client=sight(offices="own") | {"clients": "own", "fields": NOTHING | {"comments": True}}).client
    assert client is not None
    assert not client.fields.cards


@pytest.mark.parametrize(
    ("audience", "owned"),
    [
        (Audience(id="management", sees=EVERYTHING), {"C1", "C2", "C3"}),
        (Audience(id="office-E", office_id="E", sees=EVERYTHING), {"C1"}),
        (Audience(id="south", offices=frozenset({"S", "N"}), sees=EVERYTHING), {"C2", "C3"}),
        (Audience(id="some", clients=frozenset({"C3"}), sees=EVERYTHING), {"C3"}),
        (Audience(id="none", offices=frozenset({"E"}), clients=frozenset({"C3"}), sees=EVERYTHING), set()),
    ],
)
def test_an_audience_owns_the_clients_of_its_offices_that_it_is_given(audience: Audience, owned: set[str]) -> None:
    assert audience.owned([("C1", "E"), ("C2", "S"), ("C3", "N")]) == owned
