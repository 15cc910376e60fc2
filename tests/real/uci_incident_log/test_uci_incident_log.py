"""ServiceNow's log of 141,712 events: the ledger that it stands for, against DuckDB over the same bytes."""

import csv
import io
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest

from reportgen.ingest.ingest import Ingested, ingested
from reportgen.ingest.tickets import events
from reportgen.model.facts import Window
from reportgen.model.period import Period
from reportgen.policy.load import load_config
from tests.real.workspace import DATA, analysed, put, put_registers, workspace

pytestmark = pytest.mark.slow

FOLDER = DATA / "uci_incident_log"
MEMBER = "incident_event_log/incident_event_log.csv"
VARIANT = "variant_5998rows.csv"
NAME = "incident_event_log.csv"

# Column 0 number, 1 state, 5 updates, 6 promise kept, 9 opened, 13 updated, 15 location, 34 resolved, 35 closed.
TICKETS = """
CREATE TABLE tickets AS
WITH events AS (
    SELECT column00 AS number, column01 AS state, column05::INT AS count, column06 AS kept, column15 AS place,
           strptime(column09, '{form}') AS opened, strptime(column13, '{form}') AS updated,
           strptime(nullif(column34, '?'), '{form}') AS resolved,
           strptime(nullif(column35, '?'), '{form}') AS closed,
           row_number() OVER () AS row
    FROM read_csv(?, header = false, skip = 1, all_varchar = true, parallel = false)
), last AS (
    SELECT * FROM events QUALIFY row_number() OVER (
        PARTITION BY number ORDER BY updated DESC, count DESC, row DESC) = 1
), answered AS (
    SELECT number, updated AS reply FROM events WHERE state <> 'New' QUALIFY row_number() OVER (
        PARTITION BY number ORDER BY updated, count, row) = 1
)
SELECT number, place, opened, kept, state, coalesce(resolved, closed) AS ended,
       CASE WHEN reply BETWEEN opened AND coalesce(resolved, closed) THEN reply END AS reply
FROM last LEFT JOIN answered USING (number) WHERE place <> '?'
"""


def content(dialect: str) -> bytes:
    """Return the whole log, or the extract with the original headings."""
    if dialect == "variant":
        return (FOLDER / VARIANT).read_bytes()
    with zipfile.ZipFile(FOLDER / "incident_event_log.zip") as archive:
        return archive.read(MEMBER)


def sql(tmp_path: Path, dialect: str) -> duckdb.DuckDBPyConnection:
    """Return DuckDB with the tickets as it finds them."""
    path = tmp_path / "log.csv"
    path.write_bytes(content(dialect))
    connection = duckdb.connect()
    form = "%d/%m/%Y %H:%M" if dialect == "whole" else "%d-%m-%Y %H:%M"
    connection.execute(TICKETS.format(form=form), [str(path)])
    return connection


def delivered(root: Path, dialect: str, folder: str) -> Path:
    """Return a workspace with a register of the log's places and the log."""
    log = content(dialect)
    rows = csv.reader(io.StringIO(log.decode("ascii"), newline=""))
    next(rows)
    places = sorted({row[15] for row in rows} - {"?"})
    workspace(root, "uci_incident_log")
    put_registers(root, folder, [(place, place, "desk") for place in places], ["desk"])
    put(root, folder, NAME, log)
    return root


def read(root: Path, dialect: str) -> Ingested:
    """Return what the log says, seen from the end of 2017, when every ticket was closed."""
    config, problems = load_config(delivered(root, dialect, "2017"))
    assert config, problems
    window = Window.of(Period.parse("2017"), config.profile.zone, None)
    (root / "scratch").mkdir()
    return ingested(config, window, scratch=root / "scratch", workers=1)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Ingested:
    return read(tmp_path_factory.mktemp("whole"), "whole")


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> duckdb.DuckDBPyConnection:
    return sql(tmp_path_factory.mktemp("sql"), "whole")


def ledger(read: Ingested) -> pd.DataFrame:
    """Return the tickets by number, times as local ones."""
    frame = read.facts.complaints.set_index("complaint_id").sort_index()
    times = ["received_at", "first_reply_at", "closed_at"]
    local = frame[times].apply(lambda column: column.dt.tz_convert("Asia/Shanghai").dt.tz_localize(None))
    return frame.assign(**{name: local[name] for name in times})


