"""What drives the overall answer of the survey: the grid of importance against value."""

from reportgen.model.text import msg
from reportgen.render.filters import NO_FIGURE, number, percent, span
from reportgen.render.viewmodel import Badge, Cell, Column, Heading, Row, Table, Tick, Tone
from reportgen.render.viewmodel_patterns import Drivers, Grid, GridDot
from reportgen.render.views.axes import step
from reportgen.render.views.book import Book, Figure, Record
from reportgen.render.views.clauses import clauses
from reportgen.render.views.measures import printed
from reportgen.render.views.names import named

QUADRANTS = {
    "improve": msg("improve first"),
    "keep": msg("keep it up"),
    "low": msg("less urgent"),
    "enough": msg("good enough"),
}
_FEWEST = 2


def drivers(book: Book, level: str, one: str) -> Drivers | None:
    """Return grid and table of the company or an office; None where nobody was asked."""
    rows = book.behind("drivers", level, one)
    if not rows or not any(row["n"] or row["performance"] is not None for row in rows):
        return None
    lang = book.lang
    ordered = sorted(rows, key=lambda row: (row["importance"] is None, -(row["importance"] or 0), row["measure"]))
    placed = [row for row in ordered if row["quadrant"]]
    figures = {row["measure"]: book.figure(level, one, row["measure"]) for row in rows}
    explained = next((row["explained"] for row in rows if row["explained"] is not None), None)
    return Drivers(
        heading=Heading(
            title=_title(book, placed, rows),
            about=lang.rich(
                "importance: share of what the dimensions explain of the overall answer; lines: about 95 %; "
                "n={n} responses of {clients} clients",
                n=rows[0]["n"],
                clients=rows[0]["n_clients"],
            ),
            source=clauses(lang, *(figure.source for figure in figures.values())),
        ),
        grid=_grid(book, placed, figures) if len(placed) >= _FEWEST else None,
        table=_table(book, ordered, figures) if placed else None,
        note=lang.rich(
            "the dimensions explain {share} % of the differences in the overall answer (adjusted); "
            "solid: both lines on one side of the mean; an association, no proof",
            share=percent(explained),
        )
        if explained is not None and placed
        else (),
        empty="" if placed else _why(book, rows),
    )


def _why(book: Book, rows: list[Record]) -> str:
    lang, gaps = book.lang, {row["gap"] for row in rows}
    if "NOT_CONFIGURED" in gaps:
        return lang.say("Not configured: the pack has no overall question.")
    if rows[0]["n"] and "TOO_FEW" in gaps:
        return lang.say("Too few to tell: {n} responses, 30 are needed.", n=rows[0]["n"])
    if _by_chance(rows):
        return lang.say(
            "The overall answer does not follow the dimensions more than by chance (n={n}).", n=rows[0]["n"]
        )
    return lang.say("No answers to the overall question in this period.")


def _by_chance(rows: list[Record]) -> bool:
    """Whether there were enough answers and a question, and still no dimension stands out from chance."""
    return bool(rows[0]["n"]) and not {row["gap"] for row in rows} & {"NOT_CONFIGURED", "TOO_FEW"}


def _title(book: Book, placed: list[Record], rows: list[Record]) -> str:
    lang = book.lang
    if not placed and _by_chance(rows):
        return lang.say("Nothing drives the overall answer beyond chance (n={n})", n=rows[0]["n"])
    if not placed:
        return lang.say("What drives satisfaction: no figure in this period")
    clear = [row for row in placed if row["clear"]]
    for quadrant, words in (
        ("improve", msg("Important and below average: {names}")),
        ("keep", msg("Important and above average: {names}")),
    ):
        names = [named(book, row["measure"]) for row in clear if row["quadrant"] == quadrant]
        if names:
            return lang.say(words, names=lang.join(names))
    return lang.say("What drives satisfaction: no dimension stands out clearly")


def _tone(row: Record) -> Tone:
    return "bad" if row["clear"] and row["quadrant"] == "improve" else "same"


