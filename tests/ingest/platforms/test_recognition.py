"""Every export is taken for its own platform, and by no other."""

import pytest

from reportgen.ingest.platforms.registry import PLATFORMS
from tests.ingest.literal import Rows, sheet
from tests.ingest.platforms.same_answers import FORMATS

SHEETS = {
    f"{name}, {file}": (export().rule.get("platform"), rows)
    for name, export in FORMATS.items()
    for file, rows in export().files.items()
}


def takers(rows: Rows) -> list[str]:
    return [platform for platform, recognised in PLATFORMS.items() if recognised(sheet(rows), None)]


@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_is_its_platforms_own(name: str) -> None:
    platform, rows = SHEETS[name]
    assert takers(rows) == ([platform] if platform else [])


@pytest.mark.parametrize("name", [name for name, (platform, _) in SHEETS.items() if platform])
def test_control_without_its_headings_nobody_takes_it(name: str) -> None:
    _, rows = SHEETS[name]
    body = [row for row in rows if not {"ResponseId", "序号", "编号"} & set(row)][-4:]
    assert takers(body) == []
