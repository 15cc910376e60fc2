"""What stands behind the figures of an audience's pages: a page for each client, office and the company."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from reportgen.model.accounts import Behind
from reportgen.model.measures import definition
from reportgen.render.viewmodel import Link, Rich, Run
from reportgen.render.viewmodel_pages import ExplainedFigure, ExplainedPage
from reportgen.render.viewmodel_sections import Definition
from reportgen.render.views.account_masks import seen_account
from reportgen.render.views.account_words import account_lines, account_tables
from reportgen.render.views.book import Book, Figure
from reportgen.render.views.clauses import clauses
from reportgen.render.views.edition import edition
from reportgen.render.views.kpis import count
from reportgen.render.views.levels import grade_name, points_of
from reportgen.render.views.measures import interval, printed, verdict_badge, worded
from reportgen.render.views.names import named

GRADE = "grade:"
SUFFIX = ".explained"
Place = tuple[str, str]
"""Level and subject."""
_FOLDERS = {"client": "clients/", "office": "offices/", "company": ""}
_REPORTS = {"client": "client", "office": "office", "company": "management"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Whose figures a page explains, where it lies, and which figures they are."""

    level: str
    one: str
    target: str
    """Its path below the audience's folder, without the suffix."""
    measures: tuple[str, ...]


def subjects(book: Book, shown: Iterable[str]) -> list[Subject]:
    """Return whose figures pages show, by their addresses, in the order of their appearance."""
    found: dict[Place, dict[str, None]] = defaultdict(dict)
    for address in shown:
        level, one, measure = book.addresses.place(address)
        if _REPORTS[level] in book.audience.reports:
            found[level, one][measure] = None
    return [
        Subject(level=level, one=one, target=_target(book, level, one), measures=tuple(measures))
        for (level, one), measures in found.items()
    ]


def addresses(view: object) -> Iterator[str]:
    """Yield the address of every figure in a view model."""
    if isinstance(view, tuple):
        for one in view:
            yield from addresses(one)
    elif is_dataclass(view) and not isinstance(view, type):
        for field in fields(view):
            value: Any = getattr(view, field.name)
            if field.name == "address":
                if value:
                    yield value
            elif not isinstance(value, str):
                yield from addresses(value)


def _target(book: Book, level: str, one: str) -> str:
    names: Mapping[str, str] = {"client": book.client_files, "office": book.office_files}.get(level, {})
    return f"{_FOLDERS[level]}{names.get(one, 'company')}{SUFFIX}"


def places(book: Book, found: Iterable[Subject]) -> dict[str, str]:
    """Return address → where it is explained, from the audience's folder."""
    return {
        book.addresses.of(one.level, one.one, measure): f"{one.target}.html#{measure}"
        for one in found
        for measure in one.measures
    }


def explained_page(book: Book, subject: Subject, behind: Behind) -> ExplainedPage:
    """Return the page that says how the figures of one client, office or the company came about."""
    lang = book.lang
    root = "../" if _FOLDERS[subject.level] else ""
    report = subject.target.removesuffix(SUFFIX).rpartition("/")[2] if root else "management"
    name = _name(book, subject)
    back = Link(text=name, href=f"{report}.html")
    kind = lang.say("How the figures came about")
    shown = tuple(_figure(book, subject, measure, behind) for measure in subject.measures)
    return ExplainedPage(
        edition=edition(
            book,
            kind,
            root=root,
            crumbs=(
                Link(text=str(book.window.period), href=f"{root}index.html"),
                back,
                Link(text=kind, current=True),
            ),
        ),
        title=f"{name} · {kind} · {book.window.period}",
        headline=lang.say("{name}: how each figure came about", name=name),
        about=lang.say(
            "Formula with its numbers, whom it is about, what was left out, what it is compared with, "
            "and the files that it rests on; the command at the end names every row."
        ),
        figures=shown,
    )


def _name(book: Book, subject: Subject) -> str:
    if subject.level == "client":
        return book.name(subject.one)
    if subject.level == "office":
        return book.lang.say("{office} office", office=book.office_short(subject.one))
    return book.lang.say("Company")


def _figure(book: Book, subject: Subject, measure: str, behind: Behind) -> ExplainedFigure:
    """Return one figure of the page."""
    found = seen_account(book, subject, measure, behind)
    if measure.startswith(GRADE):
        title, value, lines = _grade(book, subject.one, measure.removeprefix(GRADE))
    else:
        title, value, lines = _measure(book, book.figure(subject.level, subject.one, measure))
    command = f"reportgen explain {book.window.period} {book.addresses.of(subject.level, subject.one, measure)}"
    return ExplainedFigure(
        id=measure,
        title=title,
        value=value,
        lines=(*lines, *account_lines(book, found)),
        tables=account_tables(book, found),
        command=command,
    )


def _grade(book: Book, client: str, pack: str) -> tuple[str, str, list[Definition]]:
    """Return name, level and what it is compared with."""
    lang, row = book.lang, book.grade(client, pack)
    title = grade_name(book, pack)
    if row is None:
        return title, "—", []
    value = row.level or (lang.gap(row.gap) if row.gap else "—")
    score = "" if row.score is None else f" · {points_of(book, pack, row.score)}"
    before = row.previous_level or "—"
    if row.previous_score is not None:
        before += f" · {points_of(book, pack, row.previous_score)}"
    return title, f"{value}{score}", [Definition(lang.say("Period before"), (Run(before),))]


def _measure(book: Book, figure: Figure) -> tuple[str, str, list[Definition]]:
    """Return name, value and what it is compared with."""
    lang = book.lang
    beside = [part for part in (interval(lang, figure), count(book, figure)) if part]
    lines = [Definition(lang.say("Behind it"), (Run(lang.join(beside)),))] if figure.value is not None else []
    if compared := _compared(book, figure):
        lines.append(Definition(lang.say("Compared with"), compared))
    if source := clauses(lang, figure.source):
        lines.append(Definition(lang.say("Clauses"), (Run(source),)))
    return named(book, figure.measure), worded(lang, figure), lines


def _compared(book: Book, figure: Figure) -> Rich:
    """Return the figure before, and whether the change is beyond noise."""
    lang = book.lang
    if figure.previous is None:
        return () if figure.value is None else lang.rich("nothing: no figure before")
    before = printed(lang, figure.previous, figure.unit, figure.measure)
    words = [Run(lang.say("before {value}", value=before))]
    badge = verdict_badge(lang, figure) if figure.value is not None else None
    if badge:
        words += [Run(" "), Run(badge.text, badge.tone)]
    elif not definition(figure.measure).test:
        words.append(Run(lang.say("; its change is not tested")))
    return tuple(words)
