"""B. Encoding and CSV text."""

from collections.abc import Callable

from tests.faults.case import Answer, Case, Files, Seen, aside, lines, note, refuse
from tests.faults.making import CSV, LONG, ROWS, SURVEY, replaced
from tests.faults.workspace import rule
from tests.ingest.making import HEADER

ALL = {"used": 40}
BIG5 = "客戶編號,客戶名稱,服務態度,日期\nC01,東方機械,4,2026-07-01\nC02,恆達電子,2,2026-07-01\n".encode("big5")
TRADITIONAL = SURVEY | {
    "columns": {"client_id": ["客戶編號"], "department": ["客戶名稱"], "answered_at": ["日期"]},
    "questions": {"Q1": ["服務態度"]},
}
COMMENTS = SURVEY | {"columns": {"client_id": ["客户编号"], "comment": ["客户名称"], "answered_at": ["日期"]}}
GARBLED = "东方机械".encode().decode("gb18030")
HALF = LONG.replace("C01,东方机械", "C01,好").encode().replace("好".encode(), "好".encode() + b"\xed\xa0\xbd")
SAMPLE = rule("survey_sample", {"client_name": "客户", "reason": "原因"}, constants={"round": "1"})


def one(row: int, line: str) -> Files:
    """The long table as .csv with another line."""
    return {".csv": replaced(row, line)}


def spoilt(id_: str, line: str, answer: Answer) -> Case:
    """The long table of which row 9 is set aside."""
    return Case(id=id_, rule=SURVEY, files=one(9, line), answers=(answer,), rows={"used": 39, "set_aside": 1})


def delimited(name: str, sign: str, end: str = ".csv") -> Case:
    """The short table with another delimiter, proven by its headings."""
    return Case(id=f"B09 {name}", rule=SURVEY, files={end: CSV.replace(",", sign)}, rows={"used": 2})


def named_nothing() -> Files:
    """Four clients whose names look like blanks to many readers."""
    return {".csv": lines("客户,原因", "NA,重要", "null,重要", "None,重要", "nan,重要")}


def commented(*comments: str) -> Callable[[Seen], bool]:
    """Whether these are the comments that were read."""
    return lambda seen: list(seen.facts("comments")["comment"]) == list(comments)


