"""Questionnaire files beside an export: claimed, read in a process that may die, and used for the options."""

from dataclasses import replace
from pathlib import Path

import pytest

from reportgen.ingest.files import claimed
from reportgen.ingest.ingest import Ingested, ingested
from reportgen.ingest.platforms import structure_files
from reportgen.ingest.platforms.layout import Kind, Option, Question, Structure
from reportgen.ingest.platforms.questionnaire import structure_of, table_of
from reportgen.ingest.refusal import RefusalError
from reportgen.model.facts import Window
from reportgen.model.period import Period
from reportgen.model.text import text
from reportgen.policy.config import Config
from reportgen.policy.sources import Sources
from tests.ingest.literal import CLIENTS, OFFICES, config, sheet, source
from tests.ingest.making import xlsx
from tests.ingest.platforms import writing
from tests.ingest.platforms.survey import ANSWERS, Rows, rule
from tests.ingest.reading import parsed

FOLDER = Path("surveys") / "2026Q3"


def csv_of(rows: Rows) -> bytes:
    """A table as UTF-8."""
    return "".join(",".join(f'"{cell}"' for cell in row) + "\n" for row in rows).encode()


def workspace(root: Path, files: dict[str, bytes], **more: object) -> Config:
    """A folder with a wjx export, a questionnaire and the registers, and rules that read them."""
    own = [source("survey", **rule("wjx", files=["*_2.csv"], structure=["*题目*", "*.lss"], **more))]
    registers = [source("clients", files=["clients.csv"]), source("offices", files=["offices.csv"])]
    given = {"clients.csv": csv_of(CLIENTS), "offices.csv": csv_of(OFFICES), **files}
    (root / FOLDER).mkdir(parents=True)
    for name, content in given.items():
        (root / FOLDER / name).write_bytes(content)
    return replace(config(), root=root, sources=Sources(format=1, sources=(*own, *registers)))


