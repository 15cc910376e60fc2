"""Expected figures of the NYC 311 animal complaints, from DuckDB SQL and exact fractions.

Nothing here is the project's code. The rows come from SQL, elapsed time from the time zone
New York with its summer time, Kaplan-Meier from integer counts. Run it to write expected.json:

    python tests/real/nyc311/derive.py [OUTPUT]
"""

import hashlib
import json
import sys
from fractions import Fraction
from math import exp, log, sqrt
from pathlib import Path
from typing import Any

import duckdb

HERE = Path(__file__).resolve().parent
DATA = HERE.parents[2].parent / "shared" / "data" / "nyc311" / "311_Animals_short.csv"
ZONE = "America/New_York"
Z = 1.959963984540054
HALF, NINE_TENTHS = Fraction(1, 2), Fraction(9, 10)

# One scope = office and client columns of the mapping; a blank client counts nowhere.
AGENCY = ("agency", "kind")
BOROUGH = ("home", "zip")

# (case, mapping, period start, period end, as-of); local time of New York, half-open.
CASES = (
    ("2025Q1_by_agency", AGENCY, "2025-01-01", "2025-04-01", "2025-04-01"),
    ("2025Q1_by_agency_as_of_2025-03-14", AGENCY, "2025-01-01", "2025-04-01", "2025-03-15"),
    ("2025Q1_by_borough", BOROUGH, "2025-01-01", "2025-04-01", "2025-04-01"),
    ("2025-03_by_agency", AGENCY, "2025-03-01", "2025-04-01", "2025-04-01"),
    ("2025-02_by_agency", AGENCY, "2025-02-01", "2025-03-01", "2025-03-01"),
)

LOAD = """
CREATE TABLE requests AS
WITH typed AS (
    SELECT "Unique Key" AS id, Agency AS agency, "Complaint Type" AS kind, Borough AS borough,
           "Incident Zip" AS zip, Status AS status,
           strptime("Created Date", '%m/%d/%Y %H:%M')::TIMESTAMPTZ AS opened,
           strptime(nullif("Closed Date", ''), '%m/%d/%Y %H:%M')::TIMESTAMPTZ AS closed
    FROM read_csv(?, header = true, all_varchar = true, nullstr = '\x01')
),
homes AS (  -- the register of the borough mapping: most requests, ties by name
    SELECT zip, borough AS home,
           row_number() OVER (PARTITION BY zip ORDER BY count(*) DESC, borough) AS place
    FROM typed GROUP BY zip, borough
)
SELECT typed.*, homes.home FROM typed JOIN homes ON homes.zip = typed.zip AND homes.place = 1
"""

# Seconds by epoch(): the difference of two TIMESTAMPTZ counts whole local days, not elapsed time.
SEEN = """
SELECT {office} AS office, {client} AS client, (epoch(closed) - epoch(opened))::BIGINT AS took,
       (epoch(?::TIMESTAMP::TIMESTAMPTZ) - epoch(opened))::BIGINT AS waited,
       closed IS NOT NULL AND closed < ?::TIMESTAMP::TIMESTAMPTZ AS done,
       opened >= ?::TIMESTAMP::TIMESTAMPTZ AS in_period, status
FROM requests
WHERE opened < ?::TIMESTAMP::TIMESTAMPTZ AND opened < ?::TIMESTAMP::TIMESTAMPTZ AND {client} <> ''
"""


def curve(lives: list[tuple[int, bool]], q: Fraction) -> dict[str, float | None]:
    """Smallest event time with S(t) <= 1 - q in hours, its limits, and the longest duration."""
    at_risk, survival, variance = len(lives), Fraction(1), 0.0
    found: dict[str, float | None] = {"value": None, "low": None, "high": None, "at_least": None}
    by_time: dict[int, list[int]] = {}
    for seconds, event in lives:
        by_time.setdefault(seconds, [0, 0])[0 if event else 1] += 1
    for seconds in sorted(by_time):
        events, censored = by_time[seconds]
        if events:
            survival *= Fraction(at_risk - events, at_risk)
            hours = seconds / 3600
            if found["value"] is None and survival <= 1 - q:
                found["value"] = hours
            if survival > 0:
                variance += events / (at_risk * (at_risk - events))
                reach = exp(Z * sqrt(variance) / abs(log(survival)))
                if found["low"] is None and float(survival) ** reach <= 1 - q:
                    found["low"] = hours
                if found["high"] is None and float(survival) ** (1 / reach) <= 1 - q:
                    found["high"] = hours
        at_risk -= events + censored
    if found["value"] is None and lives:
        found["at_least"] = max(seconds for seconds, _ in lives) / 3600
    return found


