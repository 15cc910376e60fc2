"""An explanation as lines for a person, and as the cells of a CSV file for another tool."""

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from reportgen.explain.account import Grid, SourceRow
from reportgen.explain.explain import GRADE, Explanation
from reportgen.explain.inquiry import Record
from reportgen.explain.said import GAPS, equation, short
from reportgen.model.language import Translate
from reportgen.model.measures import definition
from reportgen.model.problem import Problem, shown
from reportgen.model.text import Text, msg, text

ROWS = 20
"""Most rows printed; the CSV file has all."""
COLUMNS = ("file", "sheet", "row", "client_id", "used", "value", "why")
VALUE = 96
"""Most characters of a row's value that are printed."""
UNITS = {
    "points": msg("{value} points"),
    "hours": msg("{value} hours"),
    "yuan": msg("{value} yuan"),
    "per_100_orders": msg("{value} per 100 orders"),
    "years": msg("{value} years"),
    "days": msg("{value} days"),
    "per_client": msg("{value} per client"),
}
"""How a value is said with its unit; a count stands alone, a share as per cent beside it."""
COUNTS = (
    msg("answers"),
    msg("the count"),
    msg("clients asked"),
    msg("orders"),
    msg("complaints received"),
    msg("complaints ever closed"),
    msg("scores"),
    msg("complaints due"),
    msg("complaints on the curve"),
    msg("closed complaints"),
    msg("orders summed"),
    msg("orders that state a margin"),
    msg("orders of the base"),
    msg("months"),
    msg("clients at the start"),
    msg("monthly targets"),
    msg("invoices due"),
    msg("invoices summed"),
    msg("invoices not paid in full"),
    msg("clients lost"),
    msg("problems found"),
    msg("clients"),
)
"""What n counts, as the measures say it."""
VERDICTS = {
    "up": msg("up, beyond noise"),
    "down": msg("down, beyond noise"),
    "no_clear_change": msg("no clear change"),
    "too_few": msg("too few to tell"),
    "new": msg("no row before"),
    "": msg("not tested"),
}
TESTS = {
    "paired_t": msg("paired t test over clients"),
    "welch_t": msg("Welch's t test"),
    "fisher": msg("Fisher's exact test"),
    "binomial": msg("exact binomial test"),
    "log_rank": msg("log-rank test"),
}
_GAP = "  "
Pair = tuple[Text, Sequence[Text | tuple[Text, ...]]]
"""A label and the parts of its line, a comma between; parts of a tuple have a blank between."""


def lines(one: Explanation, say: Translate) -> Iterator[str]:
    """Yield the explanation line by line, in the language of ``say``."""
    grade = one.inquiry.measure.startswith(GRADE)
    yield f"{one.inquiry.results.period} · {one.inquiry.address}"
    yield from _pairs(_grade(one) if grade else _figure(one), say)
    yield from _block(text("How it is computed"), [line.said(say) for line in one.outcome.formula], say)
    for grid in one.outcome.grids:
        yield from ("", *("  " + line for line in table(grid, say)))
    yield from _block(text("Whom it is about"), [line.said(say) for line in one.population], say)
    yield from _block(text("Further"), [line.said(say) for line in one.remarks], say)
    yield from _left_out(one, say)
    yield from _rows(one, say)


# ------------------------------------------------------------------ the figure
def _figure(one: Explanation) -> list[Pair]:
    """Return label and parts of each line about a figure."""
    row = one.published
    known = definition(one.inquiry.measure)
    found: list[Pair] = [
        (text("Value"), _value(row)),
        (equation("n"), [(_plain(int(row["n"])), *([Text(known.n)] if known.n in COUNTS else []))]),
    ]
    if row["n_clients"] is not None:
        found.append((text("Clients behind it"), [_plain(int(row["n_clients"]))]))
    if row["low"] is not None or row["high"] is not None:
        low, high = ("…" if end is None else short(end) for end in (row["low"], row["high"]))
        found.append((text("95 % interval"), [text("{low} to {high}", low=low, high=high)]))
    for name, change, label in (
        ("previous", "change", text("Period before")),
        ("year_ago", "year_ago_change", text("A year earlier")),
    ):
        if row[name] is not None:
            moved = "" if row[change] is None else f" ({'+' if row[change] > 0 else ''}{short(row[change])})"
            found.append((label, [_plain(short(row[name]) + moved)]))
    found.append((text("Verdict"), _verdict(row)))
    found.append((text("Clauses"), [_plain(row["source"] or "-")]))
    if row["provisional"] == "true":
        found.append((text("Provisional"), [text("it rests on a calendar that is not announced yet")]))
    return found


def _value(row: Record) -> list[Text]:
    """Return a value with its unit, and beside a rounded one what stands in the data."""
    value = row["value"]
    if value is None:
        beyond = [] if row["at_least"] is None else [text("more than {hours} h", hours=short(row["at_least"]))]
        return [Text(GAPS[row["gap"]]), *beyond]
    rounded = short(value)
    parts = [Text(UNITS.get(str(row["unit"])) or "{value}", (("value", rounded),))]
    if row["unit"] in ("share", "ratio"):
        parts.append(_plain(f"{short(100 * value, 2)} %"))
    if Fraction(rounded) != value:
        parts.append(text("in measures.csv {value}", value=format(Decimal(repr(float(value))), "f")))
    return parts


