"""Without orders, cards, complaints or the survey every report is still built, and says what it lacks."""

import csv
import re
import shutil
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest

from reportgen.model.period import Period
from reportgen.model.problem import Problem
from reportgen.pipeline import Exit, Request, build, check
from tests.builds.conftest import PERIOD, Built, new_workspace

pytestmark = pytest.mark.slow
REPORTS = ("clients/*.html", "offices/*.html", "management.html")
SENTENCE = re.compile("本期未收到</b>：([^；]*)；依赖它们的数字标“无数据”")
NEVER_READ = "E102"


@dataclass(frozen=True, slots=True)
class Export:
    """One export: its files, the word for it on a page, and the measures that need it."""

    files: tuple[str, ...]
    word: str
    needs: str


EXPORTS = {
    "orders": Export(
        files=("订单_*",),
        word="订单",
        needs=r"trade\.(sales|orders|margin|order_stability|target_attainment).*|office\.top20_sales_growth|.*per_100_orders",
    ),
    "cards": Export(files=("*资信评估表_*",), word="资信评估表", needs="(no measure)"),
    "complaints": Export(files=("客诉台账_*", "售后投诉登记_*"), word="投诉台账", needs=r"complaint\..*"),
    "survey": Export(files=("满意度调查_*",), word="问卷", needs=r"satisfaction\..*|service_quality\..*"),
}
Row = dict[str, str]


@dataclass(frozen=True)
class Site:
    """What was built, and the problems on the way."""

    folder: Path
    exit: Exit
    problems: tuple[Problem, ...]

    @cached_property
    def pages(self) -> dict[str, str]:
        """Every report of every audience with its HTML."""
        found = [path for pattern in REPORTS for path in self.folder.glob(f"*/{pattern}") if "." not in path.stem]
        return {str(path.relative_to(self.folder)): path.read_text("utf-8") for path in found}

    def table(self, name: str) -> list[Row]:
        """A table of the data behind the reports."""
        with (self.folder / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def measures(self, name: str) -> tuple[list[Row], list[Row]]:
        """The rows of measures that need an export, and all others."""
        needs = re.compile(EXPORTS[name].needs)
        rows = self.table("measures")
        return [r for r in rows if needs.fullmatch(r["measure"])], [
            r for r in rows if not needs.fullmatch(r["measure"])
        ]


def remove(root: Path, *names: str, folder: str = "*") -> Path:
    """Remove the files of some exports from the folders of a workspace."""
    for name in names:
        found = [path for pattern in EXPORTS[name].files for path in root.glob(f"surveys/{folder}/{pattern}")]
        assert found, name
        for path in found:
            path.unlink()
    return root


@pytest.fixture(scope="module", params=list(EXPORTS))
def lacking(
    request: pytest.FixtureRequest, built: Built, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, Site]:
    root = tmp_path_factory.mktemp(request.param)
    for name in ("config", "surveys"):
        shutil.copytree(built.root / name, root / name)
    run = build(Request(root=remove(root, request.param), period=PERIOD, formats=frozenset({"html"})))
    assert run.output is not None
    return request.param, Site(run.output, run.exit, run.problems)


@pytest.fixture(scope="module")
def whole(built: Built) -> Site:
    return Site(built.output, built.run.exit, built.run.problems)


def test_every_report_is_built_with_a_problem_and_exit_3(lacking: tuple[str, Site], whole: Site) -> None:
    name, site = lacking
    assert site.exit is Exit.NOTED
    assert {p.code for p in site.problems} - {p.code for p in whole.problems} >= {NEVER_READ}
    assert len([p for p in site.problems if p.code == NEVER_READ]) == len(EXPORTS[name].files)
    assert set(site.pages) == set(whole.pages)
    assert len(site.pages) > 20


def test_every_report_says_what_it_lacks_and_nothing_else(lacking: tuple[str, Site]) -> None:
    name, site = lacking
    said = {page: SENTENCE.findall(text) for page, text in site.pages.items()}
    assert [page for page, words in said.items() if words != [EXPORTS[name].word]] == []


@pytest.mark.parametrize("audience", ["credit", "management"])
def test_the_data_quality_report_names_the_problem(lacking: tuple[str, Site], audience: str) -> None:
    _, site = lacking
    assert NEVER_READ in (site.folder / audience / "data-quality.html").read_text("utf-8")


def test_what_needs_the_export_is_a_gap_and_never_a_zero(lacking: tuple[str, Site], whole: Site) -> None:
    name, site = lacking
    gone, _ = site.measures(name)
    before, _ = whole.measures(name)
    assert len(gone) == len(before)
    assert {(row["value"], row["previous"], row["verdict"]) for row in gone} <= {("", "", "")}
    assert {row["gap"] for row in gone} <= {"NO_DATA", "NOT_CONFIGURED"}
    assert (name == "cards") == (before == [])


def test_what_does_not_need_it_is_as_before(lacking: tuple[str, Site], whole: Site) -> None:
    name, site = lacking
    assert site.measures(name)[1] == whole.measures(name)[1]


@pytest.mark.parametrize(("pack", "export"), [("P03", "cards"), ("P17", "orders")])
def test_nobody_has_a_level_without_what_it_rests_on(
    lacking: tuple[str, Site], whole: Site, pack: str, export: str
) -> None:
    name, site = lacking
    grades, before = ([row for row in one.table("grades") if row["pack"] == pack] for one in (site, whole))
    assert len(grades) == len(before) > 0
    assert {row["level"] for row in before} > {""}
    if name == export:
        assert {(row["level"], row["score"], row["gap"]) for row in grades} == {("", "", "NO_DATA")}
    else:
        assert grades == before


def test_control_with_everything_there_no_report_says_so(whole: Site) -> None:
    assert [page for page, text in whole.pages.items() if "本期未收到" in text] == []
    assert [p for p in whole.problems if p.code == NEVER_READ] == []
    for name in EXPORTS:
        gone, _ = whole.measures(name)
        assert name == "cards" or any(row["value"] for row in gone)


def test_what_came_in_earlier_quarters_stays_the_previous_value(tmp_path: Path) -> None:
    root = remove(new_workspace(tmp_path), *EXPORTS, folder="2026Q3")
    results = check(root, Period.parse("2026Q3")).table
    company = results.changed[results.changed["level"] == "company"].set_index("measure")
    for measure in ("trade.sales", "complaint.count", "satisfaction.index"):
        row = company.loc[measure]
        assert (row["value"], row["gap"], row["change"], row["verdict"]) == (None, "NO_DATA", None, "")
        assert row["previous"] > 0
