"""The worked example of the results contract, text for text, from its own files."""

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from reportgen.publication import data_files

from reportgen import pipeline
from reportgen.model.period import Period
from reportgen.policy.load import load_config
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


def tables_of(run: pipeline.Run, root: Path) -> dict[str, list[Row]]:
    config, _ = load_config(root)
    assert config is not None
    assert run.results is not None
    files = data_files(config, run.results, run.problems, {}, "en")
    return {name: rows_in(files[f"data/{name}.csv"].decode()) for name in (*TABLES, "problems", "findings")}


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
def tables(run: pipeline.Run, root: Path) -> dict[str, list[Row]]:
    return tables_of(run, root)


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
    off_scale = [line for line in lines_of(answers, "R307") if "R307" in line or line[1] == "25"]
    assert places(tables, "set_aside") == sorted(
        [
            off_scale[-1],
            *lines_of(answers, "R310"),
            *lines_of(complaints, "K307"),
            *lines_of(complaints, "K308"),
            *lines_of(complaints, "K310"),
            *lines_of(orders, "O309"),
        ]
    )
    assert len(lines_of(answers, "R310")) == 3


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
    assert [p["column"] for p in named] == ["first_reply_at"]


def test_the_wrong_total_of_a_card_is_a_finding(tables: dict[str, list[Row]]) -> None:
    wrong = [f for f in tables["findings"] if f["client_id"] == "C01" and "85" in f["what"] + f["evidence"]]
    assert len(wrong) == 1
    assert "84" in wrong[0]["what"] + wrong[0]["evidence"]
