"""The documentation cannot drift: generated parts are current, and everything is mentioned."""

import re
from pathlib import Path

import pytest

from docs import generate
from reportgen.model.codes import CODES
from reportgen.model.fact_frames import FACT_FRAMES
from reportgen.model.language import translator
from reportgen.model.measures import MEASURES
from reportgen.model.result_frames import RESULT_FRAMES
from reportgen.pipeline import Run

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
READMES = ("README.md", "README.zh-CN.md")
CONTRACT = (DOCS / "results.md").read_text(encoding="utf-8")
CODE = re.compile(r"""["']([EW]\d{3})["']""")
LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")
EXITS = re.compile(r"(?m)^\| (\d[\d, 、]*) \|")


def codes_used(source: str) -> set[str]:
    return set(CODE.findall(source))


def missing(names: set[str], text: str) -> set[str]:
    """Those of ``names`` that ``text`` does not set in code type."""
    return {name for name in names if f"`{name}`" not in text}


def test_generated_documentation_is_current() -> None:
    assert generate.stale(generate.wanted()) == [], "run `make docs`"


def test_control_a_changed_line_is_out_of_date() -> None:
    files = generate.wanted()
    planted = {path: f"{text}one line more\n" for path, text in files.items()}
    assert generate.stale(planted) == list(files)


@pytest.mark.parametrize("name", READMES)
def test_both_readmes_show_each_command(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    commands = {tuple(command) for command in generate.command_names()}
    assert {" ".join(command) for command in commands if not shown(text, command)} == set()


def shown(text: str, command: tuple[str, ...]) -> bool:
    """Whether a row begins with the command; one of a group may be named within the group's row."""
    if f"`reportgen {' '.join(command)}" in text:
        return True
    group, *rest = command
    rows = [line for line in text.splitlines() if line.startswith(f"| `reportgen {group} ")]
    return bool(rest) and any(f"`{rest[-1]}`" in row or f" {rest[-1]}` |" in row for row in rows)


def test_control_a_command_that_no_row_names_is_missing() -> None:
    text = "| `reportgen mail PERIOD plan` | then `send` |"
    assert shown(text, ("mail", "plan"))
    assert shown(text, ("mail", "send"))
    assert not shown(text, ("mail", "resolve"))
    assert not shown(text, ("publish",))


def test_both_readmes_have_the_same_parts() -> None:
    english, chinese = ((ROOT / name).read_text(encoding="utf-8") for name in READMES)
    assert len(re.findall(r"(?m)^## ", english)) == len(re.findall(r"(?m)^## ", chinese))
    assert english.count("|---") == chinese.count("|---")
    assert len(re.findall(r"(?m)^\| ", english)) == len(re.findall(r"(?m)^\| ", chinese))
    assert LINK.findall(english)[1:] == LINK.findall(chinese)[1:]  # the first is the link to each other


def test_each_frame_column_has_a_meaning() -> None:
    frames = (*FACT_FRAMES, *RESULT_FRAMES)
    assert [f"{f.name}.{name}" for f in frames for name, column in f.columns.items() if not column.meaning] == []


def in_contract(measure: str) -> bool:
    """Whether the contract names it, or its stem in one place and its variant in another."""
    home, name, *rest = measure.split(".")
    variant = "".join(f".{part}" for part in rest)
    if f"`{measure}`" in CONTRACT:
        return True
    return bool(rest) and f"`{home}.{name}." in CONTRACT and f"{variant}`" in CONTRACT


def test_each_measure_is_in_the_contract() -> None:
    assert [one.id for one in MEASURES if not in_contract(one.id)] == []


def test_control_an_unknown_measure_is_not() -> None:
    assert not in_contract("complaint.anger")
    assert not in_contract("complaint.anger.p50")


def test_each_problem_code_is_explained_and_each_explained_code_exists() -> None:
    paths = [path for path in sorted((ROOT / "reportgen").rglob("*.py")) if path.name != "codes.py"]
    used = set().union(*(codes_used(path.read_text(encoding="utf-8")) for path in paths))
    assert used == CODES.keys()
    assert missing(used, (DOCS / "reference" / "problems.md").read_text(encoding="utf-8")) == set()


def test_control_an_unexplained_code_is_found() -> None:
    assert codes_used('Problem(code="E999", row=1), "W998"') == {"E999", "W998"}
    assert missing({"E999"}, "| `E204` | … |") == {"E999"}


def exit_codes(text: str) -> set[int]:
    """The codes of the table whose first column is numbers."""
    return {int(code) for cell in EXITS.findall(text) for code in re.findall(r"\d+", cell)}


@pytest.mark.parametrize("path", [*(ROOT / name for name in READMES), DOCS / "results.md"], ids=lambda p: p.name)
def test_each_exit_code_is_explained(path: Path) -> None:
    from reportgen import cli, pipeline

    known = {0, cli.BUG, cli.INTERRUPTED, cli.TERMINATED, *(int(code) for code in pipeline.Exit)}
    assert exit_codes(path.read_text(encoding="utf-8")) == known


EXAMPLE = re.compile(r"(?m)^   (surveys/.*\n    .*)$")


@pytest.fixture(scope="module")
def run() -> Run:
    """What `reportgen check` finds in the repository's own workspace."""
    from reportgen import pipeline

    return pipeline.check(ROOT)


def documented(name: str, header: tuple[str, ...]) -> bool:
    """Whether the contract gives the columns of a file in their order."""
    lines = [line for line in CONTRACT.splitlines() if line.startswith(f"| `{name}.csv` |")]
    return any(f"`{', '.join(header)}`" in line for line in lines)


def test_the_columns_of_each_published_table_stand_in_the_contract_in_order(run: Run) -> None:
    from reportgen.deliver.data import data_tables

    assert run.results is not None
    tables = {table.name: table.header for table in data_tables(run.results, run.problems)}
    assert len(tables) >= 8
    assert [name for name, header in tables.items() if not documented(name, header)] == []
    assert not documented("grades", tables["grades"][::-1])  # control


@pytest.mark.parametrize(("name", "locale"), [("README.md", "en"), ("README.zh-CN.md", "zh")])
def test_the_message_that_a_readme_shows_is_given(run: Run, name: str, locale: str) -> None:
    found = EXAMPLE.search((ROOT / name).read_text(encoding="utf-8"))
    assert found is not None
    shown = found[1].replace("\n   ", "\n")
    said = {problem.said(translator(locale)) for problem in run.problems}
    assert shown in said
    assert shown.replace("'6'", "'7'") not in said  # control


def dead_links(path: Path, text: str) -> list[str]:
    return [target for target in LINK.findall(text) if not (path.parent / target).exists()]


def test_every_link_leads_somewhere() -> None:
    pages = [
        *ROOT.glob("*.md"),
        *DOCS.rglob("*.md"),
        ROOT / "output" / "README.md",
        *ROOT.glob("reportgen/**/*.md"),
    ]
    found = {str(page.relative_to(ROOT)): dead_links(page, page.read_text(encoding="utf-8")) for page in pages}
    assert {page: links for page, links in found.items() if links} == {}


def test_control_a_dead_link_is_found() -> None:
    page = ROOT / "README.md"
    assert dead_links(page, "[a](LICENSE) [b](gone.md) [c](https://example.org)") == ["gone.md"]
