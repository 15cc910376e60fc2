"""The one list of measures."""

import pytest

from reportgen.model.frame import ContractError
from reportgen.model.measures import MEASURES, definition, plain_id

UNITS = {"points", "count", "share", "hours", "yuan", "per_100_orders", "years", "ratio", "days", "per_client"}


def test_each_id_stands_once() -> None:
    ids = [one.id for one in MEASURES]
    assert len(set(ids)) == len(ids)


def test_each_unit_is_one_of_the_contract() -> None:
    assert {one.unit for one in MEASURES} <= UNITS


def test_control_an_unknown_unit_would_be_seen() -> None:
    assert not {*UNITS, "minutes"} <= UNITS


@pytest.mark.parametrize(
    ("measure", "plain"),
    [
        ("satisfaction.index.p14", "satisfaction.index"),
        ("complaint.first_reply_hours.mean.p07", "complaint.first_reply_hours.mean"),
        ("complaint.first_reply_hours.p50", "complaint.first_reply_hours.p50"),
        ("complaint.handling_hours.closed_only.p50", "complaint.handling_hours.closed_only.p50"),
        ("satisfaction.delivery_time.p14", "satisfaction.delivery_time"),
    ],
)
def test_a_packs_suffix_is_told_from_a_quantile(measure: str, plain: str) -> None:
    assert plain_id(measure) == plain
    assert definition(measure).per_pack or measure == plain


@pytest.mark.parametrize("measure", ["complaint.anger", "satisfaction.a.b", "satisfaction", ""])
def test_an_unknown_measure_is_a_bug(measure: str) -> None:
    with pytest.raises(ContractError, match="no measure"):
        definition(measure)
