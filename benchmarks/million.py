"""A million answers and 200,000 complaints read and measured in one run, beside DuckDB over the same files.

    python benchmarks/million.py [--answers 1000000] [--complaints 200000] [--write benchmarks/million.md]

DuckDB counts and averages the same CSVs without checking anything. Nothing is asserted.
"""

import argparse
import json
import platform
import shutil
import sys
import tempfile
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path
from time import perf_counter
from typing import Any

from benchmarks.tree import Tree, watched

ROOT = Path(__file__).resolve().parents[1]
PERIOD = "2026Q3"
CLIENTS, OFFICES = 3000, 30
QUESTIONS = ("Q1", "Q2", "Q3", "Q4", "Q5", "Q6", "Q2r", "Q7")
MEGABYTE = 1024 * 1024
SOURCES = """format: 1
sources:
  - {export: clients, files: [clients.csv], required: true, columns: {client_id: [client_id], name: [name],
     office_id: [office_id]}}
  - {export: offices, files: [offices.csv], required: true, columns: {office_id: [office_id], name: [name]}}
  - {export: survey, files: [answers.csv], required: false, layout: wide, columns: {response_id: [response_id],
     client_id: [client_id], answered_at: [answered_at]}, questions: {QUESTIONS}}
  - {export: complaints, files: [complaints.csv], required: false, columns: {complaint_id: [complaint_id],
     client_id: [client_id], category: [category], received_at: [received_at], first_reply_at: [first_reply_at],
     closed_at: [closed_at], state: [state]}}
"""
CLIENT = "'C' || lpad(CAST((random() * {clients})::INT % {clients} AS VARCHAR), 5, '0')"
MOMENT = "TIMESTAMP '2026-07-01' + INTERVAL (CAST(random() * 91 * 86400 AS BIGINT)) SECOND"


def workspace(folder: Path, answers: int, complaints: int) -> None:
    """Write registers, forms of eight answers each, and complaints; always the same ones."""
    import duckdb

    shutil.copytree(ROOT / "config", folder / "config")
    entries = ", ".join(f"{one}: [{one}]" for one in QUESTIONS)
    (folder / "config" / "sources.yaml").write_text(SOURCES.replace("QUESTIONS", entries), encoding="utf-8")
    surveys = folder / "surveys" / PERIOD
    surveys.mkdir(parents=True)
    db = duckdb.connect()
    db.execute("SET threads = 1; SELECT setseed(0.5)")
    who = CLIENT.format(clients=CLIENTS)

    def write(name: str, query: str) -> None:
        db.execute(f"COPY ({query}) TO '{surveys / name}' (HEADER, FORMAT csv)")

    write("offices.csv", f"SELECT 'E' || i AS office_id, '办事处' || i AS name FROM range({OFFICES}) t(i)")
    write(
        "clients.csv",
        f"SELECT 'C' || lpad(CAST(i AS VARCHAR), 5, '0') AS client_id, '客户' || i || '有限公司' AS name, "
        f"'E' || (i % {OFFICES}) AS office_id FROM range({CLIENTS}) t(i)",
    )
    scores = ", ".join(f"1 + (random() * 5)::INT % 5 AS {one}" for one in QUESTIONS)
    forms = answers // len(QUESTIONS)
    write(
        "answers.csv",
        f"SELECT 'R' || i AS response_id, {who} AS client_id, strftime({MOMENT}, '%Y/%m/%d %H:%M:%S') "
        f"AS answered_at, {scores} FROM range({forms}) t(i)",
    )
    wait = "INTERVAL (CAST(random() * 5 * 86400 AS BIGINT)) SECOND"
    write(
        "complaints.csv",
        f"SELECT 'K' || i AS complaint_id, {who} AS client_id, '类别' || (random() * 9)::INT AS category, r AS "
        f"received_at, f AS first_reply_at, CASE WHEN random() < 0.8 THEN f + {wait} END AS closed_at, '' "
        f"AS state FROM (SELECT i, r, r + {wait} AS f FROM "
        f"(SELECT i, {MOMENT} AS r FROM range({complaints}) t(i)))",
    )


# ------------------------------------------------------------------ what runs in a process of its own
def product(folder: Path) -> None:
    """Read and measure; print the seconds of each stage and a few figures."""
    from reportgen.ingest.ingest import ingested
    from reportgen.measure.insight import insight
    from reportgen.measure.table import measured
    from reportgen.model.facts import Window
    from reportgen.model.period import Period
    from reportgen.policy.load import load_config

    marks = [perf_counter()]
    config, _ = load_config(folder)
    assert config is not None
    window = Window.of(Period.parse(PERIOD), config.profile.zone)
    with tempfile.TemporaryDirectory() as scratch:
        found = ingested(config, window, scratch=Path(scratch), workers=2)
    marks.append(perf_counter())
    packs = config.in_force(window.last_day)
    now = measured(found.facts, window, packs, config.profile)
    marks.append(perf_counter())
    insight(found.facts, now, packs, config.profile)
    marks.append(perf_counter())
    took = (end - start for start, end in pairwise(marks))
    stages = dict(zip(("reading", "measuring", "patterns and drivers"), took, strict=True))
    company = now.measures[now.measures["level"] == "company"].set_index("measure")["value"]
    figures = {
        "complaints": int(company["complaint.count"]),
        "answers": len(found.facts.answers),
        "product_quality": float(company["satisfaction.product_quality"]),
    }
    print(json.dumps({"wall": marks[-1] - marks[0], "stages": stages, "figures": figures}))