def _verdict(row: Record) -> list[Text]:
    parts = [Text(VERDICTS[row["verdict"]])]
    if row["p_value"] is not None:
        parts += [_plain(f"p = {short(row['p_value'])}"), Text(TESTS[row["test"]])]
    return parts


def _grade(one: Explanation) -> list[Pair]:
    """Return label and parts of each line about a level."""
    row = one.published
    score = [_plain("-" if row["score"] is None else short(row["score"]))]
    found: list[Pair] = [
        (text("Level"), [_plain(row["level"] or "-")]),
        (text("Score"), score),
    ]
    if row["gap"]:
        found.append((text("Why none"), [Text(GAPS[row["gap"]])]))
    return found


def _plain(value: str | int) -> Text:
    """Return what needs no translation."""
    return Text("{value}", (("value", value),))


def _pairs(pairs: "list[Pair]", say: Translate) -> Iterator[str]:
    words = [(label.said(say), say(", ").join(_said(part, say) for part in parts)) for label, parts in pairs]
    wide = max(width(label) for label, _ in words)
    yield from (f"  {padded(label, wide)}{_GAP}{value}" for label, value in words)


def _said(part: Text | tuple[Text, ...], say: Translate) -> str:
    return part.said(say) if isinstance(part, Text) else " ".join(one.said(say) for one in part)


def _block(label: Text, body: Sequence[str], say: Translate) -> Iterator[str]:
    if body:
        yield ""
        yield label.said(say)
        yield from (f"  {line}" for line in body)


# ------------------------------------------------------------------ tables
def table(grid: Grid, say: Translate) -> Iterator[str]:
    """Yield a grid with its columns under each other: words to the left, numbers to the right."""
    rows = [tuple(_cell(cell, say) for cell in row) for row in (grid.head, *grid.rows)]
    wide = [max(width(row[i]) for row in rows) for i in range(len(grid.head))]
    words = [i == 0 or any(isinstance(row[i], Text) for row in grid.rows) for i in range(len(grid.head))]
    for row in rows:
        cells = (padded(one, wide[i], left=not words[i]) for i, one in enumerate(row))
        yield _GAP.join(cells).rstrip()


def _cell(cell: str | Text, say: Translate) -> str:
    return cell if isinstance(cell, str) else cell.said(say)


def width(words: str) -> int:
    """Return how many places a terminal needs for some words.

    >>> width("小时 h")
    6
    """
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in words)


def padded(words: str, wide: int, *, left: bool = False) -> str:
    """Return words with blanks up to a width, after them or to their ``left``."""
    blanks = " " * (wide - width(words))
    return blanks + words if left else words + blanks


# ------------------------------------------------------------------ rows
def _left_out(one: Explanation, say: Translate) -> Iterator[str]:
    """Yield why rows do not count, and how many of each kind."""
    counts = Counter(_kind(row.why, say) for row in one.rows if not row.used)
    body = [f"{count} × {why}" for why, count in sorted(counts.items(), key=lambda kind: (-kind[1], kind[0]))]
    yield from _block(text("Left out"), body or [say("nothing")], say)


def _kind(why: Text, say: Translate) -> str:
    """Return a reason without the values of its single row."""
    return say(why.pattern).format(**dict.fromkeys(dict(why.values), "…"))


def _rows(one: Explanation, say: Translate) -> Iterator[str]:
    used = sum(row.used for row in one.rows)
    label = text("Rows: {used} count, {rest} do not", used=used, rest=len(one.rows) - used)
    body = [_line(row, say) for row in one.rows[:ROWS]]
    if len(one.rows) > ROWS:
        body.append(say("{count} more; --csv lists all").format(count=len(one.rows) - ROWS))
    yield from _block(label, body or [say("none")], say)


def _line(row: SourceRow, say: Translate) -> str:
    mark = "+" if row.used else "−"
    client = f" {row.client_id}" if row.client_id else ""
    return f"{mark} {row.place}{client} · {shown(row.value, VALUE)} · {why(row, say)}"


def why(row: SourceRow, say: Translate) -> str:
    """Return what a row counts as, or why it does not, with what is wrong with it."""
    said = row.why.said(say)
    return said if row.detail is None else f"{said}: {_fault(row.detail, say)}"


def _fault(problem: Problem, say: Translate) -> str:
    got = say("got {value}, expected {expected}").format(
        value=f"'{shown(problem.value)}'", expected=problem.expected.said(say)
    )
    column = f"{problem.column}: " if problem.column else ""
    return f"{column}{got} [{problem.code}]"


def cells(one: Explanation) -> Iterator[list[str]]:
    """Yield the cells of every row, in English whatever the locale: a file for other tools."""
    for row in one.rows:
        at = "" if row.row is None else str(row.row)
        used = "true" if row.used else "false"
        yield [row.file, row.sheet, at, row.client_id, used, row.value, why(row, str)]
