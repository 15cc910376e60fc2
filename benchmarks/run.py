"""Reports per second and memory beside a naive loop, reading beside bare pandas, and a whole build.

    python benchmarks/run.py [--clients 60] [--rows 200000] [--rounds 2] [--write benchmarks/results.md]

Every figure comes from this run, each step from a process of its own, so that the ratios hold on
any machine. Nothing is asserted: a slow machine is not a fault.
"""

import argparse
import csv
import io
import json
import os
import platform
import shutil
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path
from time import perf_counter
from typing import Any

from pypdf import PdfReader

from benchmarks.tree import Tree, watched

HERE = Path(__file__).resolve().parent
PERIOD = "2026Q3"
MEGABYTE = 1024 * 1024
Figures = dict[str, Any]
Table = list[tuple[str, ...]]


def step(name: str, *words: object, env: dict[str, str] | None = None) -> Figures:
    """Run one step of steps.py and return what it measured, with its peak of memory."""
    command = [sys.executable, str(HERE / "steps.py"), name, *map(str, words)]
    print(f"… {name}", file=sys.stderr, flush=True)
    out, tree = watched(command, env)
    return {**(json.loads(out) if out.strip() else {}), "peak": tree.peak, "cpu": tree.cpu}


def sample(folder: Path, clients: int) -> None:
    command = [sys.executable, "-m", "reportgen", "--quiet", "sample", str(folder)]
    watched([*command, "--clients", str(clients), "--offices", "6", "--quarters", "8", "--seed", "1"])


# ------------------------------------------------------------------ rendering
def rendering(folder: Path, workspace: Path, workers: int, rounds: int) -> Table:
    """The same pages by the loop, and by the product with one worker and with all; each variant's best round."""
    step("prepare", folder, workspace)
    env = {"FONTCONFIG_FILE": str(folder / "fonts" / "fonts.conf")}
    counts = dict.fromkeys((1, workers))
    turns = [
        (step("naive", folder, env=env), *(step("product", folder, n) for n in counts)) for _ in range(rounds)
    ]
    loop, *own = (min(variant, key=lambda figures: figures["wall"]) for variant in zip(*turns, strict=True))
    loop["sheets"] = sum(len(PdfReader(path).pages) for path in (folder / "naive").glob("*.pdf"))
    sizes = ("reports", "sheets", "MB", "seconds", "CPU s")
    head = ("rendering to PDF", *sizes, "reports/s", "× loop", "CPU ÷ loop", "peak MB", "÷ loop")
    names = [f"reportgen, {n} worker{'s' * (n > 1)}" for n in counts]
    rows = [("naive loop", loop), *zip(names, own, strict=True)]
    return [head, *(_rendering_row(name, figures, loop) for name, figures in rows)]


def _rendering_row(name: str, own: Figures, loop: Figures) -> tuple[str, ...]:
    rate = own["reports"] / own["wall"]
    return (
        name,
        str(own["reports"]),
        str(own["sheets"]),
        f"{own['bytes'] / MEGABYTE:.1f}",
        f"{own['wall']:.1f}",
        f"{own['cpu']:.1f}",
        f"{rate:.2f}",
        f"{rate / (loop['reports'] / loop['wall']):.2f}",
        f"{own['cpu'] / loop['cpu']:.2f}",
        f"{own['peak'] / MEGABYTE:.0f}",
        f"{own['peak'] / loop['peak']:.2f}",
    )


# ------------------------------------------------------------------ reading
def reading(folder: Path, workspace: Path, rows: int) -> Table:
    """One large CSV of orders: by the product, and by bare pandas without any check."""
    enlarged(folder, workspace, rows)
    bare, own = step("pandas", folder), step("ingest", folder)
    head = ("reading a CSV of orders", "rows", "seconds", "CPU s", "rows/s", "× pandas", "peak MB")
    return [
        head,
        *(_reading_row(name, figures, bare) for name, figures in (("bare pandas", bare), ("reportgen", own))),
    ]


def _reading_row(name: str, own: Figures, bare: Figures) -> tuple[str, ...]:
    rate = own["rows"] / own["wall"]
    return (
        name,
        str(own["rows"]),
        f"{own['wall']:.1f}",
        f"{own['cpu']:.1f}",
        f"{rate:.0f}",
        f"{rate / (bare['rows'] / bare['wall']):.2f}",
        f"{own['peak'] / MEGABYTE:.0f}",
    )


