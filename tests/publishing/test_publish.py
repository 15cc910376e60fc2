"""A period is put before its readers whole, beside the others, and what is online already stays."""

import errno
import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from reportgen.deliver.lock import locked
from reportgen.ledger.chain import Act, LedgerError, append, chain_faults, entries
from reportgen.ledger.objects import kept
from reportgen.pipeline import Exit
from reportgen.policy.profile import Publishing
from reportgen.publishing import publish as publishing
from reportgen.publishing.folder import Folder
from reportgen.publishing.release import read
from tests.publishing.conftest import configured
from tests.publishing.small import AUDIENCES, FOREIGN, NOON, Small, said, site


def codes(outcome: object) -> list[str]:
    return [problem.code for problem in outcome.problems]  # type: ignore[attr-defined]


@contextmanager
def denied(folder: Path) -> Iterator[None]:
    """Let nobody write below ``folder``, root neither: its file system refuses."""
    original = os.open

    def refuse(path: object, flags: int, *more: int, **named: int) -> int:
        if str(path).startswith(str(folder)) and flags & os.O_CREAT:
            raise OSError(errno.EROFS, "Read-only file system")
        return original(path, flags, *more, **named)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(os, "open", refuse)
        yield


def test_each_audience_gets_a_root_with_its_periods(small: Small) -> None:
    assert small.publish("2026Q2").exit == Exit.DONE
    done = small.publish("2026Q3")
    assert done.exit == Exit.DONE, said(done)
    online = small.online()
    assert online["office-HN/2026Q3/index.html"] == b"<p>third office-HN</p>"
    assert online["office-HN/2026Q2/index.html"] == b"<p>second office-HN</p>"
    assert online["office-HN/periods.js"].startswith(b'window.REPORTGEN_PERIODS = {"periods":["2026Q3","2026Q2"]')
    assert b"url=2026Q3/index.html" in online["office-HN/index.html"]
    assert {path.split("/")[0] for path in online} == set(AUDIENCES)


def test_the_restricted_tables_are_never_published(small: Small) -> None:
    small.publish()
    assert not [path for path in small.target.rglob("*") if path.name in {"leak-gate.json", "manifest.json"}]


def test_the_record_of_a_release_lies_outside_every_root(small: Small) -> None:
    small.publish()
    records = [path.relative_to(small.target).parts for path in small.target.rglob("release.json")]
    assert [parts[0] for parts in records] == ["releases"]
    assert [len(parts) for parts in records] == [3]


def test_the_ledger_says_what_is_online_where(small: Small) -> None:
    small.publish()
    (entry,) = entries(small.ledger, kind="published")
    release = read((small.target / "current" / "release.json").read_bytes())
    assert release is not None
    assert entry.body["target"] == str(small.target)
    assert entry.body["release"] == (small.target / "current").readlink().name == release.name
    assert entry.body["content"] == release.content
    assert entry.body["builds"] == {"2026Q3": release.build("2026Q3")}
    assert (entry.period, entry.actor) == ("2026Q3", "li@server")


def test_publishing_the_same_build_again_changes_nothing_and_says_so(small: Small) -> None:
    small.publish()
    before = small.releases()
    again = small.publish()
    assert again.exit == Exit.DONE
    assert "already online" in said(again)
    assert small.releases() == before
    assert len(entries(small.ledger, kind="published")) == 1


def test_a_new_build_of_a_period_leaves_no_page_of_the_old_one(small: Small) -> None:
    small.built("2026Q3", site("first", clients=3))
    small.publish()
    small.built("2026Q3", site("third", clients=1))
    small.publish()
    assert "office-HN/2026Q3/clients/C2.html" not in small.online()
    assert all(b"first" not in content for content in small.online().values())


def test_former_periods_take_no_more_room(small: Small) -> None:
    small.publish("2026Q2")
    small.publish("2026Q3")
    page = small.target / "current" / "office-HN" / "2026Q2" / "index.html"
    assert page.stat().st_nlink == 2


def test_a_disk_without_hard_links_gets_copies(small: Small, monkeypatch: pytest.MonkeyPatch) -> None:
    small.publish("2026Q2")

    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    small.publish("2026Q3")
    page = small.target / "current" / "office-HN" / "2026Q2" / "index.html"
    assert (page.stat().st_nlink, page.read_bytes()) == (1, b"<p>second office-HN</p>")


def test_rights_are_set_whatever_the_umask_and_the_group_is_handed_down(small: Small) -> None:
    small.target.chmod(0o2750)
    old = os.umask(0o077)
    try:
        small.publish()
    finally:
        os.umask(old)
    inside = [small.target / "releases", *(small.target / "releases").rglob("*")]
    modes = {stat.S_IMODE(path.lstat().st_mode) for path in inside if path.name != "lock"}
    assert modes == {0o2750, 0o640}


# ------------------------------------------------------------------------------- what is refused


def test_a_draft_is_refused_unless_it_is_asked_for(small: Small) -> None:
    small.built("2026Q3", site("third"), draft=True)
    refused = small.publish()
    assert refused.exit == Exit.USAGE
    assert "--draft" in said(refused)
    assert not (small.target / "current").exists()
    assert small.publish(draft=True).exit == Exit.DONE


