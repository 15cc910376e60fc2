"""Every page of one audience: which template, which view, where it goes."""

from dataclasses import dataclass, replace

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


def site(results: Results, audience: Audience, config: Config, locale: str, asked: Asked) -> Site:
    """Return the pages of ``audience``; ``results`` must be masked for it already."""
    book = Book(results, audience, config, Language.of(locale))
    clients = [one for one in book.clients if asked.whole or one in asked.clients]
    offices = [one for one in book.offices if asked.whole or one in asked.offices]
    jobs = [
        _job(book, asked, "client", f"clients/{book.client_files[one]}", client_page(book, one), one)
        for one in clients
    ]
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
    return Site(audience=audience, jobs=allowed_jobs(jobs, audience), search=found, readers=readers(book))


def _bilingual(book: Book, asked: Asked, clients: list[str]) -> list[PageJob]:
    """Return the clients' reports in Chinese and English, beside those in one language."""
    chinese, english = (
        Book(book.results, book.audience, book.config, Language.of(locale)) for locale in ("zh", "en")
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
