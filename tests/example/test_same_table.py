"""The example's tables in six other forms give the same results, text for text; bare pandas does not."""

import csv
import random
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from tests.example.tables import Row
from tests.example.test_example import run_of, tables_of, workspace

pytestmark = pytest.mark.slow
Table = list[list[str]]
NUMBERS = ("answer", "mark", "amount")
MOMENTS = ("answered_at", "received_at", "replied_at", "closed_at")
DAYS = ("graded_on", "order_date", "office_since", "start_date", "end_date")
WIDE = str.maketrans("0123456789.", "０１２３４５６７８９．")
COMPARED = ("measures", "grades", "contributions", "change_parts")


def tables_in(root: Path) -> dict[Path, Table]:
    """The tables; rows of the wrong length, which only a text file can have, are left out."""
    files = sorted((root / "surveys").rglob("*.csv"))
    read = {path: list(csv.reader(path.read_text("utf-8").splitlines())) for path in files}
    return {path: [row for row in rows if len(row) == len(rows[0])] for path, rows in read.items()}


def as_text(path: Path, rows: Table, encoding: str) -> None:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows(rows)


def utf8(path: Path, rows: Table) -> None:
    as_text(path, rows, "utf-8")


def gb18030(path: Path, rows: Table) -> None:
    as_text(path, rows, "gb18030")


def with_bom(path: Path, rows: Table) -> None:
    as_text(path, rows, "utf-8-sig")


def shuffled(path: Path, rows: Table) -> None:
    """Rows and columns in another order; the last submission of a form stays what it is: the later moment."""
    head, *body = rows
    order = random.Random(7).sample(range(len(head)), len(head))  # noqa: S311 - the same order each time
    random.Random(8).shuffle(body)  # noqa: S311
    as_text(path, [[row[at] for at in order] for row in (head, *body)], "utf-8")


def full_width(path: Path, rows: Table) -> None:
    head, *body = rows
    wide = {at for at, name in enumerate(head) if name in NUMBERS}
    turned = [[cell.translate(WIDE) if at in wide else cell for at, cell in enumerate(row)] for row in body]
    as_text(path, [head, *turned], "utf-8")


def workbook(path: Path, rows: Table, *, since_1904: bool = False) -> None:
    """Numbers as numbers, days and moments as date cells."""
    book = openpyxl.Workbook()
    if since_1904:
        book.epoch = CALENDAR_MAC_1904
    head, *body = rows
    sheet = book.active
    assert sheet is not None
    sheet.append(head)
    for row in body:
        sheet.append([_cell(name, text) for name, text in zip(head, row, strict=True)])
    book.save(path.with_suffix(".xlsx"))
    path.unlink()


def since_1904(path: Path, rows: Table) -> None:
    workbook(path, rows, since_1904=True)


def _cell(name: str, text: str) -> object:
    if not text:
        return None
    if name in MOMENTS and not text.endswith("Z"):
        return datetime.strptime(text, "%Y-%m-%d %H:%M")  # noqa: DTZ007 - a cell has no zone
    if name in DAYS:
        return datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007
    try:
        return float(text) if name in NUMBERS else text
    except ValueError:
        return text


FORMS: dict[str, Callable[[Path, Table], None]] = {
    "xlsx": workbook,
    "1904 workbook": since_1904,
    "UTF-8 with BOM": with_bom,
    "GB18030": gb18030,
    "shuffled rows and columns": shuffled,
    "full-width digits": full_width,
}


def written(root: Path, form: Callable[[Path, Table], None]) -> Path:
    """The example's workspace with all its tables in one form."""
    workspace(root)
    for path, rows in tables_in(root).items():
        form(path, rows)
    sources = root / "config" / "sources.yaml"
    said = sources.read_text("utf-8")
    if not list((root / "surveys").rglob("*.csv")):
        sources.write_text(said.replace(".csv]", ".xlsx]"), encoding="utf-8")
    return root


def compared(root: Path) -> dict[str, list[Row]]:
    tables = tables_of(run_of(root))
    return {name: tables[name] for name in COMPARED}


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Row]]:
    return compared(written(tmp_path_factory.mktemp("plain") / "w", utf8))


@pytest.mark.parametrize("form", list(FORMS))
def test_the_same_table_gives_the_same_results(form: str, plain: dict[str, list[Row]], tmp_path: Path) -> None:
    assert compared(written(tmp_path / "w", FORMS[form])) == plain


def test_control_another_answer_gives_other_results(plain: dict[str, list[Row]], tmp_path: Path) -> None:
    def changed(path: Path, rows: Table) -> None:
        as_text(path, [*rows[:-1], [*rows[-1][:-1], "1"]] if path.name == "responses.csv" else rows, "utf-8")

    assert compared(written(tmp_path / "w", changed)) != plain


def test_control_bare_pandas_reads_half_of_the_forms_otherwise(tmp_path: Path) -> None:
    """Mean answer, sum of orders and latest order, as a notebook would compute them."""
    right = bare(written(tmp_path / "plain", utf8))
    wrong = {}
    for number, (name, form) in enumerate(FORMS.items()):
        try:
            if bare(written(tmp_path / str(number), form)) != right:
                wrong[name] = "other figures, no error"
        except (TypeError, ValueError) as error:
            wrong[name] = type(error).__name__
    assert wrong == {"GB18030": "UnicodeDecodeError", "full-width digits": "other figures, no error"}, wrong


def bare(root: Path) -> tuple[float, float, str]:
    def table(name: str) -> pd.DataFrame:
        path = root / "surveys" / "2026Q3" / name
        return (
            pd.read_csv(path.with_suffix(".csv"))
            if path.with_suffix(".csv").exists()
            else pd.read_excel(path.with_suffix(".xlsx"), engine="calamine")
        )

    answers, orders = table("responses"), table("orders")
    latest = str(pd.to_datetime(orders["order_date"]).max())
    mean = pd.to_numeric(answers["answer"], errors="coerce").mean()
    return float(mean), float(pd.to_numeric(orders["amount"], errors="coerce").sum()), latest
