"""A. Files and containers."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.faults.case import Case, Files, aside, note, refuse
from tests.faults.making import (
    BOMBS,
    CSV,
    LONG,
    SURVEY,
    broken_checksum,
    hidden,
    many_rows,
    million_rows,
    two_of_one_name,
    with_links,
    zipped,
)
from tests.faults.workspace import rule
from tests.ingest import making
from tests.ingest.making import HEADER, SHEET, TABLE, changed, rezipped, xls, xlsx
from tests.ingest.opening import ods

HTML = "<html><body><table><tr><td>客户</td></tr></table></body></html>"
XML_2003 = """<?xml version="1.0"?>
<?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>
"""
WHOLE = {"used": 2}


@contextmanager
def growing(root: Path) -> Iterator[None]:
    """Somebody appends a line to the file whenever it is looked at."""
    read, path = os.read, root / "surveys/2026Q3/A20.csv"
    inode = path.stat().st_ino

    def reading(descriptor: int, size: int) -> bytes:
        chunk = read(descriptor, size)
        if chunk and os.fstat(descriptor).st_ino == inode:
            with path.open("ab") as file:
                file.write(b"C02,x,3,2026-07-09\n")
        return chunk

    os.read = reading
    try:
        yield
    finally:
        os.read = read


@contextmanager
def forbidden(root: Path) -> Iterator[None]:
    """The file may not be opened; a mighty user such as root could open any."""
    opened, path = os.open, root / "surveys/2026Q3/A21.csv"

    def opening(file: object, flags: int, *rest: int, **more: int | None) -> int:
        if str(file) == str(path):
            raise PermissionError(13, "Permission denied", str(path))
        return opened(file, flags, *rest, **more)  # type: ignore[arg-type]

    os.open = opening  # type: ignore[assignment]
    try:
        yield
    finally:
        os.open = opened


def open_elsewhere(folder: Path) -> None:
    """The lock file of a workbook that somebody has open."""
    (folder / "~$A19.xlsx").write_bytes(b"\x06someone")


def workbook(maker: Callable[[], bytes]) -> Callable[[], Files]:
    """A workbook that is made when it is wanted."""
    return lambda: {".xlsx": maker()}


def claiming(size: bytes) -> Files:
    """A workbook that says it has another size than it has."""
    return {".xlsx": changed(xlsx(), SHEET, lambda xml: xml.replace(b'ref="A1:D3"', size))}


def no_plain_files(folder: Path) -> None:
    """A link, a device behind a link, a pipe."""
    (folder / "A22-link.csv").symlink_to(folder.parents[1] / "config/profile.yaml")
    (folder / "A22-device.csv").symlink_to("/dev/zero")
    os.mkfifo(folder / "A22-pipe.csv")


CASES = [
    Case(
        id="A01",
        rules=[rule("survey_sample", ["round", "client_id"], files=["评价对象.csv"])],
        answers=(refuse("E101", file="surveys", says="clients.csv, offices.csv"),),
    ),
    Case(
        id="A02",
        rules=[rule("survey_sample", ["round", "client_id"], files=["评价对象*.csv"])],
        answers=(refuse("E102", file="surveys", says="评价对象*.csv"),),
    ),
    Case(id="A03", rule=SURVEY, files={".csv": ""}, answers=(refuse("E103"),)),
    Case(id="A03 xlsx", rule=SURVEY, files={".xlsx": ""}, answers=(refuse("E103"),)),
    Case(
        id="A04",
        rule=SURVEY,
        files={".csv": CSV.splitlines()[0]},
        answers=(refuse("E104", says="allow_empty"),),
    ),
    Case(id="A04 xlsx", rule=SURVEY, files={".xlsx": xlsx([HEADER])}, answers=(refuse("E104", sheet="问卷"),)),
    Case(
        id="A04 allowed",
        rule=SURVEY | {"allow_empty": True},
        files={".csv": CSV.splitlines()[0]},
        holds=lambda seen: seen.facts("answers").empty and seen.coverage[0]["rows_read"] == 0,
    ),
    Case(
        id="A05",
        rule=SURVEY,
        files={".xlsx": xlsx()[:2500]},
        answers=(refuse("E105", says="directory at the end of its zip is missing"),),
    ),
    Case(id="A06", rule=SURVEY, files=workbook(broken_checksum), answers=(refuse("E105", says=SHEET),)),
    Case(
        id="A07",
        rule=SURVEY,
        files={".xlsx": making.ole({"EncryptedPackage": b"x" * 5000})},
        answers=(refuse("E106"),),
    ),
    Case(id="A07 xls", rule=SURVEY, files={".xls": xls(password=True)}, answers=(refuse("E106"),)),
    Case(
        id="A08",
        rule=rule(
            "survey",
            {"client_id": "客户编号", "department": "客户名称", "comment": "日期"},
            layout="wide",
            questions={"Q1": ["服务态度"]},
            constants={"answered_at": "2026-07-08"},
        ),
        files=lambda: {".xls": xls()},
        answers=(
            note("W119", sheet="问卷", value="3"),
            note("W165", sheet="问卷", value="1"),
            note("W153", sheet="问卷", column="客户编号", value="1"),
            aside("E246", 4, "客户编号", sheet="问卷"),
            aside("E160", 4, "服务态度", sheet="问卷", value="#DIV/0!"),
        ),
        rows={"used": 2, "set_aside": 1},
        holds=lambda seen: seen.answers() == {2: 5, 3: 4},
    ),
    Case(
        id="A08 older",
        rule=SURVEY,
        files={".xls": b"\x09\x00\x04\x00\x02\x00\x10\x00" + bytes(500)},
        answers=(refuse("E107", says="xlsx"),),
    ),
    Case(
        id="A08 ods",
        rule=SURVEY,
        files={".ods": ods()},
        rows=WHOLE,
    ),
    Case(
        id="A08 xlsb",
        rule=SURVEY,
        files={".xlsx": zipped({"xl/workbook.bin": b"x"})},
        answers=(refuse("E107"),),
    ),
    Case(id="A09", rule=SURVEY, files={".xls": HTML}, answers=(refuse("E108", says="HTML"),)),
    Case(
        id="A10",
        rule=SURVEY,
        files={".xls": CSV.replace(",", "\t").encode("gbk")},
        answers=(refuse("E108", says="rename it to .csv"),),
    ),
    Case(id="A11", rule=SURVEY, files={".xls": XML_2003}, answers=(refuse("E108", says="2003"),)),
    Case(id="A12", rule=SURVEY, files={".xlsx": CSV}, answers=(refuse("E108", says="rename it to .csv"),)),
    Case(id="A12 back", rule=SURVEY, files={".csv": xlsx()}, answers=(refuse("E108", says="rename it to .xlsx"),)),
    Case(id="A12 xls", rule=SURVEY, files={".xlsx": xls()}, answers=(refuse("E108", says="rename it to .xls"),)),
    Case(
        id="A12 docx",
        rule=SURVEY,
        files={".xlsx": zipped({"word/document.xml": b"<x/>"})},
        answers=(refuse("E108"),),
    ),
    *(
        Case(
            id=name,
            rule=SURVEY,
            files=workbook(maker),
            answers=(refuse(code),),
            bare=False,
        )
        for name, (maker, code) in BOMBS.items()
        if not name.startswith("A14")
    ),
    Case(
        id="A14",
        rule=SURVEY,
        files=workbook(BOMBS["A14"][0]),
        answers=(refuse("E110", sheet="问卷", row=1_048_576, column="XFD", says="XFD1048576"),),
    ),
    Case(
        id="A14 inside",
        rule=SURVEY,
        files=workbook(BOMBS["A14 inside"][0]),
        answers=(refuse("E110", sheet="问卷", row=200_000),),
    ),
    *(
        Case(
            id=f"A15 {name}",
            rule=SURVEY,
            files=claiming(ref),
            rows=WHOLE,
        )
        for name, ref in (("small", b'ref="A1"'), ("large", b'ref="A1:XFD1048576"'))
    ),
    Case(
        id="A17",
        rule=SURVEY,
        files=workbook(two_of_one_name),
        answers=(refuse("E112"),),
    ),
    Case(
        id="A17 path",
        rule=SURVEY,
        files={".xlsx": rezipped(xlsx(), extra={"../../etc/x": b"x"})},
        answers=(refuse("E112", says="../../etc/x"),),
    ),
    Case(
        id="A18",
        rule=SURVEY,
        files=workbook(million_rows),
        answers=(refuse("E113", sheet="问卷", says="200000"),),
        slow=True,
        bare=False,
    ),
    Case(
        id="A18 limit",
        rule=SURVEY,
        files=workbook(many_rows),
        profile={"input_limits": {"workbook_rows": 1000}},
        answers=(refuse("E113", sheet="问卷"),),
    ),
    Case(
        id="A18 csv",
        rule=SURVEY,
        files={".csv": LONG + "\n".join(LONG.splitlines()[1:])},
        profile={"input_limits": {"csv_rows": 60}},
        answers=(refuse("E113"),),
        slow=True,
    ),
    Case(
        id="A18 raised",
        rule=rule("complaints", ["complaint_id", "client_id", "received_at"]),
        files=lambda: {
            ".csv": "complaint_id,client_id,received_at\n"
            + "".join(f"{n},C01,2026-07-01 09:00\n" for n in range(1_000_000))
        },
        rows={"used": 1_000_000},
        slow=True,
    ),
    Case(
        id="A19",
        rule=SURVEY,
        files={".csv": CSV.replace("2026-07-01", "2026-07-19")},
        setup=open_elsewhere,
        answers=(note("W114", file="~$A19.xlsx", value="~$A19.xlsx"),),
        rows=WHOLE,
    ),
    Case(id="A20", rule=SURVEY, files={".csv": CSV}, around=growing, answers=(refuse("E115"),)),
    Case(id="A21", rule=SURVEY, files={".csv": CSV}, around=forbidden, answers=(refuse("E116", says="A21.csv"),)),
    Case(
        id="A22",
        rule=SURVEY,
        setup=no_plain_files,
        answers=tuple(refuse("E117", file=f"A22-{kind}.csv") for kind in ("link", "device", "pipe")),
    ),
    Case(
        id="A23",
        rule=SURVEY,
        files={".xlsx": xlsx(TABLE, [*TABLE, ["C03"]])},
        answers=(refuse("E118", says="问卷 (3), 台账 (4)"),),
    ),
    Case(id="A23 named", rule=SURVEY | {"sheet": "台账 "}, files={".xlsx": xlsx([["x"]], TABLE)}, rows=WHOLE),
    Case(
        id="A23 misnamed",
        rule=SURVEY | {"sheet": "投诉"},
        files={".xlsx": xlsx(TABLE[:2])},
        answers=(refuse("E118", says="问卷 (2)"),),
    ),
    Case(
        id="A24",
        rule=SURVEY,
        files=workbook(hidden),
        answers=(
            note("W119", sheet="问卷", value="问卷"),
            note("W119", sheet="问卷", value="2, 3", says="2 are hidden"),
        ),
        rows=WHOLE,
    ),
    Case(
        id="A25",
        rule=SURVEY,
        files=lambda: {".csv": LONG + "C01,x,5,2026-07-01\n" * 4_900_000},
        profile={"input_limits": {"parse_seconds": 1}},
        answers=(refuse("E120"),),
        slow=True,
        bare=False,
    ),
    Case(
        id="A26",
        rule=SURVEY,
        files={".csv": CSV.replace("2026-07-01", "2026-07-26"), "-1.csv": CSV.replace("2026-07-01", "2026-07-26")},
        answers=(refuse("E121", file="A26.csv", says="A26-1.csv"),),
    ),
    Case(
        id="A27",
        rule=SURVEY,
        files={".xlsm": rezipped(xlsx(), extra={"xl/vbaProject.bin": b"x"})},
        answers=(note("W122", value=".xlsm"),),
        rows=WHOLE,
    ),
    Case(id="A28", rule=SURVEY, files={".xlsx": with_links(xlsx())}, rows=WHOLE),
]