def enlarged(folder: Path, workspace: Path, rows: int) -> None:
    """Copy configuration and registers, and repeat the sample's orders under new numbers."""
    shutil.copytree(workspace / "config", folder / "config")
    there = workspace / "surveys" / PERIOD
    here = folder / "surveys" / PERIOD
    here.mkdir(parents=True)
    for register in there.glob("*登记表.xlsx"):
        shutil.copy(register, here)
    (orders,) = there.glob("订单_*.csv")
    head, *body = csv.reader(io.StringIO(orders.read_text("utf-8-sig")))
    whole = [line for line in body if line[0].startswith("DD") and not line[1].startswith("X")]
    with (here / orders.name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(head)
        writer.writerows([f"N{i:07d}", *whole[i % len(whole)][1:]] for i in range(rows))


# ------------------------------------------------------------------ the whole
def command(name: str, workspace: Path, folder: Path) -> tuple[float, Tree]:
    """Run a command over the period: how long it took, and what its processes used."""
    print(f"… {name}", file=sys.stderr, flush=True)
    words = [sys.executable, "-m", "reportgen", "--quiet", name, PERIOD]
    start = perf_counter()
    _, tree = watched([*words, "--root", str(workspace), "--output", str(folder)])
    return perf_counter() - start, tree


def whole(workspace: Path, folder: Path, clients: int) -> Table:
    """A build from the command line: every audience, HTML, PDF and data; and the leak gate by itself."""
    seconds, tree = command("build", workspace, folder)
    gate_seconds, gate = command("audit", workspace, folder)
    files = [path for path in (folder / PERIOD).resolve().rglob("*") if path.is_file()]
    pdfs = sum(path.suffix == ".pdf" for path in files)
    pages = sum(path.suffix == ".html" for path in files)
    size = sum(path.stat().st_size for path in files) / MEGABYTE
    head = ("whole build", "PDF", "HTML", "files", "MB", "seconds", "CPU s", "PDF/s", "peak MB", "÷ build")
    numbers = (
        f"{size:.0f}",
        f"{seconds:.1f}",
        f"{tree.cpu:.1f}",
        f"{pdfs / seconds:.2f}",
        f"{tree.peak / MEGABYTE:.0f}",
        "1.00",
    )
    share = f"{gate.cpu / tree.cpu:.2f}"
    alone = ("", f"{gate_seconds:.1f}", f"{gate.cpu:.1f}", "", f"{gate.peak / MEGABYTE:.0f}", share)
    return [
        head,
        (f"{clients} clients, 8 quarters", str(pdfs), str(pages), str(len(files)), *numbers),
        ("leak gate alone", "", "", "", *alone),
    ]


# ------------------------------------------------------------------ printing
def shown(table: Table) -> str:
    """Return a table in Markdown, columns aligned."""
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    rule = ["-" * (w + 1) + ("-" if i == 0 else ":") for i, w in enumerate(widths)]
    lines = [[_padded(i, cell, w) for i, (cell, w) in enumerate(zip(row, widths, strict=True))] for row in table]
    head, *body = ["| " + " | ".join(cells) + " |" for cells in lines]
    return "\n".join([head, "|" + "|".join(rule) + "|", *body])


def _padded(place: int, cell: str, width: int) -> str:
    return cell.ljust(width) if place == 0 else cell.rjust(width)


def machine() -> str:
    """Return what ran."""
    libraries = ", ".join(f"{name} {version(name)}" for name in ("weasyprint", "pandas", "jinja2"))
    load = os.getloadavg()[0]
    here = f"{len(os.sched_getaffinity(0))} processors, load {load:.1f} at the end"
    return f"{here}, Python {platform.python_version()}, {libraries}."


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--clients", type=int, default=60)
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--rounds", type=int, default=2, help="how often the rendering is measured")
    parser.add_argument("--write", type=Path, help="a Markdown file for the result")
    asked = parser.parse_args()
    workers = len(os.sched_getaffinity(0))
    with tempfile.TemporaryDirectory(prefix="reportgen-bench-") as name:
        folder = Path(name)
        for part in ("render", "read"):
            (folder / part).mkdir()
        workspace = folder / "workspace"
        sample(workspace, asked.clients)
        tables = [
            rendering(folder / "render", workspace, workers, asked.rounds),
            reading(folder / "read", workspace, asked.rows),
            whole(workspace, folder / "output", asked.clients),
        ]
    text = "\n\n".join([*map(shown, tables), machine()])
    print(text)
    if asked.write:
        words = f"--clients {asked.clients} --rows {asked.rows} --rounds {asked.rounds} --write {asked.write}"
        title = f"# Benchmarks\n\nWritten by `python benchmarks/run.py {words}`.\n\n"
        asked.write.write_text(title + text + "\n" + NOTES, encoding="utf-8")


NOTES = """
- *Naive loop*: `HTML(string=…).write_pdf()` over the same pages, their stylesheets inside each page, with the
  same fonts, in one process; untagged, while the product's PDFs are tagged. *Sheets* are counted in both, to show
  that they are the same pages.
- Each variant is measured in turn, twice unless `--rounds` says otherwise; the quicker round is shown.
- *Peak* is what the process and all its children hold at once (PSS: shared pages count once), sampled 20 times
  a second; *CPU* is theirs together, and less disturbed by other work on the machine than *seconds*:
  at a load above the number of processors these are longer than they need be.
- *Leak gate alone* is `reportgen audit` over the same build, which ran it too; *÷ build* is of CPU.
- *Bare pandas* reads text, dates and amounts and checks nothing. `reportgen` copies and hashes the input, scans
  it, parses it in a limited child, counts the rows a second time, finds each row's client and its office on the
  day, and gives every row a fate. The times include the import of the libraries.
"""

if __name__ == "__main__":
    main()
