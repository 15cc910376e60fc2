"""The worst report beside the same texts in a bare page: seconds of CPU, memory, and what stands outside the page.

    python benchmarks/worst.py [--limit 60] [--write benchmarks/worst.md]

One client has 5,000 complaints, a text of 100,000 characters, a word of 4,000 letters, emoji alone and 20,000
line breaks (tests/render/stressed.py). The peer lays the same texts out with WeasyPrint in a table whose columns
find their own width; it is stopped at the limit.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))


def measured(name: str, folder: Path, limit: int) -> dict[str, Any]:
    """Run one variant in a process of its own; what it says, or that it was stopped."""
    command = [sys.executable, str(HERE / "worst_steps.py"), name, str(folder)]
    print(f"… {name}", file=sys.stderr, flush=True)
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=limit)
    except subprocess.TimeoutExpired:
        return {"stopped": limit}
    return dict(json.loads(done.stdout.splitlines()[-1]))


def row(words: str, one: dict[str, Any]) -> str:
    if "stopped" in one:
        return f"| {words} | stopped after {one['stopped']} s | | | |"
    return f"| {words} | {one['seconds']:.1f} | {one['peak']:.0f} | {one['pages']} | {one['outside']} |"


def main() -> None:
    from tests.render.stressed import stressed

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--limit", type=int, default=60, help="seconds for each variant")
    parser.add_argument("--write", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        stressed(folder / "workspace", clients=12, offices=2)
        subprocess.run([sys.executable, str(HERE / "worst_steps.py"), "prepare", place], check=True)
        names = {
            "report": "reportgen, HTML and PDF, in a worker",
            "bare": "bare WeasyPrint, the page's texts, table of automatic widths",
            "whole": "bare WeasyPrint, the whole texts, table of automatic widths",
        }
        rows = [row(words, measured(name, folder, asked.limit)) for name, words in names.items()]
    out = [
        "# The worst report",
        "",
        "    python benchmarks/worst.py --write benchmarks/worst.md",
        "",
        f"{platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}. One client",
        "has 5,000 complaints, a text of 100,000 characters, a word of 4,000 letters, emoji alone and 20,000 line",
        "breaks.",
        "Target: 10 s, 500 MB, nothing outside the page. Seconds are those of the processor.",
        "",
        "| variant | CPU seconds | peak MB | pages | characters outside the page |",
        "|---|--:|--:|--:|--:|",
        *rows,
        "",
    ]
    print("\n".join(out))
    if asked.write:
        asked.write.write_text("\n".join(out), "utf-8")


if __name__ == "__main__":
    main()
