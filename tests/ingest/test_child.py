"""A reading process may die; the build does not. Nor can it reach the network."""

import json
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from reportgen.ingest import child
from reportgen.ingest.limits import MEGABYTE, Limits
from reportgen.ingest.read import read_files
from reportgen.policy.profile import InputLimits
from tests.faults.making import BOMBS, CSV, LONG, with_links
from tests.ingest.making import inline, sheet_xml, xlsx
from tests.ingest.reading import FOLDER, NO_HINTS, Read, inputs, parsed, read, written

ROOT = Path(__file__).parents[2]
FAR = sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
NO_GRID = Limits(workbook_rows=2_000_000, columns=20_000, cells=10**15)
"""Limits that let the parser meet what the prescan would have refused."""


def beside(tmp_path: Path, name: str, content: bytes, limits: Limits) -> Read:
    """Read a killer beside a sound file, with one worker for both."""
    return read(tmp_path, {name: content, "b.csv": CSV.encode()}, limits=limits)


def test_a_parser_that_aborts_costs_its_file_only_A25(tmp_path: Path) -> None:
    found = beside(tmp_path, "a.xlsx", FAR, NO_GRID)
    [problem] = found.problems
    assert (problem.code, problem.severity, problem.file) == ("E120", "refused", f"{FOLDER}/a.xlsx")
    assert problem.value == "SIGABRT"
    assert found.rows[1][0] == "C01"


def test_a_file_that_takes_too_much_memory_costs_itself_only_A25(tmp_path: Path) -> None:
    rows = "".join(
        f'<row r="{row}"><c r="A{row}"><v>1</v></c><c r="ALL{row}"><v>1</v></c></row>' for row in range(1, 9001)
    )
    found = beside(tmp_path, "a.xlsx", sheet_xml(rows), Limits(parse_bytes=150 * MEGABYTE))
    [problem] = found.problems
    assert problem.code == "E120"
    assert problem.value in {"SIGABRT", "MemoryError"}
    assert found.rows[1][0] == "C01"


def test_a_file_that_takes_too_much_time_costs_itself_only_A25(tmp_path: Path) -> None:
    long = ("C01,东方机械,5,2026-07-01\n" * 1_500_000).encode()
    found = beside(tmp_path, "a.csv", b"a,b,c,d\n" + long, Limits(parse_cpu_seconds=0))
    [problem] = found.problems
    assert (problem.code, problem.value) == ("E120", "SIGXCPU")


def test_a_file_that_hangs_is_given_up_A25(tmp_path: Path) -> None:
    long = ("C01,东方机械,5,2026-07-01\n" * 3_000_000).encode()
    found = beside(tmp_path, "a.csv", b"a,b,c,d\n" + long, Limits(parse_seconds=2))
    assert [(problem.code, problem.value) for problem in found.problems] == [("E120", "2 s")]


def test_an_error_that_no_one_foresaw_is_a_problem_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(child, "read_csv", broken)
    [problem] = parsed(tmp_path, "a.csv", CSV.encode()).problems
    assert (problem.code, problem.value) == ("E120", "ZeroDivisionError")


def in_a_process(code: str, *arguments: object) -> str:
    run = subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return run.stdout.strip()


def test_a_reading_process_has_no_network_and_no_children() -> None:
    tried = """
import socket, subprocess
from reportgen.ingest.child import prepare
from reportgen.ingest.limits import Limits
prepare(Limits())
for attempt in (socket.socket, lambda: socket.getaddrinfo("localhost", 80), lambda: subprocess.run(["true"])):
    try:
        attempt()
    except PermissionError:
        print("denied", end=" ")
"""
    assert in_a_process(tried) == "denied denied denied"


def test_a_link_to_another_workbook_is_never_followed_A28(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        book = with_links(xlsx(), f"127.0.0.1:{server.getsockname()[1]}")
        assert len(read(tmp_path, {"a.xlsx": book}).rows) == 3
        with pytest.raises(TimeoutError):
            server.accept()


MEASURED = """
import json, sys, time
from pathlib import Path
from reportgen.ingest.child import prepare, read_limited
from reportgen.ingest.job import Job
from reportgen.ingest.limits import Limits
path = Path(sys.argv[1])
prepare(Limits())
start = time.monotonic()
job = Job(copy=path, spool=path.with_name("spool"), name=path.name, sha256="", encoding=None, sheet=None,
          delimiter=None, allow_empty=False, limits=Limits())
outcome = read_limited(job)
status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
peak = int(status["VmHWM"].split()[0]) / 1024
print(json.dumps({"seconds": time.monotonic() - start, "mb": peak, "codes": [p.code for p in outcome.problems]}))
"""


@pytest.mark.parametrize("name", list(BOMBS))
def test_bombs_are_refused_in_five_seconds_and_300_MB(name: str, tmp_path: Path) -> None:
    maker, code = BOMBS[name]
    (tmp_path / "a.xlsx").write_bytes(maker())
    found = json.loads(in_a_process(MEASURED, tmp_path / "a.xlsx"))
    assert found["codes"] == [code]
    assert found["seconds"] < 5
    assert found["mb"] < 300


def test_a_bomb_that_is_believed_takes_more_than_that(tmp_path: Path) -> None:
    """The control: with the limit on unzipped bytes raised, something else has to stop the same file."""
    maker, code = BOMBS["A13 cells"]
    (tmp_path / "a.xlsx").write_bytes(maker())
    believing = MEASURED.replace(
        "limits=Limits()",
        "limits=Limits(unzipped_bytes=1 << 40, columns=1 << 40, cells=1 << 60, parse_cpu_seconds=4)",
    )
    run = subprocess.run(
        [sys.executable, "-c", believing, tmp_path / "a.xlsx"], cwd=ROOT, capture_output=True, check=False
    )
    assert not run.stdout or json.loads(run.stdout)["codes"] != [code]


def test_files_come_back_in_their_order_whatever_the_workers(tmp_path: Path) -> None:
    files = {f"{number:02d}.csv": LONG.replace("C01", f"X{number}").encode() for number in range(20)}
    found = read(tmp_path, files)
    assert [sheet.cells[1][0] for sheet in found.sheets] == [f"X{number}" for number in range(20)]
    written(tmp_path, files)
    alone, _ = read_files(
        inputs(tmp_path, files, NO_HINTS), limits=Limits(), workers=1, scratch=tmp_path / "scratch"
    )
    assert alone == found.sheets


def test_the_profile_states_the_limits() -> None:
    assert Limits.of(InputLimits(file_mb=3, csv_mb=5, parse_seconds=7)) == Limits(
        workbook_bytes=3 * MEGABYTE,
        csv_bytes=5 * MEGABYTE,
        cell_characters=InputLimits().cell_characters,
        parse_cpu_seconds=7,
        parse_seconds=35,
    )


def test_a_workbook_is_known_by_its_content_whatever_its_suffix(tmp_path: Path) -> None:
    assert read(tmp_path, {"导出.dat": sheet_xml(inline(("a",), 1) + inline(("b",), 2))}).rows == [("a",), ("b",)]
