"""One maker for each fault of files (A) and of text (B) in the catalogue, and what must come of it."""

import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from reportgen.ingest.limits import Limits
from tests.ingest import making
from tests.ingest.making import HEADER, SHEET, TABLE, bomb, built, changed, inline, rezipped, sheet_xml, xls, xlsx
from tests.ingest.opening import ods
from tests.ingest.reading import NO_HINTS, Hints, Read

GIB = 1 << 30
CSV = "".join(",".join(map(str, row)) + "\n" for row in TABLE)
ROWS = [[f"C{number:02d}", "东方机械", str(number % 5 + 1), "2026-07-01"] for number in range(1, 41)]
LONG = "\n".join([",".join(HEADER), *(",".join(row) for row in ROWS)]) + "\n"
HTML = "<html><body><table><tr><td>客户</td></tr></table></body></html>"
XML_2003 = """<?xml version="1.0"?>
<?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>
"""
XXE = b'<?xml version="1.0"?><!DOCTYPE sst [<!ENTITY x SYSTEM "file:///etc/passwd">]><sst>&x;</sst>'
LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "ha">'
    + b"".join(f'<!ENTITY a{n} "{f"&a{n - 1 or str()};" * 10}">'.encode() for n in range(1, 9))
    + b"]><Types>&a8;</Types>"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Files, and their answer: a code with its place, or how they are read."""

    id: str
    files: Callable[[], Mapping[str, bytes]]
    code: str = ""
    severity: str = "refused"
    sheet: str = ""
    row: int | None = None
    column: str = ""
    says: str = ""
    """A part of the message."""
    holds: Callable[[Read], bool] = field(default=lambda _: True)
    hints: Hints = NO_HINTS
    limits: Limits = field(default_factory=Limits)
    bare: bool = True
    """Whether the control reads it too (not the bombs)."""


def one(name: str, content: bytes | str) -> Callable[[], Mapping[str, bytes]]:
    """Return the maker of one file."""
    return lambda: {name: content.encode() if isinstance(content, str) else content}


def made(name: str, maker: Callable[[], bytes]) -> Callable[[], Mapping[str, bytes]]:
    """Return the maker of one file that is costly to build."""
    return lambda: {name: maker()}


def kept(*rows: tuple[str, ...]) -> Callable[[Read], bool]:
    """Whether exactly these rows stand under the header."""
    return lambda read: read.rows[1:] == list(rows)


def whole(read: Read) -> bool:
    """Whether the usual table came back."""
    return read.rows == [tuple(map(str, row)) for row in TABLE] and not read.sheet.bad_rows


def broken_checksum() -> bytes:
    book = bytearray(rezipped(xlsx(), extra={"docProps/extra.txt": b"plain text " * 100}))
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        info = archive.getinfo(SHEET)
    start = info.header_offset + 30 + len(info.filename)
    book[start + info.compress_size // 2] ^= 0xFF
    return bytes(book)


def two_of_one_name() -> bytes:
    file = io.BytesIO(xlsx())
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr(SHEET.upper(), b"<worksheet/>")
    return file.getvalue()


def many_rows() -> bytes:
    return sheet_xml("".join(inline(("C01", "1"), row) for row in range(1, 1202)))


def hidden() -> bytes:
    def fill(book: Any, sheet: Any) -> None:
        book.add_worksheet("留着").activate()
        sheet.hide()
        sheet.autofilter(0, 0, 2, 3)
        for row in (1, 2):
            sheet.set_row(row, None, None, {"hidden": True})

    return built(fill)


def noted(code: str) -> Callable[[Read], bool]:
    """Whether the table came back, with this note."""
    return lambda read: (
        whole(read) and code in {problem.code for problem in read.problems if problem.severity == "note"}
    )


def with_links(book: bytes) -> bytes:
    return rezipped(
        book,
        extra={
            "xl/externalLinks/externalLink1.xml": b"<externalLink/>",
            "xl/externalLinks/_rels/externalLink1.xml.rels": b'<Relationships><Relationship Id="rId1" '
            b'TargetMode="External" Target="http://127.0.0.1:9/x.xlsx"/></Relationships>',
            "xl/media/image1.png": b"\x89PNG" + bytes(1000),
            "xl/pivotCache/pivotCacheDefinition1.xml": b"<pivotCacheDefinition/>",
        },
    )


CONTAINERS = [
    Case(id="A01", files=dict, code="E101", says="there are: b.csv"),
    Case(id="A03", files=one("a.csv", ""), code="E103"),
    Case(id="A03 xlsx", files=one("a.xlsx", ""), code="E103"),
    Case(id="A04", files=one("a.csv", CSV.splitlines()[0]), code="E104", says="allow_empty"),
    Case(id="A04 xlsx", files=one("a.xlsx", xlsx([HEADER])), code="E104", sheet="问卷"),
    Case(
        id="A04 allowed",
        files=one("a.csv", CSV.splitlines()[0]),
        hints=Hints(allow_empty=True),
        holds=lambda read: read.rows == [HEADER],
    ),
    Case(
        id="A05",
        files=one("a.xlsx", xlsx()[:2500]),
        code="E105",
        says="directory at the end of its zip is missing",
    ),
    Case(id="A06", files=made("a.xlsx", broken_checksum), code="E105", says=SHEET),
    Case(id="A07", files=one("a.xlsx", making.ole({"EncryptedPackage": b"x" * 5000})), code="E106"),
    Case(id="A07 xls", files=one("a.xls", xls(password=True)), code="E106"),
    Case(
        id="A08",
        files=one("a.xls", xls()),
        holds=lambda read: (
            read.rows[1:]
            == [("C01", "东方机械", "5", ""), ("C02", "恒达电子", "4", "4"), ("", "#N/A", "#DIV/0!", "9")]
            and read.sheet.encoding == "xls"
        ),
    ),
    Case(
        id="A08 older",
        files=one("a.xls", b"\x09\x00\x04\x00\x02\x00\x10\x00" + bytes(500)),
        code="E107",
        says="xlsx",
    ),
    Case(id="A08 ods", files=one("a.ods", ods()), holds=whole),
    Case(id="A08 xlsb", files=lambda: {"a.xlsx": _zip({"xl/workbook.bin": b"x"})}, code="E107"),
    Case(id="A09", files=one("a.xls", HTML), code="E108", says="HTML"),
    Case(
        id="A10", files=one("a.xls", CSV.replace(",", "\t").encode("gbk")), code="E108", says="rename it to .csv"
    ),
    Case(id="A11", files=one("a.xls", XML_2003), code="E108", says="2003"),
    Case(id="A12", files=one("a.xlsx", CSV), code="E108", says="rename it to .csv"),
    Case(id="A12 back", files=one("a.csv", xlsx()), code="E108", says="rename it to .xlsx"),
    Case(id="A12 xls", files=one("a.xlsx", xls()), code="E108", says="rename it to .xls"),
    Case(id="A12 docx", files=lambda: {"a.xlsx": _zip({"word/document.xml": b"<x/>"})}, code="E108"),
    Case(
        id="A13",
        files=made(
            "a.xlsx", lambda: bomb(SHEET, b"<worksheet><sheetData>", b" ", b"</sheetData></worksheet>", size=GIB)
        ),
        code="E109",
        says=SHEET,
        bare=False,
    ),
    Case(
        id="A13 cells",
        files=made("a.xlsx", lambda: bomb(SHEET, b"<worksheet>", b"<c><v>1</v></c>", b"</worksheet>", size=GIB)),
        code="E109",
        bare=False,
    ),
    Case(
        id="A13 string",
        files=made(
            "a.xlsx", lambda: bomb("xl/sharedStrings.xml", b"<sst><si><t>", b"x", b"</t></si></sst>", size=GIB)
        ),
        code="E109",
        says="sharedStrings",
        bare=False,
    ),
    Case(
        id="A13 tag",
        files=made("a.xlsx", lambda: bomb(SHEET, b"<worksheet ", b" ", b"/>", size=200 << 20)),
        code="E109",
        bare=False,
    ),
    Case(
        id="A13 parts",
        files=lambda: {"a.xlsx": _zip({f"x/{n}": b"" for n in range(10_001)})},
        code="E109",
        bare=False,
    ),
    Case(
        id="A14",
        files=one(
            "a.xlsx",
            sheet_xml(
                '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
            ),
        ),
        code="E110",
        sheet="问卷",
        row=1_048_576,
        column="XFD",
        says="XFD1048576",
    ),
    Case(
        id="A14 inside",
        files=one(
            "a.xlsx",
            sheet_xml(
                '<row r="1"><c r="A1"><v>1</v></c></row><row r="200000"><c r="BZT200000"><v>1</v></c></row>'
            ),
        ),
        code="E110",
        sheet="问卷",
        row=200_000,
    ),
    Case(
        id="A15 small",
        files=one("a.xlsx", changed(xlsx(), SHEET, lambda xml: xml.replace(b'ref="A1:D3"', b'ref="A1"'))),
        holds=whole,
    ),
    Case(
        id="A15 large",
        files=one(
            "a.xlsx", changed(xlsx(), SHEET, lambda xml: xml.replace(b'ref="A1:D3"', b'ref="A1:XFD1048576"'))
        ),
        holds=whole,
    ),
    Case(id="A16 xxe", files=one("a.xlsx", changed(xlsx(), "xl/sharedStrings.xml", lambda _: XXE)), code="E111"),
    Case(
        id="A16 laughs", files=one("a.xlsx", changed(xlsx(), "[Content_Types].xml", lambda _: LAUGHS)), code="E111"
    ),
    Case(
        id="A16 unused part",
        files=one("a.xlsx", rezipped(xlsx(), extra={"customXml/item1.xml": XXE})),
        code="E111",
        says="customXml/item1.xml",
    ),
    Case(id="A17", files=made("a.xlsx", two_of_one_name), code="E112"),
    Case(
        id="A17 path",
        files=one("a.xlsx", rezipped(xlsx(), extra={"../../etc/x": b"x"})),
        code="E112",
        says="../../etc/x",
    ),
    Case(id="A18", files=made("a.xlsx", many_rows), code="E113", limits=Limits(workbook_rows=1000), sheet="问卷"),
    Case(
        id="A18 raised",
        files=made("a.xlsx", many_rows),
        limits=Limits(workbook_rows=2000),
        holds=lambda read: len(read.sheet.cells) == read.sheet.records == 1201,
    ),
    Case(id="A18 csv", files=one("a.csv", LONG), code="E113", limits=Limits(csv_rows=20)),
    Case(id="A18 size", files=one("a.csv", LONG), code="E113", limits=Limits(csv_bytes=100)),
    Case(
        id="A19",
        files=lambda: {"b.csv": CSV.encode(), "~$客户.xlsx": b"\x06someone"},
        code="W114",
        severity="note",
        holds=whole,
    ),
    Case(id="A23", files=one("a.xlsx", xlsx(TABLE, [*TABLE, ["C03"]])), code="E118", says="问卷 (3), 台账 (4)"),
    Case(id="A23 empty others", files=one("a.xlsx", xlsx(TABLE, [], [])), holds=whole),
    Case(id="A23 named", files=one("a.xlsx", xlsx([["x"]], TABLE)), hints=Hints(sheet="台账 "), holds=whole),
    Case(id="A23 misnamed", files=one("a.xlsx", xlsx()), hints=Hints(sheet="投诉"), code="E118", says="问卷 (3)"),
    Case(id="A24", files=made("a.xlsx", hidden), code="W119", severity="note", sheet="问卷", holds=noted("W119")),
    Case(
        id="A27",
        files=lambda: {"a.xlsm": rezipped(xlsx(), extra={"xl/vbaProject.bin": b"x"})},
        code="W122",
        severity="note",
        holds=noted("W122"),
    ),
    Case(id="A28", files=one("a.xlsx", with_links(xlsx())), holds=whole),
]
"""A02 is a matter of ``ingest/files.py``; A20 to A22, A25 and A26 need more than content."""


def _zip(parts: Mapping[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


BIG5 = "客戶編號,客戶名稱,服務態度\nC01,東方機械,滿意\nC02,恆達電子,不滿意\n".encode("big5")
GARBLED = "东方机械".encode().decode("gb18030")
RARE = "客户编号,客户名称\nC01,㐂盛商行\nC02,𠮷野机械有限公司\n"
HALF = "客户编号,评语\nC01,好".encode() + b"\xed\xa0\xbd" + "\nC02,很好\n".encode()


def replaced(row: int, line: str) -> str:
    """Return the long table with one of its lines replaced."""
    lines = LONG.splitlines()
    lines[row - 1] = line
    return "\n".join(lines) + "\n"


TEXTS = [
    Case(
        id="B01",
        files=one("a.csv", LONG.encode("gbk")),
        holds=lambda read: read.sheet.encoding == "gb18030" and read.rows[0] == HEADER,
    ),
    Case(id="B02", files=one("a.csv", LONG.encode("utf-8-sig")), holds=lambda read: read.rows[0] == HEADER),
    Case(
        id="B03",
        files=one("a.txt", LONG.replace(",", "\t").encode("utf-16")),
        holds=lambda read: read.sheet.encoding == "utf-16" and read.rows[0] == HEADER,
    ),
    Case(id="B04", files=one("a.csv", "客户,分\n东方,5\n"), holds=kept(("东方", "5"))),
    Case(id="B05", files=one("a.csv", BIG5), code="E131", says="encoding:"),
    Case(
        id="B05 told",
        files=one("a.csv", BIG5),
        hints=Hints(encoding="big5"),
        holds=lambda read: read.rows[1][1] == "東方機械",
    ),
    Case(id="B06", files=one("a.csv", LONG.encode() + LONG.encode("gbk")), code="E132", row=42, says="in line 42"),
    Case(
        id="B06 back",
        files=one("a.csv", LONG.encode("gbk") + "C99,恒达,5,2026-07-01\n".encode()),
        code="E132",
        row=42,
    ),
    Case(
        id="B07",
        files=one("a.csv", replaced(9, f"C08,{GARBLED},5,2026-07-01")),
        code="E133",
        severity="set_aside",
        row=9,
        column="B",
        says="东方机械",
    ),
    Case(
        id="B07 lost",
        files=one("a.csv", replaced(9, "C08,锟斤拷,5,2026-07-01")),
        code="E133",
        severity="set_aside",
        row=9,
        column="B",
    ),
    Case(
        id="B07 header",
        files=one("a.csv", LONG.encode().decode("gb18030", "replace").encode()),
        code="E133",
        row=1,
        column="A",
    ),
    Case(
        id="B08",
        files=one("a.csv", ("a,b\n" + "1,2\n" * 40_000).encode() + b"1,\xff\n"),
        code="E132",
        row=40_002,
        says="byte 160006 in line 40002",
    ),
    Case(id="B08 chinese", files=one("a.csv", LONG.encode().replace(b"C20", b"C\xe5")), code="E132", row=21),
    Case(id="B09 semicolon", files=one("a.csv", CSV.replace(",", ";")), holds=whole),
    Case(id="B09 tab", files=one("a.tsv", CSV.replace(",", "\t")), holds=whole),
    Case(id="B09 bar", files=one("a.csv", CSV.replace(",", "|")), holds=whole),
    Case(id="B09 wide", files=one("a.csv", CSV.replace(",", "，")), holds=whole),
    Case(id="B09 unproven", files=one("a.csv", "a,b;c\n1,2;3\n"), code="E134", row=1, says="a,b;c"),
    Case(
        id="B09 configured",
        files=one("a.csv", CSV.replace(",", ";")),
        hints=Hints(delimiter=","),
        code="E134",
        row=1,
    ),
    Case(
        id="B10",
        files=one("a.csv", replaced(9, "C08;东方机械;5;2026-07-01")),
        code="E135",
        severity="set_aside",
        row=9,
        says="is the delimiter ; here",
    ),
    Case(
        id="B11",
        files=one("a.csv", "\n".join([",".join(HEADER), *(",".join([*row, "x"]) for row in ROWS)])),
        code="E136",
        row=2,
        says="longer by 1",
    ),
    Case(
        id="B12 long",
        files=one("a.csv", replaced(9, "C08,东方,机械,5,2026-07-01")),
        code="E135",
        severity="set_aside",
        row=9,
        says="got '5', expected 4 fields",
    ),
    Case(
        id="B12 short",
        files=one("a.csv", replaced(9, "C08,东方机械,5")),
        code="E135",
        severity="set_aside",
        row=9,
        says="got '3', expected 4 fields",
    ),
    Case(
        id="B13",
        files=one("a.csv", replaced(9, 'C08,"东方机械,5,2026-07-01')),
        code="E137",
        row=9,
        says="opens in line 9",
    ),
    Case(
        id="B13 closed by a later one",
        files=one("a.csv", replaced(9, 'C08,"东方机械,5,2026-07-01').replace("C20,东方机械", 'C20,"东方机械"')),
        code="E137",
        row=9,
        says="opens in line 9",
    ),
    Case(
        id="B13 in one line",
        files=one("a.csv", replaced(9, 'C08,"东方"机械,5,2026-07-01')),
        code="E137",
        severity="set_aside",
        row=9,
    ),
    Case(id="B14 CR", files=one("a.csv", CSV.replace("\n", "\r")), holds=whole),
    Case(id="B14 CRCRLF", files=one("a.csv", CSV.replace("\n", "\r\r\n")), holds=whole),
    Case(
        id="B14 mixed",
        files=one("a.csv", 'a,b\r1,"x\ny"\n2,"u\r\nv"\r\n3,z\n'),
        holds=lambda read: (
            read.rows == [("a", "b"), ("1", "x\ny"), ("2", "u\r\nv"), ("3", "z")]
            and [read.sheet.line(index) for index in range(4)] == [1, 2, 4, 6]
        ),
    ),
    Case(
        id="B15",
        files=one("a.csv", replaced(9, "C08,东方\x00机械,5,2026-07-01")),
        code="E138",
        severity="set_aside",
        row=9,
        column="B",
        says="\\u0000",
    ),
    Case(
        id="B16",
        files=one("a.csv", replaced(9, f"C08,{'x' * 10_000_000},5,2026-07-01")),
        code="E139",
        severity="set_aside",
        row=9,
        column="B",
        says="10000000",
    ),
    Case(
        id="B17",
        files=one(
            "a.csv",
            "sep=;\n"
            + "".join(line + ";\n" for line in CSV.replace(",", ";").splitlines()[1:]).join(
                ["客户编号;客户名称;服务态度;日期\n", "\n\n"]
            ),
        ),
        code="W141",
        severity="note",
        holds=lambda read: (
            read.rows[2:4] == [("C01", "东方机械", "5", "2026-07-01"), ("C02", "恒达电子", "4", "2026-07-02")]
            and read.sheet.records == len(read.rows) == 6
            and read.sheet.skipped_rows == (1,)
            and not read.sheet.bad_rows
        ),
    ),
    Case(
        id="B18",
        files=one("a.csv", "客户,分\nNA,1\nnull,2\nNone,3\nnan,4\n"),
        holds=kept(("NA", "1"), ("null", "2"), ("None", "3"), ("nan", "4")),
    ),
    Case(
        id="B19",
        files=one("a.csv", RARE.encode("gb18030")),
        hints=Hints(encoding="gb18030"),
        holds=lambda read: read.rows[1:] == [("C01", "㐂盛商行"), ("C02", "𠮷野机械有限公司")],
    ),
    Case(
        id="B19 proven",
        files=one("a.csv", RARE.encode("gb18030")),
        holds=lambda read: read.sheet.encoding == "gb18030",
    ),
    Case(id="B20", files=one("a.csv", HALF), code="E140", severity="set_aside", row=2, column="B", says="\\ud83d"),
]
