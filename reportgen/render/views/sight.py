"""Who sees what, as built: counted in what each audience got, not read from the configuration."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.model.results import Results
from reportgen.model.text import msg
from reportgen.policy.audiences import REPORTS, Audience, Fields
from reportgen.policy.config import Config
from reportgen.render.field_masks import packs_by
from reportgen.render.viewmodel import Badge, Cell, Column, Heading, Kpi, Row, Table, TableSection
from reportgen.render.viewmodel_pages import SightPage
from reportgen.render.views.book import Book
from reportgen.render.views.edition import edition
from reportgen.render.views.language import Language
from reportgen.render.views.pages import Site
from reportgen.render.worker import PageJob

if TYPE_CHECKING:
    import pandas as pd

YES, PART, NO, NOTHING = msg("seen"), msg("in part"), msg("masked"), msg("nothing there")
REPORT_WORDS = {
    "client": msg("Client reports"),
    "office": msg("Office reports"),
    "management": msg("Management report"),
    "data-quality": msg("Data quality"),
    "methodology": msg("Methods and clauses"),
}
FIELD_WORDS = {
    "scores": msg("Scores"),
    "cards": msg("Scorecards"),
    "comments": msg("Words of clients"),
    "contacts": msg("Contacts"),
    "staff": msg("Staff"),
    "amounts": msg("Amounts"),
    "limits": msg("Credit limits"),
    "evidence": msg("Evidence"),
    "findings": msg("Findings"),
    "problems": msg("Problems"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What one audience got."""

    audience: Audience
    offices: int
    clients: int
    files: Counter[str]
    """Template → pages and PDFs of it."""
    data: int
    """Data files."""
    groups: dict[str, tuple[int, int]]
    """Group of fields → values that it got, and values that there are of its clients."""


def seen_by(made: Site, whole: Results, masked: Results, data: int, config: Config) -> Seen:
    """Return what an audience got, counted in its masked tables against the same clients' unmasked ones.

    ``data``: how many data files it got.
    """
    cards = packs_by(config, "scorecard")
    own = frozenset(masked.clients["client_id"])
    return Seen(
        audience=made.audience,
        offices=len(masked.facts.offices),
        clients=len(own),
        files=Counter(job.template for job in made.jobs for _ in job.media),
        data=data,
        groups={name: (count(masked, own, cards), count(whole, own, cards)) for name, count in COUNTS.items()},
    )


def _said(frame: "pd.DataFrame", own: frozenset[str], *columns: str) -> int:
    """Return how many cells of text some clients' rows have in ``columns``."""
    rows = frame[frame["client_id"].isin(own)]
    return sum(int(rows[name].ne("").sum()) for name in columns)


def _known(frame: "pd.DataFrame", own: frozenset[str], *columns: str) -> int:
    rows = frame[frame["client_id"].isin(own)]
    return sum(int(rows[name].notna().sum()) for name in columns)


def _comments(found: Results, own: frozenset[str], _: frozenset[str]) -> int:
    facts = found.facts
    return _said(facts.comments, own, "comment") + _said(facts.complaints, own, "content")


def _contacts(found: Results, own: frozenset[str], _: frozenset[str]) -> int:
    facts = found.facts
    return _said(facts.responses, own, "contact") + _said(facts.comments, own, "contact")


def _staff(found: Results, own: frozenset[str], _: frozenset[str]) -> int:
    return _said(found.facts.register, own, "account_manager") + _said(found.facts.complaints, own, "handler")


def _amounts(found: Results, own: frozenset[str], _: frozenset[str]) -> int:
    return _known(found.facts.orders, own, "amount_fen") + _known(found.clients, own, "sales")


def _evidence(found: Results, own: frozenset[str], _: frozenset[str]) -> int:
    told = sum(bool(one.evidence) for one in found.findings if one.client_id in own)
    return told + _said(found.facts.card_items, own, "evidence")


COUNTS: dict[str, Callable[[Results, frozenset[str], frozenset[str]], int]] = {
    "scores": lambda found, own, cards: _known(found.grades[found.grades["pack"].isin(cards)], own, "score"),
    "cards": lambda found, own, _: int(found.facts.card_items["client_id"].isin(own).sum()),
    "comments": _comments,
    "contacts": _contacts,
    "staff": _staff,
    "amounts": _amounts,
    "limits": lambda found, own, _: _known(found.facts.limit_applications, own, "old_limit_fen", "new_limit_fen"),
    "evidence": _evidence,
    "findings": lambda found, own, _: sum(one.client_id in own for one in found.findings),
    "problems": lambda found, *_: len(found.problems),
}
"""Group of fields → how many of its values results hold of some clients."""


