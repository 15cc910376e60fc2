"""The gate over a folder of finished files: what it stops, and what it lets pass."""

from dataclasses import replace
from pathlib import Path

import pytest

from reportgen.audit.gate import ALONE, audited
from reportgen.audit.record import read, written
from reportgen.model.problem import Problem
from tests.audit.planted import CLIENT, NAME, OWN, ROOT, files, known, page

CLEAN = {f"{ROOT}/index.html": page(OWN), "credit/index.html": page(NAME), "data/clients.csv": NAME.encode()}


def written_to(folder: Path, contents: dict[str, bytes]) -> Path:
    for name, content in contents.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


def told(folder: Path, *, workers: int = 1, locale: str = "en") -> tuple[Problem, ...]:
    return audited(folder, known(), workers=workers, locale=locale).problems


def test_what_each_audience_may_see_passes(tmp_path: Path) -> None:
    found = audited(written_to(tmp_path, CLEAN), known(), workers=1, locale="en")
    assert (found.problems, found.files, found.readers) == ((), 1, 1)
    assert str(found.said) == "1 files of 1 audiences read back; 0 leaks"


def test_a_leak_is_told_with_file_channel_place_audience_and_client(tmp_path: Path) -> None:
    leak = {f"{ROOT}/offices/E.html": page(f"<p>比{NAME}慢</p>")}
    (problem,) = told(written_to(tmp_path, CLEAN | leak))
    assert str(problem) == (
        f"office-E/offices/E.html[shown text]:line 4: got '{NAME}', expected nothing that office-E may not see; "
        f"this is a secret of client {CLIENT}: name [E701]\n"
        "    hint: the build before stays; correct the template or mask that wrote it, or list a word of every "
        "day under audiences.ordinary_words in config/profile.yaml"
    )


def test_the_channel_is_said_in_the_language_of_the_reader(tmp_path: Path) -> None:
    (problem,) = told(written_to(tmp_path, {f"{ROOT}/x.html": page(NAME)}), locale="zh")
    assert (problem.sheet, problem.column) == ("显示文字", "第 4 行")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("office-E/a.pdf", b"%PDF-1.7 broken"),
        ("office-E/a.xlsx", b"PK\x03\x04 broken"),
        ("office-X/index.html", b"<p>1</p>"),
        ("index.html", b"<p>1</p>"),
    ],
)
def test_a_file_that_nobody_can_answer_for_stops_the_build_too(tmp_path: Path, name: str, content: bytes) -> None:
    assert [(one.code, one.file) for one in told(written_to(tmp_path, {name: content}))] == [("E702", name)]


def test_a_link_out_of_the_folder_stops_the_build(tmp_path: Path) -> None:
    folder = written_to(tmp_path / "built", CLEAN)
    (folder / ROOT / "more").symlink_to(tmp_path)
    assert [one.code for one in told(folder)] == ["E702"]


def test_processes_find_what_one_finds(tmp_path: Path) -> None:
    plants = {str(i): plant for i, (_, plant) in enumerate(files().values())}
    contents = {name.replace(ROOT, f"{ROOT}/{i}", 1): content for i, (name, content) in plants.items()}
    folder = written_to(tmp_path, contents)
    assert len(contents) >= ALONE
    one, two = told(folder), told(folder, workers=2)
    assert one == two
    assert {problem.file for problem in one} == set(contents)


def test_a_record_is_read_as_it_was_written() -> None:
    assert read(written(known())) == known()
    assert written(read(written(known()))) == written(known())


def test_control_a_gate_that_knows_of_no_secret_finds_nothing(tmp_path: Path) -> None:
    folder = written_to(tmp_path, {f"{ROOT}/x.html": page(NAME)})
    assert not audited(folder, replace(known(), secrets=()), workers=1, locale="en").problems
