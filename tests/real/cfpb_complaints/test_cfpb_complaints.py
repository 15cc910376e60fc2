"""Complaints about financial firms, in two dialects of headings: counts and days, against DuckDB."""

import csv
import io
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest

from reportgen.ingest.ingest import Ingested, ingested
from reportgen.model.facts import Window
from reportgen.model.period import Period
from reportgen.policy.load import load_config
from tests.real.workspace import DATA, analysed, put, put_registers, workspace

FOLDER = DATA / "cfpb_complaints"
LARGE, SMALL = "cfpb_sample_3186.csv", "cfpb_2013_1000.csv"

LOAD = """
CREATE TABLE complaints AS
WITH once AS (SELECT DISTINCT * FROM read_csv(?, header = true, all_varchar = true, nullstr = '\x01'))
SELECT regexp_replace({company}, ' +', ' ', 'g') AS company,
       {issue} AS issue, {timely} AS timely, {response} AS response,
       strptime({received}, '%m/%d/%Y')::DATE AS received, strptime({sent}, '%m/%d/%Y')::DATE AS sent
FROM once
"""
HEADINGS = {
    LARGE: {
        "company": "Company", "issue": "Issue", "timely": '"Timely response?"', "received": '"Date received"',
        "sent": '"Date sent to company"', "response": '"Company response to consumer"',
    },
    SMALL: {
        "company": "company", "issue": "issue", "timely": "timely_response", "received": "date_received",
        "sent": "date_sent_to_company", "response": "company_response_to_consumer",
    },
}  # fmt: skip


def sql(name: str) -> duckdb.DuckDBPyConnection:
    """Return DuckDB with the complaints of one file, equal rows once."""
    connection = duckdb.connect()
    connection.execute(LOAD.format(**HEADINGS[name]), [str(FOLDER / name)])
    return connection


def delivered(root: Path, name: str, folder: str, content: bytes | None = None) -> Path:
    """Return a workspace with the firms as register and one file."""
    raw = content or (FOLDER / name).read_bytes()
    rows = csv.DictReader(io.StringIO((FOLDER / name).read_text("utf-8"), newline=""))
    firms = sorted({row[HEADINGS[name]["company"]] for row in rows})
    root.mkdir(exist_ok=True)
    workspace(root, "cfpb_complaints")
    put_registers(root, folder, [(f"F{at:03d}", firm, "all") for at, firm in enumerate(firms)], ["all"])
    put(root, folder, name, raw)
    return root


def read(root: Path, name: str, content: bytes | None = None) -> Ingested:
    """Return what one file says, seen from the end of 2017."""
    config, problems = load_config(delivered(root, name, "2017Q4", content))
    assert config, problems
    window = Window.of(Period.parse("2017Q4"), config.profile.zone, None)
    (root / "scratch").mkdir()
    return ingested(config, window, scratch=root / "scratch", workers=1)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Ingested:
    return read(tmp_path_factory.mktemp("large"), LARGE)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Ingested:
    return read(tmp_path_factory.mktemp("small"), SMALL)


def told(of: Ingested) -> pd.DataFrame:
    """Return day, firm, days to the hand-over and promise of every complaint."""
    names = of.facts.register.drop_duplicates("client_id").set_index("client_id")["name"]
    frame = of.facts.complaints
    days = [
        frame[name].dt.tz_convert("America/New_York").dt.tz_localize(None).dt.normalize()
        for name in ("received_at", "first_reply_at")
    ]
    return pd.DataFrame(
        {
            "received": days[0],
            "company": frame["client_id"].map(names),
            "issue": frame["category"],
            "timely": frame["result"],
            "state": frame["state"],
            "took": (days[1] - days[0]).dt.days,
            "impossible": frame["impossible"].astype(bool),
        }
    )


def counts(of: Ingested) -> dict[str, int]:
    """Return what became of the rows of the ledger."""
    (row,) = of.coverage[of.coverage["export"] == "complaints"].to_dict("records")
    return {name: int(row[f"rows_{name}"]) for name in ("read", "used", "set_aside", "superseded", "skipped")}


def differing(of: Ingested, name: str) -> list[str]:
    """Return the questions that the ledger and DuckDB answer differently."""
    ours, connection = told(of), sql(name)
    asked = {
        "by day": "SELECT received, count(*) FROM complaints GROUP BY 1",
        "by firm": "SELECT company, count(*) FROM complaints GROUP BY 1",
        "by issue": "SELECT issue, count(*) FROM complaints GROUP BY 1",
        "by promise": "SELECT timely, count(*) FROM complaints GROUP BY 1",
        "impossible": "SELECT sent < received, count(*) FROM complaints GROUP BY 1",
        "days": "SELECT sent - received, count(*) FROM complaints WHERE sent >= received GROUP BY 1",
    }
    found = {
        "by day": ours["received"].dt.date,
        "by firm": ours["company"],
        "by issue": ours["issue"],
        "by promise": ours["timely"],
        "impossible": ours["impossible"],
        "days": ours.loc[~ours["impossible"], "took"],
    }
    return [
        question
        for question, query in asked.items()
        if dict(connection.sql(query).fetchall()) != found[question].value_counts().to_dict()
    ]


def test_the_rows_end_in_their_buckets(large: Ingested, small: Ingested) -> None:
    assert counts(large) == {"read": 3186, "used": 3175, "set_aside": 0, "superseded": 11, "skipped": 0}
    assert counts(small) == {"read": 1000, "used": 1000, "set_aside": 0, "superseded": 0, "skipped": 0}
    assert [int(told(of)["impossible"].sum()) for of in (large, small)] == [6, 23]


@pytest.mark.parametrize("name", [LARGE, SMALL])
def test_both_dialects_say_what_sql_finds(name: str, large: Ingested, small: Ingested) -> None:
    assert differing(large if name == LARGE else small, name) == []


def test_what_is_in_progress_is_open(large: Ingested) -> None:
    assert told(large)["state"].value_counts().to_dict() == {"closed": 3172, "open": 3}


def test_a_quarter_counts_the_complaints_of_its_days_alone(tmp_path: Path) -> None:
    results = analysed(delivered(tmp_path, LARGE, "2016Q1"), "2016Q1")
    company = results.changed[results.changed["level"] == "company"].set_index("measure")
    query = "SELECT count(*) FROM complaints WHERE received BETWEEN '2016-01-01' AND '2016-03-31'"
    counted: Any = company.loc["complaint.count", "value"]
    assert int(counted) == sql(LARGE).sql(query).fetchall()[0][0] > 2700


def test_control_a_file_with_a_day_and_month_exchanged_or_a_row_less_is_seen(tmp_path: Path) -> None:
    lines = (FOLDER / LARGE).read_bytes().splitlines(keepends=True)
    fewer = read(tmp_path / "fewer", LARGE, b"".join(lines[:-1]))
    assert "by day" in differing(fewer, LARGE)
    odd = [line.replace(b"2/1/2016", b"1/2/2016") for line in lines]
    assert "by day" in differing(read(tmp_path / "odd", LARGE, b"".join(odd)), LARGE)