def test_no_build_no_publication(small: Small) -> None:
    missing = small.publish("2026Q1")
    assert missing.exit == Exit.USAGE
    assert "build it first" in said(missing)


def test_the_leak_gate_runs_first(small: Small) -> None:
    small.publish("2026Q2")
    leaking = site("third") | {"office-HN/index.html": f"<p>{FOREIGN}</p>".encode()}
    small.built("2026Q3", leaking)
    before = small.online()
    stopped = small.publish("2026Q3")
    assert (stopped.exit, codes(stopped)) == (Exit.LEAK, ["E701"])
    assert small.online() == before
    assert len(entries(small.ledger, kind="published")) == 1


def test_the_same_words_before_their_own_office_pass_the_gate(small: Small) -> None:
    small.built("2026Q3", site("third") | {"office-HD/index.html": f"<p>{FOREIGN}</p>".encode()})
    assert small.publish("2026Q3").exit == Exit.DONE


@pytest.mark.parametrize("how", ["altered", "lost", "added"])
def test_a_build_that_was_touched_is_refused(how: str, small: Small) -> None:
    folder = small.root / "output" / "2026Q3" / "office-HN"
    if how == "altered":
        (folder / "index.html").write_bytes(b"<p>better</p>")
    elif how == "lost":
        (folder / "index.html").unlink()
    else:
        (folder / "extra.html").write_bytes(b"<p>more</p>")
    refused = small.publish()
    assert (refused.exit, codes(refused)) == (Exit.PUBLISH, ["E512"])
    assert not (small.target / "current").exists()


def closed(small: Small) -> None:
    """Enter a closing of the third quarter as it stands."""
    folder = small.root / "output" / "2026Q3"
    files = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}
    hashes = kept(small.ledger, [path.read_bytes() for path in files.values()])
    body = {"outputs": dict(zip(files, hashes, strict=True))}
    append(small.ledger, Act(kind="closed", period="2026Q3", body=body, at=NOON, actor="li@server"))


def test_a_closed_period_is_published_as_it_was_closed(small: Small) -> None:
    closed(small)
    small.built("2026Q3", site("later"))
    refused = small.publish()
    assert (refused.exit, set(codes(refused))) == (Exit.PUBLISH, {"E512"})
    assert "as it was closed" in said(refused)


def test_a_closed_period_that_the_output_has_lost_comes_back_from_the_ledger(small: Small) -> None:
    closed(small)
    shutil.rmtree(small.root / "output" / "2026Q3")
    done = small.publish()
    assert done.exit == Exit.DONE, said(done)
    assert small.online()["office-HN/2026Q3/index.html"] == b"<p>third office-HN</p>"


@pytest.mark.parametrize("folder", ["output", "surveys/2026Q3", "config", ".", "ledger"])
def test_a_folder_of_the_workspace_is_no_target(folder: str, small: Small) -> None:
    refused = small.publish(to=str(small.root / folder))
    assert (refused.exit, codes(refused)) == (Exit.PUBLISH, ["E506"])


def test_a_folder_with_things_of_others_is_no_target(small: Small) -> None:
    (small.target / "index.php").write_text("<?php")
    refused = small.publish()
    assert (refused.exit, codes(refused)) == (Exit.PUBLISH, ["E506"])
    assert "index.php" in said(refused)
    assert [path.name for path in small.target.iterdir()] == ["index.php"]


def test_a_target_that_is_not_there_is_not_made(small: Small) -> None:
    small.target.rmdir()
    refused = small.publish()
    assert (refused.exit, codes(refused)) == (Exit.PUBLISH, ["E506"])
    assert "mount the share" in said(refused)
    assert not small.target.exists()


