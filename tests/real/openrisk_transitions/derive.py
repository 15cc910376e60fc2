"""Expected transitions of 1,829 obligors by year, from DuckDB SQL over the raw rating history.

Nothing here is the project's code. Every obligor is in the register for all years, so that each
year classifies all 1,829. Choices (docs/decisions/0003-real-data.md): the year's rating is the
last row of the obligor in the file up to the year's end (the file stands in order of date, and
within one day the later row wins); NR revokes the level and stays `withdrawn` until a new one;
a rating is due every year, so that a year without a row is `not_rerated`.

    python tests/real/openrisk_transitions/derive.py [OUTPUT]
"""

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

import duckdb

HERE = Path(__file__).resolve().parent
DATA = HERE.parents[2].parent / "shared" / "data" / "openrisk_transitions" / "rating_data_raw.csv"
YEARS = range(1999, 2006)

LOAD = """
CREATE TABLE history AS
SELECT row_number() OVER () AS line, CustomerId::INTEGER AS obligor,
       strptime("Date", '%d-%m-%Y')::DATE AS day, Rating AS rating, RatingNum::INTEGER AS number
FROM read_csv(?, header = true, all_varchar = true, parallel = false)
"""

FACTS = """
SELECT count(*) AS rows, count(DISTINCT obligor) AS obligors, count(*) FILTER (rating = 'NR') AS not_rated,
       count(*) - count(DISTINCT (obligor, day)) AS earlier_on_the_same_day,
       count(*) - count(DISTINCT (obligor, day, rating)) AS repeated,
       (SELECT count(*) FROM history a JOIN history b ON b.line = a.line + 1 AND b.obligor = a.obligor
        WHERE b.day < a.day) AS out_of_order
FROM history
"""

BY_YEAR = "SELECT year(day), count(*), count(DISTINCT (obligor, day)) FROM history GROUP BY 1 ORDER BY 1"

TRANSITIONS = """
WITH obligors AS (SELECT DISTINCT obligor FROM history),
now AS (SELECT obligor, arg_max(rating, line) AS rating, arg_max(number, line) AS number,
               max(year(day)) = $year AS seen
        FROM history WHERE year(day) <= $year GROUP BY obligor),
before AS (SELECT obligor, arg_max(rating, line) AS rating, arg_max(number, line) AS number
           FROM history WHERE year(day) < $year GROUP BY obligor),
both_ends AS (
    SELECT obligor, now.seen, now.rating AS latest,
           nullif(now.rating, 'NR') AS level, now.number AS rank,
           nullif(before.rating, 'NR') AS previous, before.number AS previous_rank
    FROM obligors LEFT JOIN now USING (obligor) LEFT JOIN before USING (obligor)
)
SELECT obligor, coalesce(previous, '') AS previous, coalesce(level, '') AS level,
       CASE WHEN latest = 'NR' THEN 'withdrawn'
            WHEN level IS NULL AND previous IS NULL THEN 'unrated'
            WHEN previous IS NULL THEN 'new'
            WHEN NOT seen THEN 'not_rerated'
            WHEN rank < previous_rank THEN 'up'
            WHEN rank > previous_rank THEN 'down'
            ELSE 'same' END AS transition
FROM both_ends ORDER BY obligor
"""


def year_of(base: duckdb.DuckDBPyConnection, year: int) -> list[dict[str, Any]]:
    """One record per class, previous and present level, with its obligors."""
    found: dict[tuple[str, str, str], list[int]] = {}
    for obligor, previous, level, transition in base.execute(TRANSITIONS, {"year": year}).fetchall():
        found.setdefault((transition, previous, level), []).append(obligor)
    return [
        {"transition": transition, "previous_level": previous, "level": level, "obligors": obligors}
        for (transition, previous, level), obligors in sorted(found.items())
    ]


def facts(base: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    """What the file holds, so that a quirk that disappears is noticed."""
    found = base.execute(FACTS)
    names = [column[0] for column in found.description]
    numbers = dict(zip(names, found.fetchone() or (), strict=True))
    years = {str(year): {"rows": rows, "days": days} for year, rows, days in base.execute(BY_YEAR).fetchall()}
    return {**numbers, "by_year": years}


def expected() -> dict[str, Any]:
    """Everything that expected.json holds."""
    base = duckdb.connect()
    base.execute("SET threads = 1")
    base.execute(LOAD, [str(DATA)])
    return {
        "inputs": {DATA.name: hashlib.sha256(DATA.read_bytes()).hexdigest()},
        "facts": facts(base),
        **{str(year): year_of(base, year) for year in YEARS},
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
