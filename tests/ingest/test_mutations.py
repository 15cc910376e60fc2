"""Whatever happens to a file on its way, it is read or it has a Problem; nothing else comes out."""

import io
import json
import random
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reportgen.ingest.read import read_files
from tests.faults.making import LONG
from tests.ingest.making import TABLE, built, changed, xls
from tests.ingest.opening import cell, day, number, ods, plain, row, table, word
from tests.ingest.reading import LIMITS, NO_HINTS, Read, inputs, written

ROOT = Path(__file__).parents[2]
FILES = 240
XML = [
    *(b"<", b">", b'"', b"</row>", b"<f>", b"<!-- -->", b"<![CDATA[x]]>", b"&#x0;", b"<is><t>", b"\xff", b't="s"'),
    *(
        b'<c r="A1"/>',
        b'<c r="XFD1048576"><v>1</v></c>',
        b'<row r="99999999">',
        b"<v>999</v>",
        b"1E400",
        b"NaN",
        b"-1",
    ),
    *(b'r="A0"', b'r="ZZZZ1"', b'<mergeCell ref="A1:A0"/>'),
]
ODF = [
    *(b"<", b">", b'"', b"</table:table-row>", b"<table:table>", b"<!-- -->", b"<![CDATA[x]]>", b"&#x0;", b"\xff"),
    *(b"<text:p>", b"<text:s text:c='99999999'/>", b"<office:annotation>", b"<table:table-cell/>"),
    *(b'table:number-columns-repeated="1048576"', b'table:number-rows-repeated="-1"', b'office:value="1E400"'),
    *(b'office:value="x"', b'office:date-value="2026-02-30"', b'office:time-value="PT"', b'table:formula=""'),
    *(b'table:number-columns-spanned="0"', b'office:value-type="float"', b' table:visibility="collapse"'),
]
TEXT = [
    b'"',
    b",",
    b"\n",
    b"\r",
    b";",
    b"\t",
    b"\0",
    b"\xff",
    b"\xed\xa0\x80",
    "，中".encode(),
    b'""',
    b"sep=;\n",
    b"\x1f",
]
QUOTED = b'a,"b\nc",d\n1,"2,3",4\n' * 20

Mutation = Callable[[random.Random, bytes], bytes]


def book() -> bytes:
    def fill(made: Any, sheet: Any) -> None:
        sheet.write_formula(4, 0, "=1/0", None, "#DIV/0!")
        sheet.write_formula(4, 1, "=1", None, 3)
        sheet.write(5, 1, 46112.5, made.add_format({"num_format": "yyyy-mm-dd"}))
        sheet.merge_range(6, 0, 7, 0, "m", made.add_format({"font_strikeout": True}))
        sheet.set_row(3, None, None, {"hidden": True})
        sheet.write(8, 0, True)

    return built(fill)


def open_book() -> bytes:
    error = cell("#DIV/0!", office__value_type="float", office__value="0", table__formula="of:=1/0")
    rows = plain(TABLE) + row(error, day("2026-03-31"), number("85", kind="percentage"))
    rows += row(cell("", table__formula="of:=1"), word("a\nb", table__number_columns_spanned="2"), word("c"))
    return ods([table(rows + row(word("r", table__number_columns_repeated="3"), table__number_rows_repeated="2"))])


def bytes_changed(chance: random.Random, data: bytes) -> bytes:
    changing = bytearray(data)
    for _ in range(chance.choice([1, 1, 2, 5, 20])):
        at = chance.randrange(len(changing) or 1)
        match chance.randrange(4):
            case 0:
                changing[at : at + 1] = chance.randbytes(1)
            case 1:
                del changing[at : at + chance.randrange(1, 50)]
            case 2:
                changing[at:at] = chance.randbytes(chance.randrange(1, 20))
            case _:
                del changing[at + len(changing) // 2 :]
    return bytes(changing) or b"x"


def pieces_put_in(pieces: list[bytes]) -> Mutation:
    def put_in(chance: random.Random, data: bytes) -> bytes:
        changing = bytearray(data)
        for _ in range(chance.choice([1, 2, 5])):
            at, piece = chance.randrange(len(changing) + 1), chance.choice(pieces)
            changing[at : at + chance.choice([0, len(piece)])] = piece
        return bytes(changing)

    return put_in


def xml_changed(pieces: list[bytes]) -> Mutation:
    def change(chance: random.Random, data: bytes) -> bytes:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            part = chance.choice(archive.namelist())
        return changed(data, part, lambda xml: pieces_put_in(pieces)(chance, xml))

    return change


@pytest.fixture(scope="module")
def mutated() -> dict[str, bytes]:
    chance = random.Random(20260331)  # noqa: S311 - the same files in every run
    kinds: list[tuple[str, bytes, Mutation]] = [
        ("xlsx", book(), bytes_changed),
        ("xlsx", book(), xml_changed(XML)),
        ("ods", open_book(), bytes_changed),
        ("ods", open_book(), xml_changed(ODF)),
        ("xls", xls(), bytes_changed),
        ("csv", LONG.encode("gbk"), bytes_changed),
        ("csv", LONG.encode(), pieces_put_in(TEXT)),
        ("csv", QUOTED, pieces_put_in(TEXT)),
    ]
    made = {}
    for at in range(FILES):
        suffix, data, mutate = kinds[at % len(kinds)]
        made[f"{at:04d}.{suffix}"] = mutate(chance, data)
    return made


def test_a_mutated_file_is_read_or_has_a_problem_of_the_catalogue(
    tmp_path: Path, mutated: dict[str, bytes]
) -> None:
    written(tmp_path, mutated)
    found = Read(*read_files(inputs(tmp_path, mutated, NO_HINTS), limits=LIMITS, workers=2, scratch=tmp_path))
    refused = {problem.file for problem in found.problems if problem.severity == "refused"}
    assert not refused & {sheet.file for sheet in found.sheets}
    assert len(refused) + len({sheet.file for sheet in found.sheets}) == len(mutated)
    assert all(len(sheet.cells) == sheet.records for sheet in found.sheets)
    assert not [str(problem) for problem in found.problems if problem.code in {"E120", "E123"}]


def test_bare_readers_answer_the_same_files_in_many_ways(tmp_path: Path, mutated: dict[str, bytes]) -> None:
    """The control: the mutations reach the parsers."""
    written(tmp_path, dict(list(mutated.items())[:120]))
    run = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "tests.faults.bare", tmp_path],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    answers = Counter(json.loads(run.stdout).values())
    assert len(answers) >= 5
