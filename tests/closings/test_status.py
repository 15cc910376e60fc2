"""Where a period stands, as a person and as a machine reads it."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from reportgen.closings.status import Arrival, Standing, Status
from reportgen.closings.status_words import as_json, lines
from reportgen.ledger.chain import Act, Entry, append
from reportgen.pipeline import Exit
from reportgen.policy.sources import Freshness

NOON = datetime(2026, 10, 8, 12, tzinfo=UTC)
CAME = Arrival(
    export="complaints", state="came", required=False, rows=62, latest=date(2026, 9, 28), days=2, limit=7
)
REGISTER = Arrival(export="clients", state="came", required=True, rows=12)
BUILT = Standing(at=NOON, draft=False, changed=(), program=True)


def entered(folder: Path, kind: str, body: dict[str, Any]) -> Entry:
    return append(folder, Act(kind=kind, period="2026Q3", body=body, at=NOON, actor="li@server"))


def told(*arrivals: Arrival, built: Standing | None = BUILT) -> Status:
    return Status(
        period="2026Q3",
        today=date(2026, 10, 8),
        until=date(2026, 9, 30),
        arrivals=arrivals or (CAME, REGISTER),
        never=("visits",),
        built=built,
        closed=None,
        restated=(),
        published=(),
        mailed=(),
        locale="en",
    )


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (told(), Exit.DONE),
        (told(built=None), Exit.NOTED),
        (told(built=replace(BUILT, changed=("config/profile.yaml",))), Exit.NOTED),
        (told(replace(CAME, state="stale")), Exit.NOTED),
        (told(replace(CAME, state="missing")), Exit.NOTED),
        (told(replace(CAME, state="overdue")), Exit.REFUSED),
        (told(replace(REGISTER, state="missing")), Exit.REFUSED),
        (told(replace(REGISTER, state="refused")), Exit.REFUSED),
    ],
)
def test_the_exit_code_says_whether_something_is_to_be_done(status: Status, code: Exit) -> None:
    assert status.exit is code


def test_what_is_wrong_comes_first_and_says_the_limit() -> None:
    late = replace(CAME, state="overdue", latest=date(2026, 8, 1), days=60)
    lost = Arrival(export="orders", state="missing", required=False, last="2026Q2")
    _, _, first, second, plain, *_ = lines(told(CAME, late, lost, REGISTER))
    assert first.startswith("  overdue  ")
    assert first.endswith(": 62 rows, the latest of 2026-08-01, 60 days before 2026-09-30; at most 7 are agreed")
    assert second.endswith(": last came for 2026Q2")
    assert plain.startswith("  ok       ")


def test_the_way_of_a_period_is_told_step_by_step(tmp_path: Path) -> None:
    assert list(lines(told(built=None)))[-4:] == [
        "Built: no; `reportgen build 2026Q3`",
        "Closed: no; `reportgen close 2026Q3` when it is final",
        "Published: no",
        "Mailed: no",
    ]
    message = {"to": "hd@example.com", "at": "2026-10-08T12:00:00+00:00", "files": []}
    closed = entered(tmp_path, "closed", {})
    first, last = (
        entered(tmp_path, "published", {"target": "/srv/www", "release": name}) for name in ("r1", "r2")
    )
    mailed = entered(tmp_path, "mailed", {"messages": [message, message]})
    done = replace(told(), closed=closed, published=(first, last), mailed=(mailed,))
    assert list(lines(done))[-4:] == [
        "Built: 2026-10-08 12:00, from the files as they are",
        f"Closed: 2026-10-08 12:00 by li@server, entry {closed.hash[:12]}",
        "Published: 2026-10-08 12:00 at /srv/www",
        "Mailed: 2 messages, the last 2026-10-08 12:00",
    ]
    content = json.loads(as_json(done))
    assert content["exit"] == 0
    assert [one["target"] for one in content["published"]] == ["/srv/www", "/srv/www"]
    assert content["exports"][0]["latest"] == "2026-09-28"


def test_a_limit_that_stops_before_it_warns_is_refused() -> None:
    with pytest.raises(ValidationError):
        Freshness(warn=7, stop=3)
    assert Freshness(warn=7, stop=7).stop == 7  # control
