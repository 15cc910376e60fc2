"""Repeated and systemic problems of complaints, and control charts that tell them from noise."""

from itertools import groupby

from reportgen.model.pattern_frames import ALL_CATEGORIES
from reportgen.model.text import msg
from reportgen.render.filters import NO_FIGURE, number
from reportgen.render.viewmodel import Badge, Cell, Column, Heading, Rich, Row, Table, TableSection
from reportgen.render.viewmodel_patterns import Patterns
from reportgen.render.views.book import Book, Record
from reportgen.render.views.clauses import clauses
from reportgen.render.views.controls import controls

_SHOWN = 6
_SYSTEMIC = ("above_limits", "spread_clients", "spread_offices", "rising")
_NOISE = {
    "beyond": (msg("▲ beyond noise"), "bad"),
    "within": (msg("≈ within noise"), "same"),
}


def patterns(book: Book, level: str, one: str, base: str = "") -> Patterns | None:
    """Return the section of the company or an office, or None where the pack asks for no patterns.

    ``base`` leads from the page to the audience's folder.
    """
    if rules_of(book) is None:
        return None
    lang = book.lang
    rows = book.behind("patterns", level, one)
    repeats = [row for row in rows if row["signal"] == "repeat_product"]
    repeats += [row for client in book.clients_of(one) for row in book.behind("patterns", "client", client)]
    systemic = [row for row in rows if row["signal"] in _SYSTEMIC]
    charts = controls(book, level, one)
    return Patterns(
        heading=Heading(
            title=_title(book, rows, systemic, repeats),
            about=lang.rich(
                "the numbers are the policy's; whether a category is beyond noise says the chart of its months"
            ),
            source=clauses(lang, *(row["clause"] for row in rows)),
        ),
        systemic=_systemic(book, systemic),
        repeats=_repeats(book, repeats, base=f"{base}clients/"),
        charts=charts,
        about=lang.rich(
            "complaints a month; shaded band: within noise, given the months before (left of the dotted line) and "
            "the {unit}; in a quiet period at most {share} % of such sets of charts alarm",
            unit=lang.say("orders") if _by_orders(book, level, one) else lang.say("days"),
            share=_alarms(book),
        )
        if charts
        else (),
        empty="" if rows or charts else lang.say("No complaint in this period."),
    )


def rules_of(book: Book) -> object | None:
    """Return the pattern rules of the reference complaint pack."""
    pack = book.packs.get(book.config.profile.reference.complaint or "")
    return None if pack is None or pack.complaints is None else pack.complaints.patterns


def _alarms(book: Book) -> str:
    limits = getattr(rules_of(book), "limits", None)
    return NO_FIGURE if limits is None else f"{(limits.false_alarms * 100).normalize():f}"


def _by_orders(book: Book, level: str, one: str) -> bool:
    return any(row["exposure_unit"] == "orders" for row in book.behind("complaint_months", level, one))


def category_name(book: Book, category: str) -> str:
    """Return a category's words."""
    if category == ALL_CATEGORIES:
        return book.lang.say("All complaints")
    return category or book.lang.say("not said")


def _title(book: Book, rows: list[Record], systemic: list[Record], repeats: list[Record]) -> str:
    lang = book.lang
    above = [row for row in rows if row["signal"] == "above_limits"]
    if above:
        names = dict.fromkeys(category_name(book, row["category"]) for row in above)
        return lang.say("More complaints than noise explains: {categories}", categories=lang.join(names))
    below = [row for row in rows if row["signal"] == "below_limits"]
    if below:
        names = dict.fromkeys(category_name(book, row["category"]) for row in below)
        return lang.say("Fewer complaints than noise explains: {categories}", categories=lang.join(names))
    if not systemic and not repeats:
        return lang.say("No repeated or systemic problem")
    return lang.say(
        "{systemic} categories and {repeats} repeats reach the policy's numbers; none is beyond noise",
        systemic=len({row["category"] for row in systemic}),
        repeats=len(repeats),
    )


# ------------------------------------------------------------------ systemic problems
def _systemic(book: Book, rows: list[Record]) -> Table | None:
    """Return one row per category, those beyond noise first."""
    if not rows:
        return None
    lang, level = book.lang, rows[0]["level"]
    ordered = sorted(rows, key=lambda row: row["category"])
    groups = [list(group) for _, group in groupby(ordered, key=lambda row: row["category"])]
    groups.sort(key=lambda group: (not _beyond(group), -group[0]["count"], group[0]["category"]))
    return Table(
        columns=(
            Column(label=lang.say("Systemic problem"), width=16),
            Column(label=lang.say("Complaints"), width=9, align="right"),
            Column(label=lang.say("Clients"), width=8, align="right"),
            *(
                Column(label=lang.say("Offices"), width=8, align="right", minor=True)
                for _ in range(level == "company")
            ),
            Column(label=lang.say("Reached")),
            Column(label=lang.say("Noise"), width=17),
        ),
        rows=tuple(_systemic_row(book, group) for group in groups[:_SHOWN]),
        more=_more(book, len(groups)),
    )