def sight_page(book: Book, seen: Sequence[Seen]) -> SightPage:
    """Return the page of who sees what; ``book`` is the credit audience's."""
    lang = book.lang
    title = lang.say("Who sees what")
    return SightPage(
        edition=edition(book, title, root="", current="sight"),
        title=f"{title} · {book.window.period}",
        headline=lang.say("{count} audiences, each with its own pages, files and figures", count=len(seen)),
        about=lang.say(
            "Counted in what each audience got in this build; the table itself stands in config/profile.yaml."
        ),
        kpis=(
            Kpi(name=lang.say("Audiences"), value=str(len(seen))),
            Kpi(name=lang.say("Pages and PDFs"), value=f"{sum(one.files.total() for one in seen):,}"),
            Kpi(name=lang.say("Data files"), value=f"{sum(one.data for one in seen):,}"),
        ),
        sections=(_reports(book, seen), _fields(book, seen)),
    )


def _name(book: Book, audience: Audience) -> str:
    lang = book.lang
    if audience.office_id:
        return book.office_name(audience.office_id)
    if audience.name is not None:
        return lang.words(audience.name)
    words = {"credit": msg("Credit committee"), "management": msg("Management")}
    return lang.say(words.get(audience.id, audience.id))


def _reports(book: Book, seen: Sequence[Seen]) -> TableSection:
    lang = book.lang
    labels = (msg("Offices"), msg("Clients"), *(REPORT_WORDS[one] for one in REPORTS), msg("Data files"))
    rows = tuple(
        Row(
            cells=(
                Cell(text=_name(book, one.audience), note=one.audience.id),
                *(
                    Cell(text=f"{count:,}", mark="" if count else "dim")
                    for count in (one.offices, one.clients, *(one.files[name] for name in REPORTS), one.data)
                ),
            )
        )
        for one in seen
    )
    columns = (
        Column(label=lang.say("Audience")),
        *(Column(label=lang.say(w), width=10, align="right") for w in labels),
    )
    return TableSection(
        heading=Heading(
            title=lang.say("Whose clients, and which reports"),
            about=lang.rich("files of each type; a report on the site and its PDF are two"),
            source="P08.19",
        ),
        table=Table(columns=columns, rows=rows),
    )


def _fields(book: Book, seen: Sequence[Seen]) -> TableSection:
    lang = book.lang
    rows = tuple(
        Row(
            cells=(
                Cell(text=_name(book, one.audience), note=one.audience.id),
                *(_state(book, *one.groups[name]) for name in Fields.model_fields),
            )
        )
        for one in seen
    )
    columns = (
        Column(label=lang.say("Audience")),
        *(Column(label=lang.say(FIELD_WORDS[name]), width=8) for name in Fields.model_fields),
    )
    return TableSection(
        heading=Heading(
            title=lang.say("Which groups of fields"),
            about=lang.rich("values that it got, of those that there are of its clients; problems: of all"),
            source="P08.19",
        ),
        table=Table(columns=columns, rows=rows),
    )


def _state(book: Book, got: int, there: int) -> Cell:
    """Return whether values were seen, in part, or masked, with how many."""
    lang = book.lang
    if not there:
        return Cell(badge=Badge(lang.say(NOTHING), "none"))
    if not got:
        return Cell(badge=Badge(lang.say(NO), "few"), note=f"0/{there:,}")
    badge = Badge(lang.say(YES), "good") if got >= there else Badge(lang.say(PART), "same")
    return Cell(badge=badge, note=f"{got:,}/{there:,}")


def sight_job(seen: Sequence[Seen], results: Results, config: Config, locale: str) -> PageJob:
    """Return the page as a job of the credit audience, the first of ``seen``; ``results`` before any mask."""
    book = Book(results, seen[0].audience, config, Language.of(locale))
    return PageJob(
        template="who-sees-what",
        view=sight_page(book, seen),
        media=("screen",),
        target=f"{book.audience.id}/who-sees-what",
    )