def built(settings: Config) -> Ingested:
    """The facts of a workspace, through the reading processes."""
    scratch = settings.root / "scratch"
    scratch.mkdir()
    window = Window.of(Period.parse("2026Q3"), settings.profile.zone)
    return ingested(settings, window, scratch=scratch, workers=1)


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_a_questionnaire_gives_the_numbers_their_words(tmp_path: Path, suffix: str) -> None:
    listed = writing.questionnaire_rows()
    files = {
        "1_1_2.csv": csv_of(writing.wjx_number_rows()),
        f"题目.{suffix}": xlsx(listed) if suffix == "xlsx" else csv_of(listed),
    }
    found = built(workspace(tmp_path, files))
    points = sorted(found.facts.answers["value_micro"] // 1_000_000)
    assert points == sorted(value for *_, value in ANSWERS)
    assert [p.code for p in found.problems if p.severity.value != "note"] == []
    assert f"surveys/2026Q3/题目.{suffix}" in {name for name, _ in found.inputs}
    assert not found.coverage["file"].str.contains("题目").any()


def test_a_questionnaire_is_claimed_before_the_exports_and_is_not_unclaimed(tmp_path: Path) -> None:
    settings = workspace(tmp_path, {"题目_2.csv": b"x", "1_1_2.csv": b"y"})
    claims = claimed(tmp_path, settings.sources, Period.parse("2026Q3"))
    assert [claim.file for claim in claims.structures] == ["surveys/2026Q3/题目_2.csv"]
    assert "surveys/2026Q3/题目_2.csv" not in {claim.file for claim in claims.claims}
    assert [p.code for p in claims.problems] == []


def test_a_questionnaire_that_an_ignore_names_is_left_alone(tmp_path: Path) -> None:
    settings = workspace(tmp_path, {"题目.csv": b"x", "1_1_2.csv": b"y"})
    sources = settings.sources.model_copy(update={"ignore": ("题目*",)})
    assert claimed(tmp_path, sources, Period.parse("2026Q3")).structures == ()


def test_a_questionnaire_that_cannot_be_read_is_a_problem_and_the_export_is_still_read(tmp_path: Path) -> None:
    files = {"1_1_2.csv": csv_of(writing.wjx_number_rows()), "题目.csv": b""}
    found = built(workspace(tmp_path, files))
    said = {(p.code, p.file.rsplit("/", 1)[-1]) for p in found.problems if p.severity.value != "note"}
    assert said == {("E103", "题目.csv"), ("W168", "1_1_2.csv")}
    assert len(found.facts.answers) == len(ANSWERS)


def test_of_several_questionnaires_the_one_named_most_like_the_export_counts(tmp_path: Path) -> None:
    turned = [[*row[:3], row[3] and str(6 - int(row[3])), row[4]] if row[0] != "题号" else row
              for row in writing.questionnaire_rows()]  # fmt: skip
    files = {
        "1_1_2.csv": csv_of(writing.wjx_number_rows()),
        "1_1_题目.csv": csv_of(writing.questionnaire_rows()),
        "2_题目.csv": csv_of(turned),
    }
    points = sorted(built(workspace(tmp_path, files)).facts.answers["value_micro"] // 1_000_000)
    assert points == sorted(value for *_, value in ANSWERS)


# ------------------------------------------------------------------ files of platforms
def asked(content: bytes, name: str) -> Structure:
    """A platform's reader, for a test."""
    if b"<!DOCTYPE" in content:
        raise RefusalError("E111", text("a document without document type and entities"))
    options = (Option(code="A1", label="满意", value="4"), Option(code="A2", label="一般"))
    one = Question(code="Q1", wording=content.decode(), column=-1, kind=Kind.SINGLE, options=options)
    return Structure(platform="limesurvey", file=name, questions=(one,))


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> None:
    module = type("module", (), {"structure": staticmethod(asked)})
    monkeypatch.setattr(structure_files, "import_module", lambda _name: module)


@pytest.mark.usefixtures("reader")
def test_a_platforms_own_file_becomes_a_table_of_questions(tmp_path: Path) -> None:
    outcome = parsed(tmp_path, "survey.lss", "态度".encode())
    (made,) = outcome.sheets
    assert made.records == len(made.cells) == 3
    structure = structure_of(made, "limesurvey")
    assert structure
    assert structure.questions == asked("态度".encode(), "survey.lss").questions
    assert table_of(structure) == list(made.cells)


@pytest.mark.usefixtures("reader")
def test_a_hostile_file_of_a_platform_is_refused_as_its_reader_says(tmp_path: Path) -> None:
    outcome = parsed(tmp_path, "survey.lss", b"<!DOCTYPE x>")
    assert [(p.code, p.severity.value) for p in outcome.problems] == [("E111", "refused")]
    assert outcome.sheets == ()


def test_a_reader_that_runs_wild_costs_its_file_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def wild(_content: bytes, _name: str) -> Structure:
        raise RecursionError

    module = type("module", (), {"structure": staticmethod(wild)})
    monkeypatch.setattr(structure_files, "import_module", lambda _name: module)
    assert [p.code for p in parsed(tmp_path, "survey.lss", b"x").problems] == ["E120"]


# ------------------------------------------------------------------ tables of questions
def test_what_a_question_is_may_stand_in_its_first_row_only() -> None:
    rows = [
        ["满意度问卷", "", "", ""],
        ["题目", "题型", "选项", "分值"],
        ["态度", "量表题", "满意", "4"],
        ["", "", "一般", "3"],
        ["意见", "填空题", "", ""],
    ]
    structure = structure_of(sheet(rows), "wjx")
    assert structure
    first, second = structure.questions
    assert [(option.code, option.label, option.value) for option in first.options] == [
        ("1", "满意", "4"),
        ("2", "一般", "3"),
    ]
    assert (first.kind, second.kind, second.options) == (Kind.SINGLE, Kind.TEXT, ())
    assert structure.platform == "wjx"


def test_another_table_is_no_questionnaire() -> None:
    assert structure_of(sheet([["客户", "日期"], ["甲", "2026-08-01"]]), "wjx") is None
