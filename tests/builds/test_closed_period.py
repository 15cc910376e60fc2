"""A closed period: kept, proved, and what later builds and late data make of it."""

import csv
import shutil
import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import pytest

from reportgen.closings import verify as verifying
from reportgen.closings.close import close
from reportgen.closings.restate import restate
from reportgen.closings.status import status
from reportgen.closings.verify import verify
from reportgen.ledger.chain import Act, append, entries
from reportgen.ledger.objects import place
from reportgen.model.period import Period
from reportgen.outcome import Outcome
from reportgen.pipeline import Exit, Request, Run, build
from tests.builds.conftest import new_workspace

pytestmark = pytest.mark.slow

Q2, Q3 = Period.parse("2026Q2"), Period.parse("2026Q3")
NOON = datetime(2026, 7, 8, 12, tzinfo=UTC)
LATE = "TS-LATE-1"


@dataclass(frozen=True)
class Closed:
    root: Path
    first: Run
    closing: Outcome

    @property
    def ledger(self) -> Path:
        return self.root / "ledger"

    def request(self, period: Period = Q2) -> Request:
        return Request(root=self.root, period=period)


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Closed:
    root = new_workspace(tmp_path_factory.mktemp("closed"))
    run = build(Request(root=root, period=Q2))
    return Closed(root, run, close(Request(root=root, period=Q2), at=NOON, actor="li@server"))


@pytest.fixture
def copied(closed: Closed, tmp_path: Path) -> Closed:
    """The same, to be damaged."""
    shutil.copytree(closed.root, tmp_path / "copy", symlinks=True)
    return Closed(tmp_path / "copy", closed.first, closed.closing)


def said(outcome: Outcome) -> str:
    return "\n".join(map(str, outcome.said))


def codes(outcome: Outcome) -> set[tuple[str, str]]:
    return {(problem.code, problem.file) for problem in outcome.problems}


def table(root: Path, period: str, name: str) -> pd.DataFrame:
    return pd.read_csv(root / "output" / period / "data" / f"{name}.csv", dtype=str, keep_default_na=False)


def late(root: Path) -> None:
    """A complaint of June reaches the folder of the third quarter."""
    path = root / "surveys" / "2026Q3" / "客诉台账_2026Q3.csv"
    lines = path.read_text("gb18030").splitlines()
    row = dict(zip(next(csv.reader([lines[0]])), next(csv.reader([lines[1]])), strict=True))
    row |= {"投诉编号": LATE, "收到时间": "2026/6/3 9:25", "首次答复时间": "2026-06-20 11:44", "结案时间": ""}
    path.write_text("\n".join([lines[0], ",".join(row.values()), *lines[1:]]) + "\n", "gb18030")


def test_a_closing_says_how_much_it_kept_and_its_head(closed: Closed) -> None:
    assert closed.closing.exit == Exit.DONE, closed.closing.problems
    assert entries(closed.ledger)[-1].hash in said(closed.closing)


def test_its_status_says_what_came_and_what_changed_since(copied: Closed) -> None:
    found, _ = status(copied.request(), NOON)
    assert found is not None
    assert {one.state for one in found.arrivals} == {"came"}
    assert found.built is not None
    assert (found.built.changed, found.built.program, found.built.draft) == ((), True, False)
    assert found.closed is not None
    assert found.closed.hash == entries(copied.ledger)[-1].hash
    (copied.root / "surveys" / "2026Q2" / "满意度调查_2026Q2.xlsx").unlink()
    (copied.root / "surveys" / "2026Q2" / "客户登记表.xlsx").unlink()
    lacking, outcome = status(copied.request(), NOON)
    assert lacking is not None
    states = {one.export: one.state for one in lacking.arrivals if one.state != "came"}
    assert states == {"clients": "missing", "survey": "missing"}
    assert outcome.exit is Exit.REFUSED
    assert lacking.built is not None
    assert len(lacking.built.changed) == 2


def test_a_period_is_closed_once(closed: Closed) -> None:
    again = close(closed.request(), at=NOON, actor="li@server")
    assert again.exit == Exit.USAGE
    assert "never changed" in said(again)
    assert len(entries(closed.ledger)) == 1


def test_the_kept_inputs_give_the_same_bytes(closed: Closed) -> None:
    head = entries(closed.ledger)[-1].hash
    proof = verify(closed.request(), head[:12])
    assert proof.exit == Exit.DONE, proof.problems
    whole = len(entries(closed.ledger)[0].body["outputs"])
    assert f"{whole} of {whole} files have the same bytes" in said(proof)


def test_with_another_version_tables_are_compared_and_it_says_so(
    closed: Closed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verifying, "versions", lambda: "another")
    proof = verify(closed.request())
    assert proof.exit == Exit.DONE, proof.problems
    assert "other versions are installed" in said(proof)