@pytest.mark.parametrize("planted", ["releases", "current"])
def test_a_link_or_folder_that_somebody_planted_is_refused(planted: str, small: Small, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    if planted == "releases":
        (small.target / "releases").symlink_to(other)
    else:
        small.publish("2026Q2")
        (small.target / "current").unlink()
        (small.target / "current").mkdir()
    refused = small.publish()
    assert (refused.exit, codes(refused)) == (Exit.PUBLISH, ["E506"])
    assert list(other.iterdir()) == []


def test_a_disk_without_links_is_said_to_be_so(small: Small, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(Path, "symlink_to", refuse)
    refused = small.publish()
    assert (refused.exit, codes(refused)) == (Exit.PUBLISH, ["E506"])
    assert "symbolic links" in said(refused)


# ------------------------------------------------------------------------------- faults of the machine


def test_a_read_only_target_is_known_before_the_gate_reads_anything(small: Small) -> None:
    small.publish("2026Q2")
    before = small.online()
    with denied(small.target):
        refused = small.publish("2026Q3")
    assert (refused.exit, codes(refused)) == (Exit.PUBLISH, ["E503"])
    assert small.online() == before


def test_two_publications_at_once(small: Small) -> None:
    small.publish("2026Q2")
    with locked(small.target / "releases"):
        second = small.publish("2026Q3")
    assert second.exit == Exit.LOCKED
    assert "somebody else is publishing" in said(second)


def test_a_build_at_the_same_time(small: Small) -> None:
    with locked(small.root / "output" / ".work"):
        second = small.publish("2026Q3")
    assert second.exit == Exit.LOCKED
    assert "another build is running" in said(second)


def test_another_machine_that_switched_meanwhile_is_noticed(small: Small, monkeypatch: pytest.MonkeyPatch) -> None:
    """A lock does not reach every machine that writes to a share: the switch looks once more."""
    small.publish("2026Q2")
    put = Folder.put

    def late(self: Folder, *given: object) -> None:
        put(self, *given)  # type: ignore[arg-type]
        other = small.target / "releases" / "000009-2026Q3-abcdefabcdef"
        other.mkdir()
        (small.target / "current").unlink()
        (small.target / "current").symlink_to(Path("releases") / other.name)

    monkeypatch.setattr(Folder, "put", late)
    refused = small.publish("2026Q3")
    assert (refused.exit, codes(refused)) == (Exit.LOCKED, ["E504"])
    assert (small.target / "current").readlink().name == "000009-2026Q3-abcdefabcdef"


def test_a_clock_that_was_set_back_changes_nothing(small: Small) -> None:
    small.publish("2026Q2")
    yesterday: datetime = NOON - timedelta(days=400)
    done = small.publish("2026Q3", at=yesterday)
    assert done.exit == Exit.DONE
    assert [one[:6] for one in small.releases()] == ["000001", "000002"]
    assert (small.target / "current").readlink().name.startswith("000002")
    assert not chain_faults(entries(small.ledger))


def test_a_ledger_that_fails_after_the_switch_is_said_and_made_good(
    small: Small, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise LedgerError(small.ledger, OSError(errno.ENOSPC, "No space left on device"))

    with monkeypatch.context() as patched:
        patched.setattr(publishing, "entered", broken)
        half = small.publish()
    assert (half.exit, codes(half)) == (Exit.PUBLISH, ["E511"])
    assert "run the same command again" in said(half)
    assert small.online()
    assert not entries(small.ledger)
    again = small.publish()
    assert again.exit == Exit.DONE
    assert len(entries(small.ledger, kind="published")) == 1


def test_a_crash_before_the_switch_is_finished_without_writing_again(
    small: Small, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Folder, "switch", die)
        with pytest.raises(KeyboardInterrupt):
            small.publish()
    left = small.releases()
    assert not (small.target / "current").exists()
    monkeypatch.setattr(Folder, "put", die)
    assert small.publish().exit == Exit.DONE
    assert small.releases() == left


# ------------------------------------------------------------------------------- what lies at the target


def damaged(small: Small, path: str) -> None:
    place = small.target / "current" / path
    place.chmod(0o640)
    place.write_bytes(b"<p>touched</p>")


def test_an_altered_page_of_the_period_is_put_right(small: Small) -> None:
    small.publish()
    damaged(small, "office-HN/2026Q3/index.html")
    assert small.publish().exit == Exit.DONE
    assert small.online()["office-HN/2026Q3/index.html"] == b"<p>third office-HN</p>"
    assert len(small.releases()) == 2


def test_an_altered_page_of_another_period_comes_from_the_output_folder(small: Small) -> None:
    small.publish("2026Q2")
    damaged(small, "office-HN/2026Q2/index.html")
    assert small.publish("2026Q3").exit == Exit.DONE
    assert small.online()["office-HN/2026Q2/index.html"] == b"<p>second office-HN</p>"


def test_an_altered_page_that_nobody_has_any_more_is_named(small: Small) -> None:
    small.publish("2026Q2")
    damaged(small, "office-HN/2026Q2/index.html")
    shutil.rmtree(small.root / "output" / "2026Q2")
    refused = small.publish("2026Q3")
    assert (refused.exit, codes(refused)) == (Exit.PUBLISH, ["E507"])
    assert "office-HN/2026Q2/index.html" in said(refused)
    assert (small.target / "current").readlink().name.startswith("000001")


def test_old_releases_go_but_never_the_one_before(small: Small, monkeypatch: pytest.MonkeyPatch) -> None:
    configured(monkeypatch, publishing=Publishing(keep=2))
    for number in range(4):
        small.built("2026Q3", site(f"build {number}"))
        small.publish()
    assert [one[:6] for one in small.releases()] == ["000003", "000004"]
    small.rollback()
    small.built("2026Q3", site("build 5"))
    small.publish()
    assert [one[:6] for one in small.releases()] == ["000003", "000004", "000005"]


def test_what_an_interrupted_publication_left_is_removed(small: Small) -> None:
    small.publish("2026Q2")
    (small.target / "releases" / ".new-000009-2026Q3-abcdefabcdef" / "office-HN").mkdir(parents=True)
    (small.target / "releases" / ".gone-000000-2026Q3-abcdefabcdef").mkdir()
    small.publish("2026Q3")
    assert [one[:6] for one in small.releases()] == ["000001", "000002"]
