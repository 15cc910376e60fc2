"""The worked example of the results contract, text for text, from its own files."""

import shutil
from collections.abc import Mapping
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from reportgen import pipeline
from reportgen.deliver.data import data_tables
from reportgen.grade import scorecard
from reportgen.model.period import Period
from tests.example.tables import TABLES, Row, differences, rows_in

HERE = Path(__file__).resolve().parent
EXAMPLE = HERE.parents[1].parent / "shared" / "example"
PERIOD = Period.parse("2026Q3")
COUNTS = {"measures": 220, "grades": 16, "contributions": 55, "coverage": 18}


def workspace(root: Path, edits: Mapping[str, Mapping[str, str]] | None = None) -> Path:
    """Copy the example's inputs and this workspace's configuration to ``root``."""
    shutil.copytree(EXAMPLE / "surveys", root / "surveys", copy_function=shutil.copyfile)
    shutil.copytree(HERE / "config", root / "config")
    for file, replacements in (edits or {}).items():
        path = root / file
        text = path.read_text("utf-8")
        for old, new in replacements.items():
            assert old in text, f"{file} does not hold {old}"
            text = text.replace(old, new)
        path.write_text(text, encoding="utf-8")
    return root


def run_of(root: Path) -> pipeline.Run:
    run = pipeline.check(root, PERIOD)
    assert run.results is not None, "\n".join(map(str, run.problems))
    return run


def tables_of(run: pipeline.Run) -> dict[str, list[Row]]:
    assert run.results is not None
    return {table.name: rows_in(table.csv.decode()) for table in data_tables(run.results, run.problems)}


def expected(name: str) -> list[Row]:
    return rows_in((EXAMPLE / "expected" / str(PERIOD) / f"{name}.csv").read_text("utf-8"))


def all_differences(tables: Mapping[str, list[Row]]) -> list[str]:
    return [line for name in TABLES for line in differences(name, expected(name), tables[name])]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return workspace(tmp_path_factory.mktemp("example"))


@pytest.fixture(scope="module")
def run(root: Path) -> pipeline.Run:
    return run_of(root)


@pytest.fixture(scope="module")
def tables(run: pipeline.Run) -> dict[str, list[Row]]:
    return tables_of(run)


@pytest.mark.parametrize("name", list(TABLES))
def test_the_table_comes_out_text_for_text(name: str, tables: dict[str, list[Row]]) -> None:
    wrong = differences(name, expected(name), tables[name])
    assert not wrong, f"{len(wrong)} differences:\n" + "\n".join(wrong[:60])
    assert len(expected(name)) == COUNTS[name]


@pytest.mark.parametrize("name", list(TABLES))
def test_its_rows_stand_in_the_order_of_the_contract(name: str, tables: dict[str, list[Row]]) -> None:
    key = TABLES[name].key
    listed = [tuple(row[column] for column in key) for row in expected(name)]
    found = [tuple(row[column] for column in key) for row in tables[name]]
    assert [one for one in found if one in set(listed)] == listed
    assert list(expected(name)[0]) == list(tables[name][0])


# ------------------------------------------------------------------ problems and findings
def places(tables: dict[str, list[Row]], severity: str) -> list[tuple[str, str]]:
    return sorted({(p["file"], p["row"]) for p in tables["problems"] if p["severity"] == severity})


def lines_of(file: str, start: str) -> list[tuple[str, str]]:
    """Return (file, row) of the lines that begin so; the header is row 1."""
    lines = (EXAMPLE / file).read_text("utf-8").splitlines()
    return [(file, str(row)) for row, line in enumerate(lines, 1) if line.startswith(start)]


def test_every_row_or_value_set_aside_has_its_line_in_problems(tables: dict[str, list[Row]]) -> None:
    q3 = "surveys/2026Q3"
    answers, complaints, orders = f"{q3}/responses.csv", f"{q3}/complaints.csv", f"{q3}/orders.csv"
    off_scale = lines_of(answers, "R307,C05,Qian,2026Q3,2026-09-02 10:00,Q3,7")
    assert places(tables, "set_aside") == sorted(
        [
            *off_scale,
            *lines_of(answers, "R310"),
            *lines_of(complaints, "K307"),
            *lines_of(complaints, "K308"),
            *lines_of(complaints, "K310"),
            *lines_of(orders, "O309"),
        ]
    )
    assert (len(off_scale), len(lines_of(answers, "R310"))) == (1, 3)