def duckdb_figures(folder: Path) -> None:
    """The same means and counts from the same CSVs."""
    import duckdb

    start = perf_counter()
    surveys = folder / "surveys" / PERIOD
    db = duckdb.connect()
    db.execute("SET threads = 2")
    db.execute(f"CREATE TABLE forms AS SELECT * FROM read_csv('{surveys / 'answers.csv'}')")
    db.execute(f"CREATE TABLE complaints AS SELECT * FROM read_csv('{surveys / 'complaints.csv'}')")
    db.execute(f"CREATE TABLE clients AS SELECT * FROM read_csv('{surveys / 'clients.csv'}')")
    said = ", ".join(f"avg({one}) AS {one}" for one in QUESTIONS)
    for by in ("c.client_id", "c.office_id", "''"):
        people = "JOIN clients c USING (client_id) GROUP BY 1"
        db.execute(f"SELECT {by}, count(*), {said} FROM forms {people}").fetchall()
        db.execute(
            f"SELECT {by}, count(*), count(closed_at), median(first_reply_at - received_at), "
            "quantile_cont(epoch(closed_at) - epoch(received_at), 0.9), avg(epoch(first_reply_at) - "
            f"epoch(received_at)) FROM complaints {people}"
        ).fetchall()
    row = db.execute("SELECT (SELECT count(*) FROM complaints), (SELECT count(*) FROM forms)").fetchone()
    assert row is not None
    mean = db.execute("SELECT avg((Q1 - 1) * 25) FROM forms").fetchone()
    assert mean is not None
    figures = {"complaints": row[0], "answers": row[1] * len(QUESTIONS), "product_quality": mean[0]}
    print(json.dumps({"wall": perf_counter() - start, "stages": {}, "figures": figures}))


STEPS = {"product": product, "duckdb": duckdb_figures}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--answers", type=int, default=1_000_000)
    parser.add_argument("--complaints", type=int, default=200_000)
    parser.add_argument("--write", type=Path)
    parser.add_argument("--step", choices=STEPS)
    parser.add_argument("--folder", type=Path)
    asked = parser.parse_args()
    if asked.step:
        STEPS[asked.step](asked.folder)
        return
    with tempfile.TemporaryDirectory() as folder:
        workspace(Path(folder), asked.answers, asked.complaints)
        rows = []
        for name in ("duckdb", "product"):
            out, tree = watched([sys.executable, __file__, "--step", name, "--folder", folder])
            rows.append((name, json.loads(out), tree))
    sizes = f"--answers {asked.answers} --complaints {asked.complaints}"
    report = page(rows, f"python benchmarks/million.py {sizes} --write benchmarks/million.md")
    print(report)
    if asked.write:
        asked.write.write_text(report + "\n", encoding="utf-8")


def page(rows: list[tuple[str, Any, Tree]], command: str) -> str:
    """The table, the times as ratios to DuckDB's in the same run."""
    base = rows[0][1]["wall"]
    lines = [
        "# A million answers",
        "",
        f"Written by `{command}`.",
        "",
        "| | seconds | × DuckDB | CPU s | peak MB |",
        "|---|---:|---:|---:|---:|",
    ]
    for name, own, tree in rows:
        wall = own["wall"]
        lines.append(f"| {name} | {wall:.1f} | {wall / base:.0f} | {tree.cpu:.1f} | {tree.peak / MEGABYTE:.0f} |")
        lines += [f"| – {stage} | {took:.1f} | {took / base:.0f} | | |" for stage, took in own["stages"].items()]
    said = [f"{name} {own['figures']}" for name, own, _ in rows]
    lines += [
        "",
        "The same counts and the same mean: " + "; ".join(said) + ".",
        "",
        "DuckDB parses numbers and moments and computes counts, means and plain quantiles by company, office",
        "and client; it checks nothing. `reportgen` copies and hashes the files, parses them in a limited child,",
        "finds each row's client and its office on the day, settles repeated forms, gives every row a fate, and",
        "computes all measures with their limits, Kaplan–Meier quantiles on the working clock, patterns and",
        "drivers, in exact arithmetic. *Seconds* depend on other work on the machine, *CPU* does so less.",
        "",
        f"Python {platform.python_version()}, pandas {version('pandas')}, duckdb {version('duckdb')}.",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
