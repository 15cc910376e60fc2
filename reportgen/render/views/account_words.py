"""An account in the reader's words: formula, whom it is about, what was left out, where the rows stand."""

from collections.abc import Iterator

from reportgen.model.accounts import Accounted, Origin, Reckoning
from reportgen.model.text import Text
from reportgen.render.viewmodel import Cell, Column, Row, Run, Table
from reportgen.render.viewmodel_sections import Definition
from reportgen.render.views.book import Book
from reportgen.render.views.names import named

FILES, REMARKS = 6, 8
"""Most files and further remarks that are named."""


def account_lines(book: Book, found: Accounted | None) -> tuple[Definition, ...]:
    """Return the lines of an account; of none, where to find it."""
    lang = book.lang
    if found is None:
        words = lang.say("not on this page: the command names what its reader may see")
        return (Definition(lang.say("How it is computed"), (Run(words),)),)
    return (
        *_block(lang.say("How it is computed"), (_said(book, one) for one in found.formula)),
        *_block(lang.say("Whom it is about"), (_said(book, one) for one in found.population)),
        *_block(lang.say("Further"), (_said(book, one) for one in found.remarks[:REMARKS])),
        *_left_out(book, found),
        *_rows(book, found),
    )


def _block(label: str, lines: Iterator[str]) -> Iterator[Definition]:
    """Yield lines under one label."""
    for i, line in enumerate(lines):
        yield Definition("" if i else label, (Run(line),))


def _said(book: Book, one: Text) -> str:
    return one.said(book.lang.translate)


def _left_out(book: Book, found: Accounted) -> Iterator[Definition]:
    lang = book.lang
    if not book.audience.sees.problems:
        return
    words = [f"{count} × {_said(book, why)}" for why, count in found.left_out]
    yield Definition(lang.say("Left out"), (Run("; ".join(words) or lang.say("nothing")),))


def _rows(book: Book, found: Accounted) -> Iterator[Definition]:
    lang = book.lang
    named = [_origin(book, one) for one in found.origins[:FILES]]
    rest = found.origins[FILES:]
    if rest:
        many = sum(one.used for one in rest)
        named.append(lang.say("{files} more files: {used} rows count", files=len(rest), used=many))
    yield from _block(lang.say("Rows"), iter(named))


def _origin(book: Book, one: Origin) -> str:
    place = f"{one.file}[{one.sheet}]" if one.sheet else one.file
    if not one.rest:
        return book.lang.say("{place}: {used} rows count", place=place, used=one.used)
    return book.lang.say("{place}: {used} rows count, {rest} do not", place=place, used=one.used, rest=one.rest)


def account_tables(book: Book, found: Accounted | None) -> tuple[Table, ...]:
    """Return the tables beside the formula."""
    return () if found is None else tuple(_table(book, one) for one in found.tables if one.rows)


def _table(book: Book, one: Reckoning) -> Table:
    words = [i == 0 or any(isinstance(row[i], Text) for row in one.rows) for i in range(len(one.head))]
    return Table(
        columns=tuple(
            Column(label=_said(book, head), align="left" if left else "right")
            for head, left in zip(one.head, words, strict=True)
        ),
        rows=tuple(Row(cells=tuple(Cell(text=_cell(book, cell)) for cell in row)) for row in one.rows),
    )


def _cell(book: Book, cell: str | Text) -> str:
    """Return a cell; a measure, or a dimension of the survey, by the name that the pages give it."""
    if isinstance(cell, Text):
        return _said(book, cell)
    measure = next((one for one in (cell, f"satisfaction.{cell}") if one in book.addresses.measures), "")
    return named(book, measure) if measure else cell
