"""E. Dates and time."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import time_machine

from tests.faults.c import FORM, HEAD, book, table, written
from tests.faults.case import Case, Seen, aside, lines, note, refuse, warn
from tests.faults.d import SALES, SALES_HEAD
from tests.faults.workspace import CLIENTS, registers, rule
from tests.ingest.making import changed, xlsx

LEDGER = rule("complaints", ["complaint_id", "client_id", "received_at", "first_reply_at", "closed_at", "state"])
LEDGER_HEAD = "complaint_id,client_id,received_at,first_reply_at,closed_at,state"
OPEN = rule("complaints", ["complaint_id", "client_id", "received_at"])
BOUND = FORM | {"period_bound": True}


def sold_on(key: str, *days: str) -> str:
    """An order a row on these days."""
    return lines(SALES_HEAD, *(f"{key}-{n},C{n:02d},{day},1" for n, day in enumerate(days, start=1)))


def days(seen: Seen) -> list[str]:
    """The days of the orders in the order of their numbers."""
    rows = seen.facts("orders").sort_values("order_id")
    return [f"{day:%Y-%m-%d}" for day in rows["order_date"]]


def answered_on(*moments: str) -> str:
    """A form a row, answered at these moments."""
    rows = [(f"C{n:02d}", f"人{n}", moment, "5", "4") for n, moment in enumerate(moments, start=1)]
    return table(HEAD, *rows)


def received(seen: Seen) -> dict[str, str]:
    """Complaint → the moment of its receipt, in UTC."""
    rows = seen.facts("complaints")
    return {one: f"{at:%Y-%m-%d %H:%M}" for one, at in zip(rows["complaint_id"], rows["received_at"], strict=True)}


def dated(workbook: Any, sheet: Any) -> None:
    written(sheet, (("order_id", "client_id", "order_date", "amount"), ("E01b-1", "C01", "", 1)))
    sheet.write_datetime(1, 2, dt.datetime(2026, 7, 31), workbook.add_format({"num_format": "yyyy-mm-dd"}))  # noqa: DTZ001


def of_1904(content: bytes) -> bytes:
    """A workbook that says its dates count from 1904."""
    return changed(
        content, "xl/workbook.xml", lambda xml: xml.replace(b"<workbookPr ", b'<workbookPr date1904="1" ')
    )


@contextmanager
def another_clock(_: Path) -> Iterator[None]:
    """The machine believes it is 1990."""
    with time_machine.travel(dt.datetime(1990, 1, 1, tzinfo=dt.UTC)):
        yield


CASES = [
    Case(
        id="E01",
        rule=SALES,
        files={
            ".csv": sold_on(
                "E01", "2026-07-31", "2026/7/31", "2026-7-31", "2026年7月31日", "2026.7.31", "20260731"
            )
        },
        answers=(note("W231", row=3, column="order_date", value="2026/7/31", says="5"),),
        rows={"used": 6},
        holds=lambda seen: set(days(seen)) == {"2026-07-31"},
    ),
    Case(
        id="E01 cell",
        rule=SALES,
        files=book(dated),
        rows={"used": 1},
        holds=lambda seen: days(seen) == ["2026-07-31"],
    ),
    Case(
        id="E02",
        rule=SALES,
        files={".csv": sold_on("E02", "03/04/2026", "30/04/2026")},
        answers=(
            aside("E221", 2, "order_date", value="03/04/2026", says="date_order"),
            note("W231", row=3, column="order_date", value="30/04/2026"),
        ),
        rows={"used": 1, "set_aside": 1},
    ),
    Case(
        id="E02 told",
        rule=SALES | {"date_order": "dmy"},
        files={".csv": sold_on("E02t", "03/04/2026")},
        answers=(note("W231", row=2, column="order_date"),),
        rows={"used": 1},
        holds=lambda seen: days(seen) == ["2026-04-03"],
    ),
    Case(
        id="E03",
        rule=SALES,
        files={".csv": sold_on("E03", "46112", "999999")},
        answers=(
            note("W232", row=2, column="order_date", value="46112"),
            aside("E222", 3, "order_date", value="999999"),
        ),
        rows={"used": 1, "set_aside": 1},
        holds=lambda seen: days(seen) == ["2026-03-31"],
    ),
    Case(
        id="E04",
        rule=SALES,
        files={
            ".xlsx": of_1904(xlsx([("order_id", "client_id", "order_date", "amount"), ("E04-1", "C01", 44650, 1)]))
        },
        answers=(note("W232", sheet="问卷", row=2, column="order_date", value="44650"),),
        rows={"used": 1},
        holds=lambda seen: days(seen) == ["2026-03-31"],
    ),
    Case(
        id="E04 pasted",
        rule=BOUND,
        files={".csv": answered_on(*(str(44800 + day) for day in range(6)))},
        answers=(
            note("W232", row=2, column="提交时间", value="44800"),
            refuse("E223", value="6 / 6", says="1904"),
        ),
    ),
    Case(
        id="E05",
        rule=SALES,
        files={".csv": sold_on("E05", "60", "0", "-5", "2026-07-01")},
        answers=tuple(aside("E222", row, "order_date") for row in (2, 3, 4)),
        rows={"used": 1, "set_aside": 3},
    ),
    Case(
        id="E06",
        rule=SALES,
        files={".csv": sold_on("E06", "2026-09-30", "2026-10-01")},
        answers=(aside("E224", 3, "order_date", value="2026-10-01"),),
        rows={"used": 1, "set_aside": 1},
    ),
    Case(
        id="E07",
        rule=BOUND,
        files={".csv": answered_on(*(f"2026-07-{day:02d}" for day in range(1, 10)), "2026-06-30")},
        answers=(note("W225", row=11, column="提交时间", value="2026-06-30", says="1"),),
        rows={"used": 10},
        apart=True,
        holds=lambda seen: seen.figure("satisfaction.product_quality", "C10")["gap"] == "NO_DATA",
    ),
    Case(
        id="E07 most",
        rule=BOUND,
        files={".csv": answered_on(*(f"2026-04-{day:02d}" for day in range(1, 10)), "2026-07-01")},
        answers=(refuse("E225", value="9 / 10", says="another period"),),
    ),
    Case(
        id="E08",
        rule=LEDGER,
        files={
            ".csv": lines(
                LEDGER_HEAD,
                "E08-1,C01,2026-07-05 09:00,2026-07-04 09:00,2026-07-03 09:00,resolved",
                "E08-2,C01,2026-07-05 09:00,2026-07-05 10:00,2026-07-06 09:00,resolved",
            )
        },
        answers=(aside("E226", 2, "closed_at", value="2026-07-03 09:00", says="received_at is 2026-07-05 09:00"),),
        rows={"used": 2},
        holds=lambda seen: list(seen.facts("complaints")["impossible"]) == [True, False],
    ),
    Case(
        id="E09",
        rule=LEDGER,
        files={
            ".csv": lines(
                LEDGER_HEAD,
                "E09-1,C01,2026-07-05 09:00,2026-07-05 10:00,,resolved",
                "E09-2,C01,2026-07-05 09:00,2026-07-05 10:00,2026-07-06 09:00,open",
                "E09-3,C01,2026-09-20 00:00,2026-09-20 10:00,,open",
            )
        },
        answers=(
            warn("W227", row=2, column="closed_at", value=""),
            warn("W227", row=3, column="state", value="open"),
        ),
        rows={"used": 3},
    ),
    Case(
        id="E10",
        rule=OPEN,
        files={
            ".csv": lines(
                "complaint_id,client_id,received_at",
                "E10-1,C01,2026-07-31 24:00",
                "E10-2,C01,2026-02-30 10:00",
                "E10-3,C01,26-07-31 10:00",
            )
        },
        answers=(
            note("W233", row=2, column="received_at", value="2026-07-31 24:00"),
            aside("E222", 3, "received_at"),
            aside("E222", 4, "received_at"),
        ),
        rows={"used": 1, "set_aside": 2},
        holds=lambda seen: received(seen) == {"E10-1": "2026-07-31 16:00"},
    ),
    Case(
        id="E11",
        rule=BOUND,
        files={
            ".csv": answered_on(
                "2026-06-30T23:30:00Z", "2026-07-01 07:30", "2026-07-01T07:30:00+08:00", "2026-07-02 08:00"
            )
        },
        answers=(note("W234", row=2, column="提交时间", value="2026-06-30T23:30:00Z", says="2"),),
        rows={"used": 4},
        holds=lambda seen: len({*seen.facts("answers")["answered_at"]}) == 2,
    ),
    Case(
        id="E12",
        rule=SALES,
        workspace=registers(
            [*CLIENTS[:2], "C03,老客户,,,,E,1988-04-17,1988-04-17,", "C04,更老,,,,E,1900-12-31,1900-12-31,"]
        ),
        files={".csv": sold_on("E12", "2026-07-01")},
        rows={"used": 1},
        holds=lambda seen: (
            [f"{day:%Y-%m-%d}" for day in seen.table.facts.register["start_date"]][2:]
            == ["1988-04-17", "1900-12-31"]
        ),
    ),
    Case(
        id="E13",
        rule=LEDGER,
        around=another_clock,
        files={".csv": lines(LEDGER_HEAD, "E13-1,C01,2026-09-20 00:00,2026-09-20 10:00,,open")},
        rows={"used": 1},
        holds=lambda seen: str(seen.table.window.as_of) == "2026-10-01 00:00:00+08:00",
    ),
    Case(
        id="E14",
        rule=FORM,
        files=lambda: {".csv": answered_on(*(["2026-07-09 10:15:20"] * 30), *(["2026-07-09 10:16:20"] * 5))},
        answers=(warn("W229", row=2, column="提交时间", value="2026-07-09 10:15", says="there are 30"),),
        rows={"used": 35},
    ),
]
