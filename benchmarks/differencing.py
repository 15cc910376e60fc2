"""The differencing attack as a table: hidden figures of each reader, found with suppression and without.

    python -m benchmarks.differencing [--clients 15] [--offices 3] [--write benchmarks/differencing.md]

It runs what the tests run (``tests/builds/attack``), so that the published numbers are those of the tests.
"""

import argparse
import tempfile
from pathlib import Path
from unittest.mock import patch

from reportgen.model.results import Results
from reportgen.policy.audiences import Audience
from reportgen.render import suppression
from tests.builds.attack.plants import unsuppressed, with_past, with_table
from tests.builds.attack.tables import COUNTS
from tests.builds.attack.truth import secrets
from tests.builds.attack.worlds import PAIR, QUARTERS, Sample, sample
from tests.builds.test_differencing import broken, told_to

BEFORE, NOW = QUARTERS
Planted = dict[tuple[str, str], Results]
Row = tuple[str, ...]


def attacked(
    world: Sample, reader: Audience, planted: Planted | None = None, channel: str = "csv"
) -> tuple[int, int]:
    """Return how many figures are hidden from a reader, and how many of them the attack finds."""
    with tempfile.TemporaryDirectory(prefix="reportgen-") as folder:
        told = told_to(world, reader, Path(folder), planted, channel)
    return len(secrets(world, reader, told).cells), len(broken(world, reader, told))


def readers(world: Sample) -> list[Row]:
    """Every reader: hidden figures, found as built, and found with the company's figures left open."""
    rows: list[Row] = []
    for reader in world.readers():
        hidden, found = attacked(world, reader)
        seen = world.seen(reader)
        open_ = {(one, "csv"): unsuppressed(seen[one], world.quarters[one]) for one in QUARTERS}
        without = "–" if reader.whole else str(attacked(world, reader, open_)[1])
        rows.append((reader.id, str(hidden), str(found), without, str(without_edges(world, reader))))
    return rows


def without_edges(world: Sample, reader: Audience) -> int:
    """Return what is found where enough others alone open a figure."""
    with patch.object(suppression, "says_the_same_of_all", lambda _others: set()):
        return attacked(Sample(world.config, world.quarters), reader)[1]


def channels(world: Sample) -> list[Row]:
    """Every kind of table, alone unmasked in the copy of two offices together."""
    reader = world.reader(PAIR)
    seen = world.seen(reader)
    now, before = unsuppressed(seen[NOW], world.now), unsuppressed(seen[BEFORE], world.quarters[BEFORE])
    plants: dict[str, tuple[Planted, str]] = {
        "measures.csv": ({(NOW, "csv"): now}, "csv"),
        "data book": ({(NOW, "xlsx"): now}, "xlsx"),
        "previous, in measures.csv": ({(NOW, "csv"): with_past(seen[NOW], world.now)}, "csv"),
        "last quarter's measures.csv": ({(BEFORE, "csv"): before}, "csv"),
        **{f"{one}.csv": ({(NOW, "csv"): with_table(seen[NOW], world.now, one)}, "csv") for one in sorted(COUNTS)},
    }
    masked = {channel: str(attacked(world, reader, None, channel)[1]) for channel in ("csv", "xlsx")}
    return [
        (name, masked[channel], str(attacked(world, reader, planted, channel)[1]))
        for name, (planted, channel) in plants.items()
    ]


def table(head: Row, rows: list[Row]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def page(clients: int, offices: int) -> str:
    """Return the published page."""
    world = sample(clients, offices)
    return f"""# What a reader finds out by subtraction

    python -m benchmarks.differencing --clients {clients} --offices {offices} --write benchmarks/differencing.md

A sample of {clients} clients and {offices} offices. The reader has everything of two quarters and solves, in exact
fractions, for every figure that its copy hides: company = Σ offices = Σ clients for counts, money, numerators and
denominators; growth, twelve months and indexes from their parts; whole numbers and nothing below zero. A figure is
found where one value is left, and it is the master's. It knows who the clients and offices are.

{table(("reader", "hidden", "found", "all company figures open", "without the rule of edges"), readers(world))}

`management` sees every client: what is hidden from it are the items of scorecards, and no score gives one away
(`tests/builds/test_differencing.py`).

One table at a time left unmasked, in the copy of two offices together (`{PAIR}`): the attack does read it.

{table(("channel", "found as built", "found with it unmasked"), channels(world))}

Pages, drawings, sentences, PDFs, what they enclose and the search stand in the slow tests
(`tests/builds/test_differencing_pages.py`): nothing is found as built, and each, alone unmasked, gives at least
one figure away; a printed share of 86 % of 71 complaints is enough to know that it was 61. No page ranks the
clients of others.

**Not covered.** A reader who knows more than its files do, such as which other clients answered at all, has less
left to solve; `benchmarks.min_clients` and `min_offices` are there for it. A client that changes office takes its
past along: its new office can take that off a company figure of its own older reports, which are not rewritten.
Figures that are neither sums nor shares (quantiles of hours, tests) are only held against nought and all. Where a
reader sees no amounts, ratios of money stay exact; what their digits say of the amounts is not attacked.
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=15)
    parser.add_argument("--offices", type=int, default=3)
    parser.add_argument("--write", type=Path)
    asked = parser.parse_args()
    text = page(asked.clients, asked.offices)
    if asked.write:
        asked.write.write_text(text, encoding="utf-8")
    else:
        print(text)


if __name__ == "__main__":
    main()
