"""Every page of one audience: which template, which view, where it goes."""

from collections.abc import Collection
from dataclasses import dataclass

from reportgen.model.results import Results
from reportgen.policy.config import Config
from reportgen.render.audience import Audience
from reportgen.render.viewmodel_pages import Page, SearchEntry
from reportgen.render.views.book import Book
from reportgen.render.views.client import client_page
from reportgen.render.views.definitions import method_page
from reportgen.render.views.index import index_page, search_entries
from reportgen.render.views.language import Language
from reportgen.render.views.management import management_page
from reportgen.render.views.office import office_page
from reportgen.render.views.quality import quality_page


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One page: its name below the audience's folder without suffix, its view, and whether it is a PDF too."""

    name: str
    view: Page
    printed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What one audience gets."""

    audience: Audience
    sheets: tuple[Sheet, ...]
    search: tuple[SearchEntry, ...]


def site(results: Results, audience: Audience, config: Config, locale: str, only: Collection[str] = ()) -> Site:
    """Return the pages of ``audience``; ``only`` names the clients and offices wanted, empty = everything.

    ``results`` must be masked for the audience already.
    """
    book = Book(results, audience, config, Language.of(locale))
    clients = [one for one in book.clients if not only or one in only]
    offices = [one for one in book.offices if not only or one in only]
    sheets = [
        Sheet(name=f"clients/{book.client_files[one]}", view=client_page(book, one), printed=True)
        for one in clients
    ]
    sheets += [
        Sheet(name=f"offices/{book.office_files[one]}", view=office_page(book, one), printed=True)
        for one in offices
    ]
    if not only:
        if not audience.office_id:
            sheets.append(Sheet(name="management", view=management_page(book), printed=True))
        sheets.append(Sheet(name="data-quality", view=quality_page(book), printed=False))
        sheets.append(Sheet(name="methodology", view=method_page(book), printed=False))
        sheets.append(Sheet(name="index", view=index_page(book), printed=False))
    return Site(audience=audience, sheets=tuple(sheets), search=search_entries(book))
