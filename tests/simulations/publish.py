"""Writes benchmarks/simulations.md: ``python -m tests.simulations.publish``."""

from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from tests.simulations import shares
from tests.simulations.lines import ALARMS, LINES, MEANS, MEDIANS, SHARES, WITHIN, Line, outcome
from tests.simulations.rates import REPETITIONS, SEEDS, Rate

PUBLISHED = Path(__file__).resolve().parents[2] / "benchmarks" / "simulations.md"
HEAD = """\
# What the limits and verdicts are worth

Written by `python -m tests.simulations.publish`. `make test-slow` runs the same simulations; it fails where a line
leaves its bounds, and where this page is not what they come to.

Each line is {repetitions:,} repetitions with each of the seeds {seeds},
drawn with numpy {numpy}. *All* is their mean and *±* its Monte-Carlo standard error (of shares: at most that). A
line holds if *all* lies within the bounds, give or take two of these errors, and each seed, give or take three of
its own. The *naive* variant must fail the same test. Lines in *italics* are not held to the bounds: they show
where a method reaches its limits ([decision 11](../docs/decisions/0011-simulations.md)).
"""
TITLES = {
    MEANS: ("Limits of a mean over clients: how often they hold the truth", "answers taken as independent"),
    SHARES: ("Wilson's limits: mean over the shares 0.05 to 0.95", "share ± z·se; clients: each answer a client"),
    MEDIANS: ("Kaplan–Meier limits of a known median, 40 % still open", "closed complaints alone"),
    ALARMS: ("Changes called real that are none", "one row: records counted four times; more: not adjusted"),
}
NOTES = {
    MEANS: """\
One half of the clients responds; each has a taste of its own (standard deviation 0.8 on a scale from 1 to 5) and
answers around it (0.7). The truth is the mean if all had responded.""",
    SHARES: """\
*Least* is the smallest coverage at any of the 91 shares, of the binomial distribution itself, without chance.""",
    MEDIANS: """\
Waiting is log-normal with a median of 24 hours; as-of lies evenly between 0 and 86 hours after receipt.""",
    ALARMS: """\
*Rows* are the offices or clients of one measure, adjusted together; an alarm is any of them. Means: 15 clients on
either side; shares: 25 complaints; rates: 12 complaints on 300 orders beside 8 on 200.""",
}


def published() -> str:
    """Return the page."""
    numbers = metadata.version("numpy")
    seeds = ", ".join(map(str, SEEDS))
    parts = [HEAD.format(repetitions=REPETITIONS, seeds=seeds, numpy=numbers.rsplit(".", 1)[0])]
    return "\n".join([*parts, *("\n".join(_table(name)) for name in TITLES)])


def _table(name: str) -> Iterator[str]:
    title, naive = TITLES[name]
    low, high = WITHIN[name]
    bounds = f"at most {high:.0%}" if not low else f"{low:.0%} to {high:.0%}"
    least = " least |" if name == SHARES else ""
    yield f"## {title}\n"
    yield f"Bounds: {bounds}. Naive: {naive}.\n{NOTES[name]}\n"
    yield "| case |" + "".join(f" {seed} |" for seed in SEEDS) + f" all | ± |{least} naive |"
    yield "|---|" + "--:|" * (len(SEEDS) + 3 + (name == SHARES))
    yield from (_line(line) for line in LINES if line.table == name)
    yield ""


def _line(line: Line) -> str:
    found = outcome(line.real)
    case = line.case if line.judged else f"*{line.case}*"
    cells = [case, *map(_percent, found.shares), _percent(found.whole), _percent(found.error, 2)]
    if line.table == SHARES:
        cells.append(_least(line))
    cells.append(_naive(line))
    return "| " + " | ".join(cells) + " |"


def _least(line: Line) -> str:
    size = next((size for size in shares.SIZES if line.case == f"{size} complaints"), None)
    return "" if size is None else _percent(float(shares.exact(size).min()))


def _naive(line: Line) -> str:
    if line.naive is None:
        return ""
    found: Rate = outcome(line.naive)
    return _percent(found.whole)


def _percent(share: float, places: int = 1) -> str:
    return f"{100 * share:.{places}f} %"


if __name__ == "__main__":
    PUBLISHED.write_text(published(), encoding="utf-8")
