"""The table of faults and stories, walked: each stands in the files, and each has its consequence."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.sample.reading import Line, lines

STORIES: list[dict[str, Any]] = yaml.load(
    (Path(__file__).parent / "stories.yaml").read_text("utf-8"),
    yaml.BaseLoader,  # noqa: S506 - it builds nothing but text: 6 stays "6", a date stays as written
)
IDS = [story["name"] for story in STORIES]


def file_of(workspace: Path, where: dict[str, Any]) -> Path:
    return workspace / "surveys" / str(where.get("folder", "2026Q3")) / str(where["file"])


def found(path: Path, where: dict[str, Any]) -> list[tuple[Line, str]]:
    """The rows that the story picks, each with the text of its column."""
    header = int(where.get("header", 1))
    every = [line for line in lines(path) if where.get("sheet", line.sheet) == line.sheet]
    if not where["row"]:
        return [(line, line.cells[0]) for line in every if line.number == header]
    head = next(line.cells for line in every if line.number == header)
    rows = [(line, dict(zip(head, line.cells, strict=True))) for line in every if line.number > header]
    picked = [(line, row) for line, row in rows if where["row"].items() <= row.items()]
    return [(line, row[where["column"]]) for line, row in picked]


@pytest.mark.parametrize("story", STORIES, ids=IDS)
def test_the_story_stands_in_the_files(workspace: Path, story: dict[str, Any]) -> None:
    where = story["where"]
    path = file_of(workspace, where)
    assert path.is_file()
    if "row" in where:
        texts = [text for _, text in found(path, where)]
        assert texts == [where["text"]] * int(where.get("repeats", 1))


def test_names_of_stories_differ() -> None:
    assert len(set(IDS)) == len(IDS)


def test_a_story_that_is_not_in_the_files_is_missed(workspace: Path) -> None:
    """The control: picking what is not there finds nothing."""
    where = {"file": "订单_2026Q3.csv", "row": {"客户编号": "X902"}, "column": "客户编号"}
    assert found(file_of(workspace, where), where) == []