def test_every_superseded_row_has_its_line_in_problems(tables: dict[str, list[Row]]) -> None:
    found = sorted((p["file"], p["row"]) for p in tables["problems"] if p["code"] == "E244")
    assert found == sorted(
        [
            *lines_of("surveys/2026Q3/responses.csv", "R301"),
            *lines_of("surveys/2026Q2/complaints.csv", "K201"),
            *lines_of("surveys/2026Q2/orders.csv", "O203"),
        ]
    )


def test_a_complaint_closed_without_a_reply_is_named(tables: dict[str, list[Row]]) -> None:
    (place,) = lines_of("surveys/2026Q3/complaints.csv", "K309")
    named = [p for p in tables["problems"] if (p["file"], p["row"]) == place]
    assert [p["column"] for p in named] == ["replied_at"]


def test_the_wrong_total_of_a_card_is_a_finding(tables: dict[str, list[Row]]) -> None:
    wrong = [f for f in tables["findings"] if f["client_id"] == "C01" and "85" in f["what"] + f["evidence"]]
    assert len(wrong) == 1
    assert "84" in wrong[0]["what"] + wrong[0]["evidence"]


# ------------------------------------------------------------------ controls: a broken variant must be seen
Q3 = "surveys/2026Q3"
BROKEN = {
    "the first of two submissions counts": (
        {"config/sources.yaml": {"duplicates: last": "duplicates: first"}},
        "client/E/C01/satisfaction.product_quality: value is '100', expected '87.5'",
    ),
    "question Q2 is not reversed": (
        {"config/packs/P06.yaml": {"reversed: true": "reversed: false"}},
        "company///satisfaction.response_speed: value is",
    ),
    "means over clients": (
        {"config/packs/P06.yaml": {"weighting: answers": "weighting: clients"}},
        "company///satisfaction.product_quality: value is",
    ),
    "an edge moves to the other level": (
        {"config/packs/P17.yaml": {"10000000, includes_lower: false": "10000000, includes_lower: true"}},
        "grades P17/C02: level is 'VIP', expected 'A'",
    ),
    "a time in UTC is read as local": (
        {f"{Q3}/complaints.csv": {"2026-06-30T16:30:00Z": "2026-06-30 16:30"}},
        "company///complaint.count: value is '10', expected '11'",
    ),
    "an open complaint is left out": (
        {f"{Q3}/complaints.csv": {"K305,C03,quality,2026-09-30 12:00,,,open\n": ""}},
        "company///complaint.first_reply_calendar_hours.p50: n is '8', expected '9'",
    ),
    "a veto is not seen": (
        {f"{Q3}/scorecard_items.csv": {"veto,V1,yes": "veto,V1,no"}},
        "grades P03/C03: level is 'C', expected 'D'",
    ),
    "one order is dropped": (
        {f"{Q3}/orders.csv": {"O306,C05,2026-09-30,100000,done\n": ""}},
        f"coverage {Q3}/orders.csv/: rows_read is '9', expected '10'",
    ),
    "the new rules are not known": (
        {"config/packs/P03-v3.1.yaml": {"max: 25": "max: 30"}},
        "grades P03/C02: because is '', expected '(rules)'",
    ),
}


@pytest.mark.parametrize("variant", list(BROKEN))
def test_control_a_broken_variant_is_seen(variant: str, tmp_path: Path) -> None:
    edits, sign = BROKEN[variant]
    wrong = all_differences(tables_of(run_of(workspace(tmp_path, edits))))
    assert any(sign in line for line in wrong), "\n".join(wrong[:60])


def test_control_rounding_half_to_even_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def half_even(value: Fraction, places: int) -> Decimal:
        exact = Decimal(value.numerator) / Decimal(value.denominator)
        return exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN)

    monkeypatch.setattr(scorecard, "half_up", half_even)
    wrong = all_differences(tables_of(run_of(workspace(tmp_path))))
    assert "grades P03/C02: previous_level is 'B', expected 'A'" in wrong


def test_control_a_cell_a_row_and_a_limit_that_differ_are_seen(tables: dict[str, list[Row]]) -> None:
    rows = expected("measures")
    cell = [{**row, "n": "99"} if row["measure"] == "trade.sales" else row for row in rows]
    limit = [{**row, "low": str(float(row["low"]) * (1 + 1e-8))} if row["low"] else row for row in rows]
    assert len(differences("measures", rows, cell)) == sum(row["measure"] == "trade.sales" for row in rows)
    assert len(differences("measures", rows, limit)) == sum(bool(row["low"] and float(row["low"])) for row in rows)
    assert len(differences("measures", rows, rows[1:])) == 1
    assert len(differences("coverage", expected("coverage")[1:], expected("coverage"))) == 1
    assert not differences("measures", rows, tables["measures"])
