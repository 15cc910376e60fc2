"""Every page of one audience: which template, which view, where it goes."""

from dataclasses import dataclass, replace
from itertools import chain

from reportgen.model.accounts import Behind
from reportgen.model.results import Results
from reportgen.policy.audiences import Audience
from reportgen.policy.config import Config
from reportgen.render.html import Medium
from reportgen.render.viewmodel_pages import Page, SearchEntry
from reportgen.render.views.allowed import allowed_entries, allowed_jobs, gets
from reportgen.render.views.book import Book
from reportgen.render.views.client import TWICE, client_page
from reportgen.render.views.coverage import coverage_page
from reportgen.render.views.definitions import method_page
from reportgen.render.views.edition import marked, readers
from reportgen.render.views.every_row import every_row
from reportgen.render.views.explained import addresses, explained_page, places, subjects
from reportgen.render.views.index import index_page
from reportgen.render.views.language import Language
from reportgen.render.views.management import management_page
from reportgen.render.views.office import office_page
from reportgen.render.views.quality import quality_page
from reportgen.render.views.search import search_entries
from reportgen.render.worker import PageJob


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which pages are wanted; without clients and offices: all of them."""

    clients: frozenset[str] = frozenset()
    offices: frozenset[str] = frozenset()
    media: tuple[Medium, ...] = ("screen", "print")

    def has(self, level: str, one: str) -> bool:
        """Whether a client's or an office's page is among them, or the company's."""
        return self.whole or one in {"client": self.clients, "office": self.offices}.get(level, frozenset())

    @property
    def whole(self) -> bool:
        """Whether the whole site is wanted."""
        return not self.clients and not self.offices


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What one audience gets: its pages, and what its search finds."""

    audience: Audience
    jobs: tuple[PageJob, ...]
    search: tuple[SearchEntry, ...]
    readers: str
    """Who may read it, in words."""


def site(
    results: Results,
    audience: Audience,
    config: Config,
    locale: str,
    asked: Asked,
    *,
    behind: Behind | None = None,
) -> Site:
    """Return the pages of ``audience``; ``results`` must be masked for it already.

    ``behind``: what stands behind a figure, unmasked; without it no figure leads to a page that explains it.
    """
    book = Book(results, audience, config, Language.of(locale))
    clients = [one for one in book.clients if asked.whole or one in asked.clients]
    offices = [one for one in book.offices if asked.whole or one in asked.offices]
    jobs = [
        _job(book, asked, "client", f"clients/{book.client_files[one]}", client_page(book, one), one)
        for one in clients
    ]
    jobs += _rows(book, asked, clients)
    if config.profile.bilingual:
        jobs += _bilingual(book, asked, clients)
    jobs += [
        _job(book, asked, "office", f"offices/{book.office_files[one]}", office_page(book, one), one)
        for one in offices
    ]
    if asked.whole:
        if gets(audience, "management"):
            jobs.append(_job(book, asked, "management", "management", management_page(book)))
        jobs += _screens(book, asked)
    found = allowed_entries(search_entries(book), audience)
    kept = allowed_jobs(jobs, audience)
    if behind is not None and "screen" in asked.media:
        kept = _explained(book, asked, kept, behind)
    return Site(audience=audience, jobs=kept, search=found, readers=readers(book))


def _explained(book: Book, asked: Asked, jobs: tuple[PageJob, ...], behind: Behind) -> tuple[PageJob, ...]:
    """Return the pages with where their figures lead, and the pages that explain them."""
    shown = {job.target: tuple(dict.fromkeys(addresses(job.view))) for job in jobs}
    found = [one for one in subjects(book, chain.from_iterable(shown.values())) if asked.has(one.level, one.one)]
    lead = places(book, found)
    linked = (replace(job, behind={one: lead[one] for one in shown[job.target] if one in lead}) for job in jobs)
    screen = replace(asked, media=("screen",))
    more = (_job(book, screen, "explained", one.target, explained_page(book, one, behind)) for one in found)
    return (*linked, *more)


def _rows(book: Book, asked: Asked, clients: list[str]) -> list[PageJob]:
    """Return the pages of all complaints and comments; they stand on the site only."""
    screen = replace(asked, media=tuple(one for one in asked.media if one == "screen"))
    return [
        _job(book, screen, "rows", f"clients/{name}", view)
        for one in clients
        for name, view in every_row(book, one).items()
    ]


def _bilingual(book: Book, asked: Asked, clients: list[str]) -> list[PageJob]:
    """Return the clients' reports in Chinese and English, beside those in one language."""
    chinese, english = (
        Book(book.results, book.audience, book.config, lang)
        for lang in (Language.of("zh"), Language.beside_chinese())
    )
    jobs = []
    for one in clients:
        name = f"clients/{book.client_files[one]}{TWICE}"
        job = _job(chinese, asked, "client", name, client_page(chinese, one, twice=True), one)
        other = _job(english, asked, "client", name, client_page(english, one, twice=True), one)
        jobs.append(replace(job, english=other.view))
    return jobs


def _screens(book: Book, asked: Asked) -> list[PageJob]:
    """Return the pages that stand on the site only."""
    pages: dict[str, Page] = {
        "data-quality": quality_page(book),
        "coverage": coverage_page(book),
        "methodology": method_page(book),
        "index": index_page(book),
    }
    jobs = [_job(book, asked, name, name, view) for name, view in pages.items()]
    return [replace(job, media=tuple(medium for medium in job.media if medium == "screen")) for job in jobs]


def _job(book: Book, asked: Asked, template: str, name: str, view: Page, subject: str = "") -> PageJob:
    framed = marked(book, template, view.edition)
    return PageJob(
        template=template,
        view=replace(view, edition=framed),
        media=asked.media,
        target=f"{book.audience.id}/{name}",
        subject=subject,
    )
