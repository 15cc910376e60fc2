"""Satisfaction of research software engineers in 33 countries, against exact fractions and SciPy."""

import hashlib
import json
import re
from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import pytest

from reportgen.model.results import Results
from tests.real.workspace import (
    DATA,
    HERE,
    analysed,
    differences,
    expected,
    published,
    put,
    put_registers,
    same,
    same_as_derived,
    workspace,
)

SOURCE = DATA / "limesurvey_rse" / "2018" / "data" / "public_data.csv"
EXPECTED = expected("limesurvey_rse")
CELLS = ("value", "n", "gap", "low", "high", "n_clients")


def build(
    root: Path, edits: Mapping[str, Mapping[str, str]] | None = None, content: bytes | None = None
) -> Results:
    """The later quarter; regions.json gives each country its code and region."""
    regions = json.loads((HERE / "limesurvey_rse" / "regions.json").read_text("utf-8"))
    clients = {(code, name, region) for region, countries in regions.items() for code, name in countries.items()}
    workspace(root, "limesurvey_rse", edits=edits)
    put_registers(root, "2018Q3", clients, regions)
    for quarter, part in by_quarter(content or SOURCE.read_bytes()).items():
        put(root, quarter, SOURCE.name, part)
    return analysed(root, "2018Q4")


def by_quarter(content: bytes) -> dict[str, bytes]:
    """Cut the file into the deliveries of two quarters; rows after the second stay in it, unknown yet."""
    header, *lines = content.splitlines(keepends=True)
    late = [re.search(rb"2018-1|2019-", line) is not None for line in lines]
    parts = {"2018Q3": False, "2018Q4": True}
    return {
        quarter: header + b"".join(line for line, is_late in zip(lines, late, strict=True) if is_late is wanted)
        for quarter, wanted in parts.items()
    }


@pytest.fixture(scope="module")
def survey(tmp_path_factory: pytest.TempPathFactory) -> Results:
    return build(tmp_path_factory.mktemp("survey"))


def test_the_expected_figures_are_those_of_derive_and_of_these_inputs() -> None:
    assert same_as_derived("limesurvey_rse")


def test_every_figure_is_what_exact_fractions_give(survey: Results) -> None:
    assert not differences(EXPECTED["2018Q4"], survey.changed, CELLS)


def test_the_quarter_before_comes_from_the_same_file(survey: Results) -> None:
    before = survey.changed.drop(columns="value").rename(columns={"previous": "value"})
    assert not differences(EXPECTED["2018Q3"], before, ("value",))


def wrong_tests(frame: pd.DataFrame) -> list[str]:
    found = published(frame)
    wrong = []
    for wanted in EXPECTED["tests_2018Q4"]:
        row = found[wanted["level"], wanted["office_id"], wanted["client_id"], wanted["measure"]]
        if not same(wanted["p_value"], row["p_value"]) or (wanted["test"] == "too_few") != (
            row["verdict"] == "too_few"
        ):
            wrong.append(f"{wanted}: p {row['p_value']}, {row['test']}, {row['verdict']}")
    return wrong


def test_p_values_are_those_of_scipy(survey: Results) -> None:
    assert not wrong_tests(survey.changed)


def test_no_change_of_this_survey_is_clear(survey: Results) -> None:
    tested = [t for t in EXPECTED["tests_2018Q4"] if t["p_value"] is not None]
    assert all(t["p_value"] > 0.05 for t in tested)
    found = published(survey.changed)
    verdicts = {found[t["level"], t["office_id"], t["client_id"], t["measure"]]["verdict"] for t in tested}
    assert verdicts == {"no_clear_change"}


def test_a_byte_order_mark_inside_a_value_costs_no_row(survey: Results) -> None:
    rows = survey.coverage[survey.coverage["export"] == "survey"]
    facts = EXPECTED["facts"]
    assert list(rows["rows_used"]) == [facts["rows_2018Q3"], facts["rows_2018Q4"]] == [343, 651]
    assert rows["rows_read"].sum() == facts["rows"] == 997
    assert rows["rows_set_aside"].sum() == 3, "the forms of 2019 are in the future"


def test_the_data_are_those_that_the_figures_were_made_from() -> None:
    assert {SOURCE.name: hashlib.sha256(SOURCE.read_bytes()).hexdigest()} == EXPECTED["inputs"]
    header, *_ = SOURCE.read_bytes().splitlines(keepends=True)
    parts = by_quarter(SOURCE.read_bytes()).values()
    assert sum(len(part) for part in parts) == SOURCE.stat().st_size + len(header)


def test_control_a_question_not_reversed_is_seen(tmp_path: Path) -> None:
    edits = {"config/packs/P06.yaml": {"reversed: true": "reversed: false"}}
    assert differences(EXPECTED["2018Q4"], build(tmp_path, edits).changed, CELLS)


def test_control_means_over_clients_instead_of_answers_are_seen(tmp_path: Path) -> None:
    edits = {"config/packs/P06.yaml": {"weighting: answers": "weighting: clients"}}
    assert differences(EXPECTED["2018Q4"], build(tmp_path, edits).changed, CELLS)


def test_control_a_dropped_row_is_seen(tmp_path: Path) -> None:
    lines = SOURCE.read_bytes().splitlines(keepends=True)
    answered = [i for i, line in enumerate(lines) if b"2018-10-01 09:41:24" in line]
    assert len(answered) == 1
    shorter = b"".join(lines[: answered[0]] + lines[answered[0] + 1 :])
    assert differences(EXPECTED["2018Q4"], build(tmp_path, content=shorter).changed, CELLS)
