"""Animal complaints of New York: counts, waiting times and open ones, against SQL and exact fractions."""

import csv
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

import pytest

from reportgen.model.results import Results
from tests.real.workspace import DATA, Client, analysed, differences, expected, put, put_registers, same_as_derived
from tests.real.workspace import workspace as set_up

SOURCE = DATA / "nyc311" / "311_Animals_short.csv"
EXPECTED = expected("nyc311")
CELLS = ("value", "n", "gap", "low", "high", "at_least")
HOURS = "complaint.handling_calendar_hours{}"
BY_ZIP = {"config/sources.yaml": {"[Complaint Type]": "[Incident Zip]", "[Agency]": "[Borough]"}}
BY_MONTH = {"config/profile.yaml": {"period: quarter": "period: month"}}

Record = dict[str, str]


def requests() -> list[Record]:
    with SOURCE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def kinds(rows: Iterable[Record]) -> set[Client]:
    """A complaint type is handled by one agency."""
    return {(row["Complaint Type"], row["Complaint Type"], row["Agency"]) for row in rows}


def zips(rows: Iterable[Record]) -> set[Client]:
    """A zip lies in the borough of most of its requests, ties by name."""
    seen: dict[str, Counter[str]] = {}
    for row in rows:
        if row["Incident Zip"]:
            seen.setdefault(row["Incident Zip"], Counter())[row["Borough"]] += 1
    return {(one, one, min(places, key=lambda p: (-places[p], p))) for one, places in seen.items()}


def cut(period: str, content: bytes) -> dict[str, bytes]:
    """The whole file for a quarter; for a month, one delivery a month, as the months before need theirs."""
    if "Q" in period:
        return {period: content}
    header, *lines = content.splitlines(keepends=True)
    months: dict[str, bytes] = {}
    for line in lines:
        month = f"2025-{int(line.split(b',')[1].split(b'/')[0]):02d}"
        months[month] = months.get(month, header) + line
    return months


def build(
    root: Path,
    period: str,
    *,
    register: Callable[[Iterable[Record]], set[Client]] = kinds,
    registered: str = "2024Q4",
    edits: dict[str, dict[str, str]] | None = None,
    content: bytes | None = None,
    as_of: date | None = None,
) -> Results:
    clients = register(requests())
    set_up(root, "nyc311", edits=edits)
    put_registers(root, registered, clients, {office for _, _, office in clients})
    for folder, part in cut(period, content or SOURCE.read_bytes()).items():
        put(root, folder, SOURCE.name, part)
    return analysed(root, period, as_of)


@pytest.fixture(scope="module")
def quarter(tmp_path_factory: pytest.TempPathFactory) -> Results:
    return build(tmp_path_factory.mktemp("quarter"), "2025Q1")


@pytest.fixture(scope="module")
def month(tmp_path_factory: pytest.TempPathFactory) -> Results:
    return build(tmp_path_factory.mktemp("month"), "2025-03", registered="2024-12", edits=BY_MONTH)


@pytest.fixture(scope="module")
def boroughs(tmp_path_factory: pytest.TempPathFactory) -> Results:
    return build(tmp_path_factory.mktemp("boroughs"), "2025Q1", register=zips, edits=BY_ZIP)


def test_the_expected_figures_are_those_of_derive_and_of_these_inputs() -> None:
    assert same_as_derived("nyc311")


def test_a_quarter_by_agency_is_what_sql_finds(quarter: Results) -> None:
    assert not differences(EXPECTED["2025Q1_by_agency"], quarter.changed, CELLS)


def test_a_quarter_by_borough_is_what_sql_finds(boroughs: Results) -> None:
    assert not differences(EXPECTED["2025Q1_by_borough"], boroughs.changed, CELLS)


def test_as_of_the_day_of_the_extract_fewer_hours_are_waited(tmp_path: Path) -> None:
    early = build(tmp_path, "2025Q1", as_of=date(2025, 3, 14))
    assert not differences(EXPECTED["2025Q1_by_agency_as_of_2025-03-14"], early.changed, CELLS)
    assert differences(EXPECTED["2025Q1_by_agency"], early.changed, ("at_least",))


def test_a_month_is_what_sql_finds(month: Results) -> None:
    assert not differences(EXPECTED["2025-03_by_agency"], month.changed, CELLS)


def test_every_row_is_in_one_delivery(month: Results) -> None:
    rows = month.coverage[month.coverage["export"] == "complaints"]
    assert list(rows["rows_read"]) == [2038, 1884, 1047]
    assert rows["rows_used"].sum() == EXPECTED["facts"]["rows"]


def test_the_month_before_is_seen_as_of_its_own_end(month: Results) -> None:
    before = month.changed.drop(columns="value").rename(columns={"previous": "value"})
    assert not differences(EXPECTED["2025-02_by_agency"], before, ("value",))


def test_every_row_is_read_and_used(quarter: Results) -> None:
    (row,) = quarter.coverage[quarter.coverage["export"] == "complaints"].to_dict("records")
    assert (row["rows_read"], row["rows_used"], row["rows_set_aside"]) == (EXPECTED["facts"]["rows"], 4969, 0)
    assert row["sha256"] == EXPECTED["inputs"][SOURCE.name]


def test_the_line_ends_that_the_readme_names_change_no_figure(tmp_path: Path) -> None:
    again = build(tmp_path, "2025Q1", content=SOURCE.read_bytes().replace(b"\r\n", b"\r\r\n"))
    assert not differences(EXPECTED["2025Q1_by_agency"], again.changed, CELLS)
    (row,) = again.coverage[again.coverage["export"] == "complaints"].to_dict("records")
    assert row["rows_used"] == EXPECTED["facts"]["rows"]
    assert row["rows_read"] == row["rows_used"] + row["rows_skipped"]


def test_requests_without_a_zip_are_set_aside_and_another_borough_is_a_problem(boroughs: Results) -> None:
    (row,) = boroughs.coverage[boroughs.coverage["export"] == "complaints"].to_dict("records")
    assert row["rows_set_aside"] == EXPECTED["facts"]["without_zip"] == 24
    other = [p for p in boroughs.problems if p.code == "W243"]
    assert len(other) == EXPECTED["facts"]["in_another_borough_than_most_of_their_zip"] == 1


def test_control_closed_ones_alone_give_other_quantiles(quarter: Results) -> None:
    honest, closed = HOURS.format(".p50"), HOURS.format(".closed_only.p50")
    swapped = quarter.changed[quarter.changed["measure"] != honest]
    swapped = swapped.assign(measure=swapped["measure"].replace({closed: honest}))
    wrong = differences(EXPECTED["2025Q1_by_agency"], swapped, ("value",))
    assert f"company// {honest}: value is" in "\n".join(wrong)


def test_control_a_dropped_row_is_seen(tmp_path: Path) -> None:
    lines = SOURCE.read_bytes().splitlines(keepends=True)
    fewer = build(tmp_path, "2025Q1", content=b"".join(lines[:-1]))
    wrong = differences(EXPECTED["2025Q1_by_agency"], fewer.changed, CELLS)
    assert "company// complaint.count: value is 4968, expected 4969" in wrong


def test_control_hours_by_the_clock_face_are_seen(tmp_path: Path) -> None:
    elsewhere = build(
        tmp_path, "2025Q1", edits={"config/profile.yaml": {"America/New_York": "America/Panama"}}
    )  # no summer time
    assert differences(EXPECTED["2025Q1_by_agency"], elsewhere.changed, CELLS)
