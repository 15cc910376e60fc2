"""Files are kept under their hash, once, and what was altered is no longer what was kept."""

from pathlib import Path

from reportgen.deliver.stage import digest
from reportgen.ledger.objects import content, kept, lost, place


def test_what_was_kept_is_found_again(tmp_path: Path) -> None:
    names = kept(tmp_path, [b"one", b"two", b"one"])
    assert names == [digest(b"one"), digest(b"two"), digest(b"one")]
    assert content(tmp_path, names[1]) == b"two"
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 2


def test_an_altered_or_lost_file_is_named(tmp_path: Path) -> None:
    one, two, three = kept(tmp_path, [b"one", b"two", b"three"])
    place(tmp_path, one).chmod(0o600)
    place(tmp_path, one).write_bytes(b"On e")
    place(tmp_path, two).unlink()
    assert lost(tmp_path, {"a.csv": one, "b.csv": two, "c.csv": three}) == ["a.csv", "b.csv"]


def test_a_damaged_file_is_mended_when_it_is_kept_again(tmp_path: Path) -> None:
    (one,) = kept(tmp_path, [b"one"])
    place(tmp_path, one).chmod(0o600)
    place(tmp_path, one).write_bytes(b"")
    kept(tmp_path, [b"one"])
    assert content(tmp_path, one) == b"one"