CASES = [
    Case(
        id="B01",
        rule=SURVEY,
        files={".csv": LONG.encode("gbk")},
        rows=ALL,
        holds=lambda seen: seen.coverage[0]["encoding"] == "gb18030",
    ),
    Case(id="B02", rule=SURVEY, files={".csv": LONG.encode("utf-8-sig")}, rows=ALL),
    Case(
        id="B03",
        rule=SURVEY,
        files={".txt": LONG.replace(",", "\t").encode("utf-16")},
        rows=ALL,
        holds=lambda seen: seen.coverage[0]["encoding"] == "utf-16",
    ),
    Case(
        id="B04",
        rule=SURVEY,
        files={".csv": "\n".join(CSV.splitlines()[:2])},
        rows={"used": 1},
        holds=lambda seen: seen.coverage[0]["encoding"] == "utf-8" and seen.answers() == {2: 5},
    ),
    Case(id="B05", rule=TRADITIONAL, files={".csv": BIG5}, answers=(refuse("E131", says="encoding:"),)),
    Case(id="B05 told", rule=TRADITIONAL | {"encoding": "big5"}, files={".csv": BIG5}, rows={"used": 2}),
    Case(
        id="B06",
        rule=SURVEY,
        files={".csv": LONG.encode() + LONG.encode("gbk")},
        answers=(refuse("E132", row=42, says="in line 42"),),
    ),
    Case(
        id="B06 back",
        rule=SURVEY,
        files={".csv": LONG.encode("gbk") + "C99,恒达,5,2026-07-01\n".encode()},
        answers=(refuse("E132", row=42),),
    ),
    spoilt("B07", f"C08,{GARBLED},5,2026-07-01", aside("E133", 9, "B", says="东方机械")),
    spoilt("B07 lost", "C08,锟斤拷,5,2026-07-01", aside("E133", 9, "B")),
    Case(
        id="B07 header",
        rule=SURVEY,
        files={".csv": LONG.encode().decode("gb18030", "replace")},
        answers=(refuse("E133", row=1, column="A"),),
    ),
    Case(
        id="B08",
        rule=SURVEY,
        files={".csv": ("a,b\n" + "1,2\n" * 40_000).encode() + b"1,\xff\n"},
        answers=(refuse("E132", row=40_002, says="byte 160006 in line 40002"),),
    ),
    Case(
        id="B08 chinese",
        rule=SURVEY,
        files={".csv": LONG.encode().replace(b"C20", b"C\xe5")},
        answers=(refuse("E132", row=21),),
    ),
    delimited("semicolon", ";"),
    delimited("tab", "\t", ".tsv"),
    delimited("bar", "|"),
    delimited("wide", "，"),
    Case(
        id="B09 unproven",
        rule=SURVEY,
        files={".csv": "a,b;c\n1,2;3\n"},
        answers=(refuse("E134", row=1, says="a,b;c"),),
    ),
    Case(
        id="B09 configured",
        rule=SURVEY | {"delimiter": ","},
        files={".csv": CSV.replace(",", ";")},
        answers=(refuse("E134", row=1),),
    ),
    spoilt("B10", "C08;东方机械;5;2026-07-01", aside("E135", 9, says="is the delimiter ; here")),
    Case(
        id="B11",
        rule=SURVEY,
        files={".csv": lines(",".join(HEADER), *(",".join([*row, "x"]) for row in ROWS))},
        answers=(refuse("E136", row=2, says="longer by 1"),),
    ),
    spoilt("B12", "C08,东方机械,5", aside("E135", 9, value="3", says="got '3', expected 4 fields")),
    spoilt("B12 long", "C08,东方,机械,5,2026-07-01", aside("E135", 9, value="5")),
    Case(
        id="B13",
        rule=SURVEY,
        files=one(9, 'C08,"东方机械,5,2026-07-01'),
        answers=(refuse("E137", row=9, says="opens in line 9"),),
    ),
    Case(
        id="B13 closed by a later one",
        rule=SURVEY,
        files={".csv": replaced(9, 'C08,"东方机械,5,2026-07-01').replace("C20,东方机械", 'C20,"东方机械"')},
        answers=(refuse("E137", row=9, says="opens in line 9"),),
    ),
    spoilt("B13 in one line", 'C08,"东方"机械,5,2026-07-01', aside("E137", 9)),
    Case(id="B14 CR", rule=SURVEY, files={".csv": CSV.replace("\n", "\r")}, rows={"used": 2}),
    Case(id="B14 CRCRLF", rule=SURVEY, files={".csv": CSV.replace("\n", "\r\r\n")}, rows={"used": 2}),
    Case(
        id="B14",
        rule=COMMENTS,
        files={
            ".csv": '客户编号,客户名称,服务态度,日期\rC01,"好\n坏",5,2026-07-01\n'
            'C02,"u\r\nv",4,2026-07-01\r\nC03,z,9,2026-07-01\n'
        },
        answers=(aside("E204", 4, "服务态度"),),
        rows={"used": 3},
        holds=commented("好\n坏", "u\r\nv", "z"),
    ),
    spoilt("B15", "C08,东方\x00机械,5,2026-07-01", aside("E138", 9, "B", says="\\u0000")),
    spoilt("B16", f"C08,{'x' * 10_000_000},5,2026-07-01", aside("E139", 9, "B", says="10000000")),
    Case(
        id="B17",
        rule=SURVEY,
        files={
            ".csv": "sep=;\n客户编号;客户名称;服务态度;日期;\n\n"
            "C01;东方机械;5;2026-07-01;\nC02;恒达电子;4;2026-07-02;\n\n\n"
        },
        answers=(note("W141", value="sep=;"), note("W150", row=3), note("W151", row=1)),
        rows={"used": 2, "skipped": 4},
    ),
    Case(
        id="B18",
        rule=SAMPLE,
        files=named_nothing,
        workspace={
            "surveys/2026Q3/clients.csv": lines(
                "client_id,name,short_name,previous_names,credit_code,office_id,office_since,start_date,end_date",
                *(f"{name},{name},,,,E,2020-01-01,2020-01-01," for name in ("NA", "null", "None", "nan")),
            )
        },
        rows={"used": 4},
        holds=lambda seen: {*seen.facts("survey_sample")["client_id"]} == {"NA", "null", "None", "nan"},
    ),
    *(
        Case(
            id=f"B19 {name}",
            rule=COMMENTS | more,
            files={".csv": CSV.replace("东方机械", f"㐂盛{name}").replace("恒达", "𠮷野").encode("gb18030")},
            rows={"used": 2},
            holds=commented(f"㐂盛{name}", "𠮷野电子"),
        )
        for name, more in (("told", {"encoding": "gb18030"}), ("proven", {}))
    ),
    Case(
        id="B20",
        rule=SURVEY,
        files={".csv": HALF},
        answers=(aside("E140", 2, "B", says="\\ud83d"),),
        rows={"used": 39, "set_aside": 1},
    ),
]
