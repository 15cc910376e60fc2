"""The reports that an audience has as PDF, and what each says first, in a language."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportgen.model.results import Results
    from reportgen.policy.audiences import Audience
    from reportgen.policy.config import Config
    from reportgen.policy.recipients import Mailed
    from reportgen.render.viewmodel import Five
    from reportgen.render.views.book import Book

_UNSAFE = re.compile(r'[\\/:*?"<>|\s\x00-\x1f\x7f-\x9f\u2028\u2029]+')
_LONGEST = 60
"""Characters of an attachment's name: 85 Chinese ones are all that a file system takes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One PDF, and the sentences at its top."""

    file: str
    """Below the period's folder."""
    kind: "Mailed"
    title: str
    manager: str
    """Of a client's report: whose client it is."""
    said: tuple[str, ...]
    """The headline, then what explains it: one line alone for a client."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """What one audience has to read, in one language."""

    reader: str
    """Who may read it, in words."""
    reports: tuple[Report, ...]


def shelf(
    results: "Results", audience: "Audience", config: "Config", language: str, files: Collection[str]
) -> Shelf:
    """Return the reports of ``audience`` that are among the ``files`` of the build.

    In:  ``results`` as this audience may see them, so that no sentence says more than its report.
    """
    from reportgen.render.views.book import Book
    from reportgen.render.views.edition import readers
    from reportgen.render.views.language import Language
    from reportgen.render.views.phrases import capitalised

    book = Book(results, audience, config, Language.of(language))
    return Shelf(reader=capitalised(readers(book)), reports=tuple(one for one in _all(book) if one.file in files))


def file_name(period: str, title: str) -> str:
    """Return what an attachment is called.

    >>> file_name("2026Q3", "华东/办事处: A*")
    '2026Q3_华东_办事处_A.pdf'
    """
    return f"{period}_{_UNSAFE.sub('_', title).strip('_')[:_LONGEST]}.pdf"


def _all(book: "Book") -> Iterator[Report]:
    from reportgen.render.views.client_sentences import client_headline
    from reportgen.render.views.management import management_page
    from reportgen.render.views.office import office_page

    root = book.audience.id
    sees = book.audience.reports
    if "management" in sees and book.audience.whole:
        page = management_page(book)
        said = _said(page.headline, page.five)
        yield Report(file=f"{root}/management.pdf", kind="management", title=page.name, manager="", said=said)
    for office, stem in book.office_files.items() if "office" in sees else ():
        one = office_page(book, office)
        said = _said(one.headline, one.five)
        yield Report(file=f"{root}/offices/{stem}.pdf", kind="office", title=one.name, manager="", said=said)
    for client, stem in book.client_files.items() if "client" in sees else ():
        yield Report(
            file=f"{root}/clients/{stem}.pdf",
            kind="client",
            title=f"{client} {book.short(client)}",
            manager=str(book.clients[client].get("account_manager") or ""),
            said=(client_headline(book, client),),
        )


def _said(headline: str, five: "Five") -> tuple[str, ...]:
    lines = (
        "".join(run.text for run in line) for line in (five.how, five.changed, five.real, five.why, five.next)
    )
    return (headline, *(line for line in lines if line))
