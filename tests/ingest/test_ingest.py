"""The stage from files to facts, through the reading processes."""

import csv
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from reportgen.ingest.ingest import Ingested, ingested
from reportgen.model.facts import Window
from reportgen.model.period import Period
from reportgen.model.problem import Severity
from tests.ingest.literal import config

EXAMPLE = Path(__file__).resolve().parents[2].parent / "shared" / "example"
FILES = {
    "clients.csv": [
        "client_id,name,office_id,office_since,start_date,end_date",
        "C01,东方机械,E,2020-01-01,2020-01-01,",
    ],
    "offices.csv": ["office_id,name", "E,华东"],
    "orders.csv": [
        "order_id,client_id,order_date,amount,state",
        "O1,C01,2026-08-01,10,done",
        "O2,C99,2026-08-02,20,done",
    ],
}


def built(root: Path, workers: int = 1) -> Ingested:
    settings = replace(config(), root=root)
    scratch = root / "scratch"
    scratch.mkdir(exist_ok=True)
    return ingested(
        settings, Window.of(Period.parse("2026Q3"), settings.profile.zone), scratch=scratch, workers=workers
    )


def workspace(root: Path, changed: dict[str, Sequence[str] | None] | None = None) -> Path:
    """A folder 2026Q3 with registers and orders; other lines, or None for no such file."""
    folder = root / "surveys" / "2026Q3"
    folder.mkdir(parents=True)
    for name, lines in (FILES | (changed or {})).items():
        if lines is not None:
            (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Ingested:
    root = tmp_path_factory.mktemp("example")
    shutil.copytree(EXAMPLE / "surveys", root / "surveys", copy_function=shutil.copyfile)
    return built(root, workers=2)


def test_the_coverage_of_the_worked_example(example: Ingested) -> None:
    with (EXAMPLE / "expected" / "2026Q3" / "coverage.csv").open(encoding="utf-8", newline="") as file:
        wanted = list(csv.reader(file))
    lines = example.coverage.astype({"first_date": "str", "last_date": "str"}).fillna("").astype("str")
    found = [list(lines.columns), *lines.sort_values(["file", "sheet"]).to_numpy().tolist()]
    assert [[cell.replace("NaT", "") for cell in row] for row in found] == wanted


def test_the_facts_of_the_worked_example(example: Ingested) -> None:
    facts = example.facts
    assert facts.was_read("survey", Period.parse("2026Q3"))
    assert example.refused_required == ()
    assert len(example.inputs) == 18
    moved = facts.complaints.set_index("complaint_id").loc[["K311", "K312"], "office_id"]
    assert moved.tolist() == ["E", "S"]
    assert facts.complaints.set_index("complaint_id").loc["K307", "impossible"]
    assert len(facts.register) == 21


def test_problems_stand_in_the_order_of_their_places(example: Ingested) -> None:
    places = [(p.file, p.sheet, p.row or 0) for p in example.problems]
    assert places == sorted(places)
    assert len(set(example.problems)) == len(example.problems)


def test_a_missing_register_is_told_and_everything_else_is_still_read(tmp_path: Path) -> None:
    found = built(workspace(tmp_path, {"clients.csv": None}))
    assert found.refused_required == ("clients",)
    refused = [p for p in found.problems if p.severity is Severity.REFUSED]
    assert [p.code for p in refused] == ["E101"]
    assert "orders" in found.coverage["export"].tolist()


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        (["client_id,name", "C01,东方"], "E154"),
        (["client_id,name,office_id", "C01,东方,E", "C01,恒达,E"], "E305"),
        ([""], "E104"),
    ],
)
def test_a_register_that_is_refused_is_missing(tmp_path: Path, lines: Sequence[str], code: str) -> None:
    found = built(workspace(tmp_path, {"clients.csv": lines}))
    assert found.refused_required == ("clients",)
    assert code in {p.code for p in found.problems if p.severity is Severity.REFUSED}


def test_an_optional_file_that_is_refused_is_treated_as_missing(tmp_path: Path) -> None:
    found = built(workspace(tmp_path, {"orders.csv": ["order_id,client_id", "O1,C01"]}))
    assert found.refused_required == ()
    assert ("orders", "2026Q3") not in found.facts.read
    assert found.facts.orders.empty
    assert [p.code for p in found.problems if p.severity is Severity.REFUSED] == ["E154"]


def test_a_file_of_no_rule_is_reported_and_not_read(tmp_path: Path) -> None:
    found = built(workspace(tmp_path, {"说明.csv": ["a,b", "1,2"]}))
    assert [p.file for p in found.problems if p.code == "W125"] == ["surveys/2026Q3/说明.csv"]
    assert all("说明" not in file for file, _ in found.inputs)


def test_bytes_and_workers_do_not_matter(tmp_path: Path) -> None:
    one = built(workspace(tmp_path / "a"), workers=1)
    gbk = workspace(tmp_path / "b")
    path = gbk / "surveys" / "2026Q3" / "clients.csv"
    path.write_bytes(path.read_text("utf-8").replace("\n", "\r\n").encode("gb18030"))
    two = built(gbk, workers=2)
    assert one.facts.register.equals(two.facts.register)
    assert one.facts.orders.equals(two.facts.orders)
    assert one.problems == two.problems
