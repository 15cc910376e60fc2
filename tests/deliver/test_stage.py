"""A build appears whole or not at all."""

import errno
import os
from pathlib import Path

import pytest

from reportgen.deliver import stage
from reportgen.deliver.stage import DeliveryError, apart, build_id, probed, staged, swapped, tidied

FILES = {"credit/index.html": b"<p>1</p>", "credit/clients/C1.html": b"2", "data/measures.csv": b"3"}


def tree(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_every_file_is_there_with_its_bytes(tmp_path: Path) -> None:
    staged(tmp_path / "new", FILES)
    assert tree(tmp_path / "new") == FILES


@pytest.mark.parametrize("umask", [0o000, 0o077])
def test_rights_do_not_depend_on_the_umask(tmp_path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        staged(tmp_path / "new", FILES)
    finally:
        os.umask(before)
    assert {p.stat().st_mode & 0o777 for p in (tmp_path / "new").rglob("*") if p.is_file()} == {0o640}
    assert {p.stat().st_mode & 0o777 for p in (tmp_path / "new").rglob("*") if p.is_dir()} == {0o750}


def test_the_link_moves_from_the_old_build_to_the_new_one(tmp_path: Path) -> None:
    staged(tmp_path / "a", {"x": b"old"})
    staged(tmp_path / "b", {"x": b"new"})
    swapped(tmp_path / "2026Q3", tmp_path / "a")
    swapped(tmp_path / "2026Q3", tmp_path / "b")
    assert (tmp_path / "2026Q3" / "x").read_bytes() == b"new"
    assert (tmp_path / "a" / "x").read_bytes() == b"old"
    assert (tmp_path / "2026Q3").readlink() == Path("b")


def test_a_full_disk_leaves_nothing_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[Path] = []

    def full(path: Path, content: bytes) -> None:
        written.append(path)
        if len(written) == 2:
            raise OSError(errno.ENOSPC, "No space left on device")
        path.write_bytes(content)

    staged(tmp_path / "old", FILES)
    swapped(tmp_path / "live", tmp_path / "old")
    monkeypatch.setattr(stage, "_written", full)
    with pytest.raises(DeliveryError) as error:
        staged(tmp_path / "new", FILES)
    assert error.value.code == "E501"
    assert len(written) == 2, "the fault must have fired"
    assert not (tmp_path / "new").exists()
    assert tree(tmp_path / "live") == FILES


def test_writing_in_place_would_leave_a_mixture(tmp_path: Path) -> None:
    """The control: the naive way breaks under the same fault."""
    live = tmp_path / "live"
    staged(live, FILES)
    new = dict.fromkeys(FILES, b"new")
    for count, name in enumerate(sorted(new)):
        if count == 1:
            break
        (live / name).write_bytes(new[name])
    assert tree(live) not in (FILES, new)


def test_a_read_only_output_is_known_before_any_work(tmp_path: Path) -> None:
    (tmp_path / ".work").write_bytes(b"a file where the folder belongs")
    with pytest.raises(DeliveryError) as error:
        probed(tmp_path)
    assert error.value.code == "E503"


def test_a_folder_in_the_links_place_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "2026Q3").mkdir()
    staged(tmp_path / "a", FILES)
    with pytest.raises(DeliveryError, match="a folder stands where the link"):
        swapped(tmp_path / "2026Q3", tmp_path / "a")


def test_a_link_planted_in_the_staging_folder_is_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (tmp_path / "new").symlink_to(outside)
    staged(tmp_path / "new", FILES)
    assert not (tmp_path / "new").is_symlink()
    assert tree(outside) == {}


def test_the_live_build_and_one_before_it_are_kept(tmp_path: Path) -> None:
    builds = [tmp_path / "builds" / name for name in "abcd"]
    for at, build in enumerate(builds):
        staged(build, {"x": build.name.encode()})
        os.utime(build, ns=(at, at))
    tidied(tmp_path / "builds", builds[3])
    assert sorted(p.name for p in (tmp_path / "builds").iterdir()) == ["c", "d"]


def test_a_builds_name_follows_its_content_alone() -> None:
    assert build_id(FILES) == build_id(dict(reversed(FILES.items())))
    assert build_id(FILES) != build_id({**FILES, "data/measures.csv": b"4"})


def test_a_build_with_the_same_content_never_touches_what_readers_look_at(tmp_path: Path) -> None:
    """As a build does it twice and once more: the live folder is there until the link has moved."""
    folder, link = tmp_path / "work" / "abc", tmp_path / "2026Q3"
    seen = []
    for _ in range(3):
        target = apart(folder, link)
        live = link.resolve() if link.exists() else None
        staged(target, {"index.html": b"same"})
        assert live is None or (live / "index.html").read_bytes() == b"same"
        swapped(link, target)
        tidied(target.parent, target)
        seen.append(target.name)
    assert seen == ["abc", "abc-2", "abc"]


def test_control_writing_to_the_same_folder_leaves_readers_without_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, link = tmp_path / "work" / "abc", tmp_path / "2026Q3"
    staged(folder, {"index.html": b"same"})
    swapped(link, folder)

    def full(*_args: object) -> None:
        raise OSError(errno.ENOSPC, "no space left")

    monkeypatch.setattr(stage, "_written", full)
    with pytest.raises(DeliveryError):
        staged(folder, {"index.html": b"same"})
    assert not (link / "index.html").exists()