def _beyond(group: list[Record]) -> bool:
    return any(row["noise"] == "beyond" for row in group)


def _systemic_row(book: Book, group: list[Record]) -> Row:
    first, beyond = group[0], _beyond(group)
    return Row(
        cells=(
            Cell(text=category_name(book, first["category"])),
            Cell(text=str(first["count"]), mark="strong" if beyond else ""),
            Cell(text=str(first["n_clients"])),
            *(Cell(text=str(first["n_offices"]), mark="dim") for _ in range(first["level"] == "company")),
            Cell(text=book.lang.join(reached(book, row) for row in sorted(group, key=_order))),
            Cell(badge=_noise(book, group)),
        ),
        style="find" if beyond else "",
    )


def _order(row: Record) -> int:
    return _SYSTEMIC.index(row["signal"])


def reached(book: Book, row: Record) -> str:
    """Return which number of the policy a pattern reaches, in words."""
    words = {
        "spread_clients": msg("{threshold} clients or more"),
        "spread_offices": msg("{threshold} offices or more"),
        "rising": msg("rising {threshold} periods running"),
        "above_limits": msg("limit {threshold} passed"),
    }
    pattern = words[row["signal"]]
    return book.lang.say(pattern, threshold=row["threshold"])


def _noise(book: Book, group: list[Record]) -> Badge | None:
    known = {row["noise"] for row in group} - {""}
    if not known:
        return Badge(book.lang.say("no limits"), "none")
    words, tone = _NOISE["beyond" if "beyond" in known else "within"]
    return Badge(book.lang.say(words), "bad" if tone == "bad" else "same")


# ------------------------------------------------------------------ repeats
def recurring(book: Book, client: str) -> TableSection | None:
    """Return a client's own repeats, or None where it has none."""
    rows = book.behind("patterns", "client", client)
    table = _repeats(book, rows, base=None)
    if table is None:
        return None
    lang = book.lang
    worst = max(rows, key=lambda row: row["count"])
    return TableSection(
        heading=Heading(
            title=lang.say(
                "Comes back: {category}, {count} complaints",
                category=category_name(book, worst["category"]),
                count=worst["count"],
            ),
            about=_repeat_about(book, rows),
            source=clauses(lang, *(row["clause"] for row in rows)),
        ),
        table=table,
    )


def _repeat_about(book: Book, rows: list[Record]) -> Rich:
    days = getattr(getattr(rules_of(book), "repeat", None), "days", NO_FIGURE)
    return book.lang.rich(
        "complaints of one category, at least {times} within {days} days", times=rows[0]["threshold"], days=days
    )


def _repeats(book: Book, rows: list[Record], *, base: str | None) -> Table | None:
    if not rows:
        return None
    lang = book.lang
    shown = sorted(rows, key=lambda row: (-row["count"], row["since"], row["category"], row["client_id"]))[:_SHOWN]
    days = getattr(getattr(rules_of(book), "repeat", None), "days", NO_FIGURE)
    who = () if base is None else (Column(label=lang.say("Repeated problem"), width=28),)
    return Table(
        columns=(
            *who,
            Column(label=lang.say("Category"), width=16),
            Column(label=lang.say("In {days} days", days=days), width=10, align="right"),
            Column(label=lang.say("Since"), width=12),
            Column(label=lang.say("Complaints")),
        ),
        rows=tuple(_repeat_row(book, row, base) for row in shown),
        more=_more(book, len(rows)),
    )


def _repeat_row(book: Book, row: Record, base: str | None) -> Row:
    """Return one repeat; ``base`` leads to the clients' pages, without one it is the client's own page."""
    if row["client_id"]:
        file = book.client_files.get(row["client_id"], "")
        who = Cell(text=book.short(row["client_id"]), href=f"{base}{file}.html" if file else "")
    else:
        who = Cell(text=row["product"], note=book.lang.say("{count} clients", count=row["n_clients"]))
    cells = (
        Cell(text=category_name(book, row["category"])),
        Cell(text=number(row["count"])),
        Cell(text=f"{row['since']:%Y-%m-%d}"),
        Cell(text=_evidence(row), mark="dim"),
    )
    return Row(cells=cells if base is None else (who, *cells))


def _evidence(row: Record) -> str:
    """Return the latest complaints of a repeat."""
    known = row["evidence"].split(";")
    return " ".join(known[-4:]) if len(known) <= 4 else f"… {' '.join(known[-3:])}"  # noqa: PLR2004  # what fits


def _more(book: Book, count: int) -> str:
    return book.lang.say("{count} more in the data", count=count - _SHOWN) if count > _SHOWN else ""
