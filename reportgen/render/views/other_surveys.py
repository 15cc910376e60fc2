"""The answers under the rules of each further satisfaction pack: its own dimensions and its index (P14.16–21)."""

from reportgen.policy.pack import Satisfaction as Rules
from reportgen.render.filters import NO_FIGURE, number
from reportgen.render.viewmodel import Cell, Column, Heading, Row, Table, TableSection
from reportgen.render.views.book import Book, Figure
from reportgen.render.views.clauses import clauses
from reportgen.render.views.measures import cell, missing, printed, verdict_badge, verdict_tone, worded
from reportgen.render.views.names import named

_INDEX = "satisfaction.index"


def other_surveys(book: Book, level: str, one: str) -> tuple[TableSection, ...]:
    """Return a table for each satisfaction pack in force beside the reference one that has a figure."""
    reference = book.config.profile.reference.satisfaction
    found = (
        _section(book, level, one, pack, rules.satisfaction)
        for pack, rules in sorted(book.packs.items())
        if rules.satisfaction and pack != reference
    )
    return tuple(section for section in found if section is not None)


def _section(book: Book, level: str, one: str, pack: str, rules: Rules) -> TableSection | None:
    lang, suffix = book.lang, f".{pack.lower()}"
    index = book.figure(level, one, _INDEX + suffix)
    own = [book.figure(level, one, f"satisfaction.{code}{suffix}") for code in rules.dimensions]
    if all(figure.value is None and figure.previous is None for figure in (*own, index)):
        return None
    return TableSection(
        heading=Heading(
            title=_title(book, pack, index),
            about=lang.rich(
                "{title}: the same answers under its own dimensions and weights",
                title=lang.words(book.packs[pack].title),
            ),
            source=clauses(lang, *(figure.source for figure in (*own, index))),
        ),
        table=Table(
            columns=(
                Column(label=lang.say("Dimension")),
                Column(label=lang.say("Before"), width=12, align="right"),
                Column(label=lang.say("Now"), width=12, align="right"),
                Column(label=lang.say("Change"), width=12, align="right"),
                Column(label=lang.say("Verdict"), width=20),
                Column(label=lang.say("n"), width=10, align="right"),
            ),
            rows=(
                *(_row(book, figure, named(book, figure.measure)) for figure in own),
                _row(book, index, named(book, _INDEX), total=True),
            ),
        ),
    )


def _title(book: Book, pack: str, index: Figure) -> str:
    lang = book.lang
    if index.value is None:
        return lang.say("{pack}: satisfaction index {reason}", pack=pack, reason=missing(lang, index))
    return lang.say("{pack}: satisfaction index {value} (n={n})", pack=pack, value=worded(lang, index), n=index.n)


def _row(book: Book, figure: Figure, name: str, *, total: bool = False) -> Row:
    tone = verdict_tone(figure)
    return Row(
        cells=(
            Cell(text=name, note=figure.source),
            Cell(text=printed(book.lang, figure.previous, figure.unit, figure.measure), mark="dim"),
            cell(book.lang, figure),
            Cell(
                text=NO_FIGURE if figure.change is None else number(figure.change, 1, sign=True),
                mark="bad" if tone == "bad" else "good" if tone == "good" else "",
            ),
            Cell(badge=None if figure.value is None else verdict_badge(book.lang, figure)),
            Cell(text=str(figure.n), mark="dim"),
        ),
        style="total" if total else "find" if figure.moved else "",
    )