@pytest.mark.parametrize("tampered", ["output", "added", "kept", "chain", "head"])
def test_what_was_tampered_with_is_named(tampered: str, copied: Closed) -> None:
    body = entries(copied.ledger)[0].body
    page = copied.root / "output" / "2026Q2" / "data" / "measures.csv"
    head = ""
    if tampered == "output":
        page.write_bytes(page.read_bytes().replace(b"0", b"1", 1))
    elif tampered == "added":
        (page.parent / "new.csv").write_bytes(b"x")
    elif tampered == "kept":
        place(copied.ledger, body["outputs"]["data/grades.csv"]).unlink()
    elif tampered == "chain":
        with sqlite3.connect(copied.ledger / "ledger.sqlite") as database:
            database.execute("drop trigger no_update")
            database.execute("update entries set actor = 'wang@server'")
    else:
        head = "0123456789abcdef"
    named = {
        "output": ("E512", "data/measures.csv"),
        "added": ("E512", "data/new.csv"),
        "kept": ("E512", "data/grades.csv"),
        "chain": ("E511", "ledger.sqlite"),
        "head": ("E511", "ledger.sqlite"),
    }
    proof = verify(copied.request(), head)
    assert proof.exit == Exit.PUBLISH
    assert named[tampered] in codes(proof)
    assert {code for code, _ in codes(proof)} == {named[tampered][0]}


def test_a_build_that_is_not_of_now_is_not_closed(copied: Closed) -> None:
    shutil.rmtree(copied.ledger)
    file = copied.root / "config" / "profile.yaml"
    file.write_text(file.read_text("utf-8").replace("min_clients: 5", "min_clients: 6"), "utf-8")
    path = copied.root / "surveys" / "2026Q2" / "目标_2026Q2.csv"
    path.unlink()
    refused = close(copied.request(), at=NOON, actor="li@server")
    assert refused.exit == Exit.USAGE
    assert ("E513", "data/measures.csv") in codes(refused)
    assert entries(copied.ledger) == []


def test_a_build_of_a_closed_period_leaves_it_alone(copied: Closed) -> None:
    before = (copied.root / "output" / "2026Q2").resolve()
    run = build(copied.request())
    assert (copied.root / "output" / "2026Q2").resolve() == before
    assert "stays as it was closed" in str(run.message)
    assert run.output == (copied.root / "output" / ".preview" / "2026Q2").resolve()


def test_late_data_are_told_and_change_nothing_that_was_closed(copied: Closed) -> None:
    sent = {
        "to": "hd@example.com",
        "at": "2026-07-09T08:00:00+08:00",
        "files": [{"file": "HD.pdf", "sha256": "0"}],
    }
    append(
        copied.ledger, Act(kind="mailed", period="2026Q2", body={"messages": [sent]}, at=NOON, actor="li@server")
    )
    late(copied.root)
    told = restate(copied.request(), at=NOON, actor="li@server")
    assert told.exit == Exit.NOTED
    assert told.restated is not None
    counts = told.restated[(told.restated["figure"] == "complaint.count") & (told.restated["level"] == "company")]
    row = counts.to_dict("records")[0]
    assert row["new"] == row["old"] + 1
    assert row["cause"] == "rows"
    assert "客诉台账_2026Q3.csv:2" in row["places"]
    assert "hd@example.com" in said(told)
    assert [one.kind for one in entries(copied.ledger)] == ["closed", "mailed", "restated"]

    closed_count = table(copied.root, "2026Q2", "measures").set_index(
        ["level", "office_id", "client_id", "measure"]
    )
    built = build(copied.request(Q3))
    assert built.exit in {Exit.DONE, Exit.NOTED}
    now = table(copied.root, "2026Q3", "measures").set_index(["level", "office_id", "client_id", "measure"])
    told_now = table(copied.root, "2026Q3", "restated")
    assert set(told_now["closed_period"]) == {"2026Q2"}
    assert len(told_now) == len(told.restated)
    own = pd.read_csv(copied.root / "output" / "2026Q3" / "office-HD" / "data" / "restated.csv", dtype=str)
    assert set(own["office_id"]) <= {"HD"}
    page = (copied.root / "output" / "2026Q3" / "credit" / "management.html").read_text("utf-8")
    assert f"已关账数值按现有数据会不同：{len(told_now)} 项" in page
    figure = ("company", "", "", "complaint.count")
    assert str(now.loc[figure, "previous"]) == str(closed_count.loc[figure, "value"])
    grades = table(copied.root, "2026Q3", "grades")
    old = table(copied.root, "2026Q2", "grades").set_index(["pack", "client_id"])["score"]
    for pack, client, score in grades[["pack", "client_id", "previous_score"]].itertuples(index=False):
        assert score == old.get((pack, client), "")
    control = Request(root=copied.root, period=Q3, output=copied.root / "other", closed={})
    build(control)
    free = pd.read_csv(
        copied.root / "other" / "2026Q3" / "data" / "measures.csv", dtype=str, keep_default_na=False
    )
    free = free.set_index(["level", "office_id", "client_id", "measure"])
    assert int(str(free.loc[figure, "previous"])) == int(str(closed_count.loc[figure, "value"])) + 1