def quantile(lives: list[tuple[int, bool]], q: Fraction) -> dict[str, Any]:
    """The published cells of one quantile."""
    cells = curve(lives, q)
    gap = "" if cells["value"] is not None else ("NOT_REACHED" if lives else "NO_DATA")
    return {**cells, "n": len(lives), "gap": gap}


def count(number: int) -> dict[str, Any]:
    """The published cells of a count."""
    return {"value": number, "n": number, "gap": ""}


def figures(rows: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """The measures of one scope from its requests seen at as-of."""
    here = [row for row in rows if row["in_period"]]
    done = [row for row in here if row["done"]]
    lives = [(row["took"], True) if row["done"] else (row["waited"], False) for row in here]
    closed = [(row["took"], True) for row in done]
    return {
        "complaint.count": count(len(here)),
        "complaint.open": count(sum(not row["done"] for row in rows)),
        "complaint.handling_calendar_hours.p50": quantile(lives, HALF),
        "complaint.handling_calendar_hours.p90": quantile(lives, NINE_TENTHS),
        "complaint.handling_calendar_hours.closed_only.p50": quantile(closed, HALF),
    }


def case(base: duckdb.DuckDBPyConnection, mapping: tuple[str, str], *moments: str) -> list[dict[str, Any]]:
    """Every scope of one period: company, offices, clients, in that order."""
    office, client = mapping
    start, end, as_of = moments
    found = base.execute(SEEN.format(office=office, client=client), [as_of, as_of, start, end, as_of])
    names = [column[0] for column in found.description]
    rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    scopes = {("company", "", "")} | {("office", row["office"], "") for row in rows}
    scopes |= {("client", row["office"], row["client"]) for row in rows}
    table = []
    for level, of_office, of_client in sorted(scopes):
        mine = [row for row in rows if of_office in ("", row["office"]) and of_client in ("", row["client"])]
        cells = figures(mine)
        table.append({"level": level, "office_id": of_office, "client_id": of_client, "measures": cells})
    return table


def facts(base: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """What the file holds, so that a quirk that disappears is noticed."""
    sql = """
    SELECT count(*), count(*) FILTER (closed IS NULL), count(*) FILTER (closed = opened),
           count(*) FILTER (closed < opened), count(*) FILTER (zip = ''),
           count(*) FILTER (borough <> home AND zip <> ''),
           count(*) FILTER (epoch(closed) - epoch(opened) <> epoch(closed::TIMESTAMP) - epoch(opened::TIMESTAMP))
    FROM requests
    """
    names = (
        "rows",
        "open",
        "closed_at_once",
        "closed_before_received",
        "without_zip",
        "in_another_borough_than_most_of_their_zip",
        "open_across_summer_time_and_closed",
    )
    return dict(zip(names, base.execute(sql).fetchone() or (), strict=True))


def expected() -> dict[str, Any]:
    """Everything that expected.json holds."""
    base = duckdb.connect()
    base.execute(f"SET TimeZone = '{ZONE}'")
    base.execute(LOAD, [str(DATA)])
    return {
        "inputs": {DATA.name: hashlib.sha256(DATA.read_bytes()).hexdigest()},
        "facts": facts(base),
        **{name: case(base, mapping, *moments) for name, mapping, *moments in CASES},
    }


def written() -> str:
    """The text of expected.json: each list of records one record a line."""
    lines = []
    for key, value in expected().items():
        records = (
            [json.dumps(record, separators=(", ", ": ")) for record in value] if isinstance(value, list) else []
        )
        text = "[\n  " + ",\n  ".join(records) + "\n ]" if records else json.dumps(value)
        lines.append(f" {json.dumps(key)}: {text}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


if __name__ == "__main__":
    Path(sys.argv[1] if len(sys.argv) > 1 else HERE / "expected.json").write_text(written(), encoding="utf-8")