def expected(connection: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Return the tickets as DuckDB finds them."""
    found: pd.DataFrame = connection.sql("SELECT * FROM tickets").df()
    return found.set_index("number").sort_index()


def differing(read: Ingested, connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Return how many tickets differ, by what."""
    ours, theirs = ledger(read), expected(connection)
    shared = ours.index.intersection(theirs.index)
    wrong = {"tickets": len(ours.index.symmetric_difference(theirs.index))}
    ours, theirs = ours.loc[shared], theirs.loc[shared]
    pairs = {"received_at": "opened", "first_reply_at": "reply", "closed_at": "ended", "client_id": "place"}
    for own, other in (*pairs.items(), ("result", "kept")):
        same = (ours[own] == theirs[other]) | (ours[own].isna() & theirs[other].isna())
        wrong[own] = int((~same).sum())
    return {name: count for name, count in wrong.items() if count}


def test_every_event_is_in_its_bucket(whole: Ingested) -> None:
    (row,) = whole.coverage[whole.coverage["export"] == "complaints"].to_dict("records")
    counts = {name: row[f"rows_{name}"] for name in ("read", "used", "set_aside", "superseded", "skipped")}
    assert counts == {"read": 141_712, "used": 24_912, "set_aside": 6, "superseded": 116_794, "skipped": 0}
    codes = Counter(problem.code for problem in whole.problems)
    assert (codes["W173"], codes["E246"], codes["W174"]) == (116_794, 6, 1)


def test_every_ticket_is_what_sql_finds(whole: Ingested, found: duckdb.DuckDBPyConnection) -> None:
    assert differing(whole, found) == {}
    assert set(whole.facts.complaints["state"]) == {"closed"}


def test_medians_by_place_and_promises_kept_are_what_sql_finds(
    whole: Ingested, found: duckdb.DuckDBPyConnection
) -> None:
    ours = ledger(whole)
    hours = (ours["closed_at"] - ours["received_at"]).dt.total_seconds() / 3600
    medians = found.sql(
        "SELECT place, median(epoch(ended) - epoch(opened)) / 3600, avg((kept = 'false')::INT) "
        "FROM tickets GROUP BY place"
    ).fetchall()
    by_place = hours.groupby(ours["client_id"]).median()
    late = (ours["result"] == "false").groupby(ours["client_id"]).mean()
    assert len(medians) == ours["client_id"].nunique() > 200
    for place, median, share in medians:
        assert by_place[place] == pytest.approx(median, abs=1e-9)
        assert late[place] == pytest.approx(share, abs=1e-12)


def test_a_year_s_measures_are_what_sql_finds(tmp_path: Path, found: duckdb.DuckDBPyConnection) -> None:
    results = analysed(delivered(tmp_path, "whole", "2016"), "2016")
    query = """
        SELECT count(*), quantile_disc(epoch(ended) - epoch(opened), 0.5) FILTER (ended < TIMESTAMP '2017-01-01')
        FROM tickets WHERE opened < TIMESTAMP '2017-01-01'
    """
    count, seconds = found.sql(query).fetchall()[0]
    company = results.changed[results.changed["level"] == "company"].set_index("measure")
    counted: Any = company.loc["complaint.count", "value"]
    assert int(counted) == count
    measured: Any = company.loc["complaint.handling_calendar_hours.closed_only.p50", "value"]
    assert float(measured) * 3600 == pytest.approx(seconds, abs=1e-6)


def test_both_dialects_tell_the_same_of_the_tickets_that_they_share(whole: Ingested, tmp_path: Path) -> None:
    other = ledger(read(tmp_path, "variant"))
    assert len(other) == len(expected(sql(tmp_path, "variant"))) == 890 - 2  # two of them have no place
    other.index = other.index.str.removeprefix("INC")
    same = ledger(whole).loc[other.index]
    for name in ("received_at", "first_reply_at", "closed_at", "state"):
        assert (same[name].eq(other[name]) | (same[name].isna() & other[name].isna())).all(), name
    assert (other["client_id"] == "Location " + same["client_id"]).all()


def test_control_counting_events_or_taking_the_first_one_is_seen(
    whole: Ingested, found: duckdb.DuckDBPyConnection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    late_events = found.sql("SELECT count(*) FROM tickets WHERE kept = 'false'").fetchall()[0][0] / 24_912
    text = content("whole").decode("ascii")
    rows = list(csv.reader(io.StringIO(text, newline="")))[1:]
    assert late_events > 5 * sum(row[6] == "false" for row in rows) / len(rows)
    whole_tickets = events._tickets
    turned = lambda frame: whole_tickets(frame[::-1])  # noqa: E731
    monkeypatch.setattr(events, "_tickets", turned)
    assert {"result", "first_reply_at"} <= set(differing(read(tmp_path, "whole"), found))
