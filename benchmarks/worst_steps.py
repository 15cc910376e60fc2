"""The steps of worst.py, each run in a process of its own; prints what it measured as JSON."""

import json
import os
import pickle
import resource
import sys
import time
from datetime import date
from html import escape
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))


def prepare(folder: Path) -> None:
    """Keep the worst client's page as a job of the render workers."""
    from reportgen.model.period import Period
    from reportgen.pipeline import check
    from reportgen.policy.load import load_config
    from reportgen.render.audience import audiences, masked
    from reportgen.render.views.pages import Asked, site

    root = folder / "workspace"
    config, _ = load_config(root)
    assert config is not None  # the sample's own
    results = check(root, Period.parse("2026Q3")).table
    credit = audiences(config, results)[0]
    made = site(masked(results, credit, config), credit, config, "zh", Asked(clients=frozenset({"C001"})))
    (job,) = (one for one in made.jobs if one.template == "client")
    (folder / "job").write_bytes(pickle.dumps(job))


def report(folder: Path) -> tuple[bytes, float]:
    """Render HTML and PDF as a warm worker does."""
    from reportgen.policy.profile import RenderLimits
    from reportgen.policy.shipped import shipped
    from reportgen.render.worker import RenderedFile, RenderSetup, Worker

    limits = RenderLimits()
    setup = RenderSetup(
        folders=(shipped("templates"),),
        fonts=(),
        locale="zh",
        accent="#0b4a82",
        made_on=date(2026, 9, 30),
        limits=limits,
    )
    worker = Worker(setup, folder / "fonts")
    worker.printer()
    job = pickle.loads((folder / "job").read_bytes())  # noqa: S301  # written by prepare()
    began = time.process_time()
    out = worker.rendered(job)
    spent = time.process_time() - began
    return next(one.content for one in out if isinstance(one, RenderedFile) and one.path.endswith(".pdf")), spent


def bare(folder: Path, longest: int = 2_000) -> tuple[bytes, float]:
    """Lay the same texts out in a table of automatic widths, with the same fonts."""
    from reportgen.render.fonts import load_fonts, write_fontconfig
    from tests.render.stressed import WORST

    os.environ["FONTCONFIG_FILE"] = str(write_fontconfig(load_fonts(())[0], folder / "bare"))
    from weasyprint import HTML

    rows = "".join(f"<tr><td>{at}</td><td>{escape(text[:longest])}</td></tr>" for at, text in enumerate(WORST))
    page = f"<html lang='zh'><style>@page {{ size: A4 }}</style><table>{rows}</table></html>"
    began = time.process_time()
    return HTML(string=page).write_pdf(), time.process_time() - began


def whole(folder: Path) -> tuple[bytes, float]:
    """Lay them out uncut."""
    return bare(folder, 10**9)


def main() -> None:
    name, folder = sys.argv[1], Path(sys.argv[2])
    if name == "prepare":
        prepare(folder)
        return
    from tests.render.boxes import letters, outside

    content, seconds = {"report": report, "bare": bare, "whole": whole}[name](folder)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    said: dict[str, Any] = {"seconds": seconds, "peak": peak, "outside": len(outside(content, 0))}
    said["pages"] = max(one.page for one in letters(content))
    print(json.dumps(said))


if __name__ == "__main__":
    main()
