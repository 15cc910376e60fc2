"""The shipped rules map every declared export by the headings of its declaration."""

import itertools
from pathlib import Path

import pytest
import yaml

from reportgen.model.records.every import RECORDS
from reportgen.model.records.field import Record
from reportgen.model.records.more import MORE
from reportgen.policy.sources import Sources
from reportgen.sample.records.written import headings

RULES = Sources.model_validate(
    yaml.safe_load((Path(__file__).parents[2] / "config" / "sources.yaml").read_text("utf-8"))
).sources


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.export)
def test_each_export_has_its_rule(record: Record) -> None:
    (rule,) = (rule for rule in RULES if rule.export == record.export)
    assert not rule.required
    assert rule.files == (f"{record.title}_*.csv",)
    assert {name: spelled[0] for name, spelled in rule.columns.items()} == headings(record.export)


def test_the_client_register_maps_every_further_field() -> None:
    (rule,) = (rule for rule in RULES if rule.export == "clients")
    assert {one.name: (one.heading,) for one in MORE["clients"]}.items() <= rule.columns.items()


def test_no_two_rules_claim_one_name() -> None:
    starts = sorted(pattern.split("*")[0] for rule in RULES for pattern in rule.files)
    assert [one for one, other in itertools.pairwise(starts) if other.startswith(one)] == []