# ------------------------------------------------------------------ grid
def _grid(book: Book, placed: list[Record], figures: dict[str, Figure]) -> Grid:
    lang = book.lang
    dots = tuple(_dot(book, row, figures[row["measure"]]) for row in placed)
    x_low, x_high = _edges([dot.x for dot in dots], 0, 100)
    y_high = max(max(dot.y for dot in dots) * 1.25, 0.1)
    y_step = 0.1 if y_high <= 0.5 else 0.2  # noqa: PLR2004  # five lines at most
    y_top = -int(-y_high // y_step) * y_step
    return Grid(
        alt=lang.say("Importance and value of the dimensions"),
        detail=lang.join(_said(book, row) for row in placed),
        dots=dots,
        x_ticks=_ticks(x_low, x_high),
        y_ticks=tuple(Tick(i * y_step, f"{round(i * y_step * 100)}%") for i in range(round(y_top / y_step) + 1)),
        x_mean=sum(dot.x for dot in dots) / len(dots),
        y_mean=sum(dot.y for dot in dots) / len(dots),
        x_name=lang.say("value in points"),
        y_name=lang.say("importance"),
        quadrants=tuple(lang.say(QUADRANTS[one]) for one in ("improve", "keep", "low", "enough")),  # type: ignore[arg-type]
    )


def _dot(book: Book, row: Record, figure: Figure) -> GridDot:
    return GridDot(
        label=named(book, row["measure"]),
        x=float(row["performance"]),
        y=row["importance"],
        x_low=figure.low,
        x_high=figure.high,
        y_low=row["low"],
        y_high=row["high"],
        clear=bool(row["clear"]),
        tone=_tone(row),
        said=_said(book, row),
    )


def _edges(values: list[float], least: int, most: int) -> tuple[int, int]:
    """Return round numbers around the values, with some air."""
    unit = step(max(max(values) - min(values), 4.0) * 1.6, 4)
    low = max(least, int((min(values) - unit * 0.3) // unit) * unit)
    high = min(most, -int(-(max(values) + unit * 0.3) // unit) * unit)
    return low, max(high, low + unit)


def _ticks(low: int, high: int) -> tuple[Tick, ...]:
    unit = step(high - low, 5)
    at = [*range(low, high, unit), high]
    return tuple(Tick(float(one), str(one)) for one in at)


def _said(book: Book, row: Record) -> str:
    words = msg("{name}: importance {importance} %, value {value}, {quadrant}")
    sure = msg("{name}: importance {importance} %, value {value}, clearly {quadrant}")
    pattern, place = sure if row["clear"] else words, QUADRANTS[row["quadrant"]]
    return book.lang.say(
        pattern,
        name=named(book, row["measure"]),
        importance=percent(row["importance"]),
        value=number(row["performance"], 1),
        quadrant=book.lang.say(place),
    )


# ------------------------------------------------------------------ table
def _table(book: Book, rows: list[Record], figures: dict[str, Figure]) -> Table:
    lang = book.lang
    return Table(
        columns=(
            Column(label=lang.say("Dimension")),
            Column(label=lang.say("Importance"), width=27, align="right"),
            Column(label=lang.say("Weight"), width=12, align="right"),
            Column(label=lang.say("Value"), width=11, align="right"),
            Column(label=lang.say("Quadrant"), width=22),
        ),
        rows=tuple(_row(book, row, figures[row["measure"]]) for row in rows),
    )


def _row(book: Book, row: Record, figure: Figure) -> Row:
    lang = book.lang
    weight = Cell(text=f"{number(row['weight'] * 100, 0)}%", mark="dim")
    value = Cell(text=printed(lang, figure.value, "points", figure.measure))
    if row["importance"] is None:
        gap = Cell(badge=Badge(lang.gap(row["gap"]), "few" if row["gap"] == "TOO_FEW" else "none"))
        return Row(cells=(Cell(text=named(book, row["measure"])), gap, weight, value, Cell(text=NO_FIGURE)))
    limits = "" if row["low"] is None else f"{span(max(row['low'], 0) * 100, min(row['high'], 1) * 100)}%"
    place = QUADRANTS.get(row["quadrant"])
    words = NO_FIGURE if place is None else lang.say(place)
    tone = _tone(row)
    said = (
        Cell(badge=Badge(words, "bad"))
        if tone == "bad"
        else Cell(text=words, mark="strong" if row["clear"] else "dim")
    )
    return Row(
        cells=(
            Cell(text=named(book, row["measure"])),
            Cell(text=f"{percent(row['importance'])}%", note=limits, mark="strong" if row["clear"] else ""),
            weight,
            value,
            said,
        ),
        style="find" if tone == "bad" else "",
    )
