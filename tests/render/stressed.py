"""A workspace in which one client has everything at its worst, in files as people would have exported them."""

import csv
import io
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import cycle, islice
from pathlib import Path

import openpyxl

from reportgen.sample.workspace import write_workspace

COMPLAINTS = 5_000
WORST = (
    "字" * 100_000,
    "W" * 4_000,
    "😀👍🏽👨‍👩‍👧🎉" * 2_000,
    "行\n" * 20_000,
    "交付延期，" * 400,
)
"""100,000 characters, a word of 4,000 letters, emoji alone, 20,000 line breaks, and a text that is only long."""
_LEDGER = "surveys/2026Q3/客诉台账_2026Q3.csv"
_SURVEY = "surveys/2026Q3/满意度调查_2026Q3.xlsx"
_FIRST = datetime(2026, 7, 1, 8, 30)  # noqa: DTZ001  # as a ledger writes it
_CATEGORIES = ("技术支持", "产品质量", "交付延期", "单据差错", "包装破损", "其他")


def stressed(folder: Path, *, clients: int, offices: int, texts: Sequence[str] = WORST) -> str:
    """Write a sample whose first client has 5,000 complaints and the worst texts; return the client's id."""
    write_workspace(folder, clients=clients, offices=offices, quarters=3, seed=1)
    path = folder / _LEDGER
    head, *rows = csv.reader(io.StringIO(path.read_text("gb18030")))
    name, client = _first_client(folder)
    office = next((row[2] for row in rows if row[1] == name), rows[0][2])
    with path.open("w", encoding="gb18030", newline="") as file:
        writer = csv.writer(file)
        writer.writerows([head, *rows, *_complaints(name, office, texts)])
    _comments(folder / _SURVEY, texts)
    return client


def _first_client(folder: Path) -> tuple[str, str]:
    sheet = openpyxl.load_workbook(folder / "surveys/2026Q3/客户登记表.xlsx").worksheets[0]
    rows = [[str(cell or "") for cell in row] for row in sheet.iter_rows(values_only=True)]
    head = next(row for row in rows if "客户编号" in row)
    first = rows[rows.index(head) + 1]
    return first[head.index("客户名称")], first[head.index("客户编号")]


def _complaints(name: str, office: str, texts: Sequence[str]) -> list[list[str]]:
    told = [*texts, *islice(cycle(("无人答复", "轴承噪音大", "到货迟了三天")), COMPLAINTS - len(texts))]
    found = []
    for number, (content, category) in enumerate(zip(told, cycle(_CATEGORIES), strict=False)):
        at = _FIRST + timedelta(minutes=25 * number)
        reply, closed = at + timedelta(hours=3), at + timedelta(hours=30)
        row = [f"TS-W-{number:05d}", name, office, "客服电话", category, content, "S47"]
        found.append(
            [*row, *(f"{one:%Y-%m-%d %H:%M}" for one in (at, reply, closed)), "谢国平", "已处理", "已解决", "3"]
        )
    return found


def _comments(path: Path, texts: Sequence[str]) -> None:
    """Put the worst texts, as far as a cell holds them, into the survey's comments."""
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    at = next(cell for row in sheet.iter_rows(max_row=6) for cell in row if "意见建议" in str(cell.value))
    for row, words in zip(range(at.row + 1, sheet.max_row), cycle(texts), strict=False):
        sheet.cell(row, at.column).value = words[:32_000]
    book.save(path)
