"""Who the exports know, where survey, complaints, scorecards and orders do not meet, names without a client."""

from collections import defaultdict
from typing import Any

from reportgen.model.text import msg
from reportgen.render.filters import number, percent
from reportgen.render.viewmodel import Badge, Cell, Column, Heading, Kpi, Row, Table, TableSection
from reportgen.render.viewmodel_pages import CoveragePage
from reportgen.render.views import money
from reportgen.render.views.book import Book, Record, records
from reportgen.render.views.edition import edition

_SHOWN = 60
_NAMES = 40
_FILES = 3
_LEFT = "W242"
_PARTS = (
    ("answered", msg("Answered the survey")),
    ("answered_without_card", msg("Answered, no scorecard")),
    ("complained_not_surveyed", msg("Complained, not asked")),
    ("card_without_sales", msg("Scorecard, no sales")),
    ("sales_without_survey", msg("Sales, no answer")),
)
_LISTS = (
    (
        "sales_without_survey",
        msg("{n} of {of} clients with sales did not answer"),
        msg("sales in the 12 months to as-of, no scored answer in the period; the largest first"),
    ),
    (
        "complained_not_surveyed",
        msg("{n} of {of} clients that complained were not asked"),
        msg("a complaint received in the period; neither on the survey's list nor among those who answered"),
    ),
    (
        "answered_without_card",
        msg("{n} of {of} clients that answered have no scorecard"),
        msg("a scored answer in the period, and no scorecard up to as-of"),
    ),
    (
        "card_without_sales",
        msg("{n} of {of} clients with a scorecard have no sales"),
        msg("a scorecard up to as-of, and no order in the 12 months to as-of that was not cancelled"),
    ),
)


def coverage_page(book: Book) -> CoveragePage:
    """Return the coverage page of an audience."""
    lang = book.lang
    groups = {(row["office_id"], row["group"]): row for row in records(book.results.coverage_groups)}
    rows = records(book.results.client_coverage)
    answered = _whole(groups, "answered")
    title = lang.say("Coverage")
    return CoveragePage(
        edition=edition(book, title, root="", current="coverage"),
        title=f"{title} · {book.window.period}",
        headline=_headline(book, answered),
        about=lang.say(
            "Three ledgers are one company only where they know the same clients; here is where they do not meet."
        ),
        kpis=_kpis(book, groups, len(rows)),
        sections=tuple(
            section
            for section in (
                _offices(book, groups),
                *(_list(book, groups, rows, *one) for one in _LISTS),
                _after_the_end(book),
                _unresolved(book),
            )
            if section
        ),
    )


def _whole(groups: dict[tuple[str, str], Record], name: str) -> Record | None:
    """Return a group over all that the audience sees: the company, or its only office."""
    if ("", name) in groups:
        return groups["", name]
    own = [row for (_, group), row in groups.items() if group == name]
    return own[0] if len(own) == 1 else None


def _headline(book: Book, answered: Record | None) -> str:
    lang = book.lang
    if answered is None or answered["gap"]:
        return lang.say("Who answered is not known: no survey was read for this period")
    if answered["sales_share"] is None:
        return lang.say("{n} of {of} clients answered", n=answered["n"], of=answered["of"])
    return lang.say(
        "{n} of {of} clients answered; they stand for {share} of the sales of 12 months",
        n=answered["n"],
        of=answered["of"],
        share=percent(answered["sales_share"], 0) + "%",
    )


# ------------------------------------------------------------------ figures
def _kpis(book: Book, groups: dict[tuple[str, str], Record], clients: int) -> tuple[Kpi, ...]:
    lang = book.lang
    waiting = sum(int(row["rows"]) for row in records(book.results.unresolved))
    found = [Kpi(name=lang.say("Clients of the period"), value=number(clients))]
    for name, words in _PARTS:
        row = _whole(groups, name)
        if row is None:
            continue
        found.append(
            Kpi(
                name=lang.say(words),
                value="—" if row["gap"] else number(row["n"]),
                badge=Badge(lang.gap(row["gap"]), "none") if row["gap"] else None,
                notes=() if row["gap"] else (_of(book, row), *_money_note(book, row)),
            )
        )
    if book.audience.sees.problems:
        said = lang.say("{count} names or ids", count=len(_by_name(book)))
        found.append(Kpi(name=lang.say("Rows without a client"), value=number(waiting), notes=(said,)))
    return tuple(found)


def _of(book: Book, row: Record) -> str:
    if row["share"] is None:
        return book.lang.say("of {of} clients", of=number(row["of"]))
    return book.lang.say("of {of} clients ({share})", of=number(row["of"]), share=percent(row["share"], 0) + "%")


def _money_note(book: Book, row: Record) -> tuple[str, ...]:
    if row["sales_share"] is None or not row["n"]:
        return ()
    return (book.lang.say("{share} of sales, 12 months", share=percent(row["sales_share"], 0) + "%"),)


def _after_the_end(book: Book) -> TableSection | None:
    """Return the clients that have records after their last day as clients; the records count."""
    found = [problem for problem in book.results.problems if problem.code == _LEFT]
    if not found:
        return None
    lang = book.lang
    return TableSection(
        heading=Heading(
            title=lang.say("Left, and still in the exports: {count}", count=len(found)),
            about=lang.rich("records after the last day as a client; they are used, the register may be wrong"),
            source="",
        ),
        table=Table(
            columns=(
                Column(label=lang.say("Client"), width=24),
                Column(label=lang.say("File"), width=36),
                Column(label=lang.say("What is told")),
            ),
            rows=tuple(
                Row(
                    cells=(
                        Cell(text=problem.value),
                        Cell(text=problem.file, mark="dim"),
                        Cell(text=problem.expected.said(lang.translate)),
                    )
                )
                for problem in found[:_SHOWN]
            ),
        ),
    )


def _offices(book: Book, groups: dict[tuple[str, str], Record]) -> TableSection | None:
    """Return every group side by side: the company, then each office."""
    lang = book.lang
    places = [office for office in ("", *book.offices) if (office, "answered") in groups]
    if not places:
        return None
    return TableSection(
        heading=Heading(
            title=lang.say("Where the exports do not meet, by office"),
            about=lang.rich(
                "clients of the period at their office of today; n of those that it is a part of. "
                "Share of sales: the 12 months to as-of, of the clients who answered"
            ),
        ),
        table=Table(
            columns=(
                Column(label=lang.say("Office"), width=14),
                *(Column(label=lang.say(words), align="right", width=15) for _, words in _PARTS),
                Column(label=lang.say("Share of sales"), align="right"),
            ),
            rows=tuple(_office(book, office, groups) for office in places),
        ),
    )


def _office(book: Book, office: str, groups: dict[tuple[str, str], Record]) -> Row:
    lang, answered = book.lang, groups[office, "answered"]
    share = answered["sales_share"]
    return Row(
        style="" if office else "total",
        cells=(
            Cell(text=book.office_short(office), href=f"offices/{book.office_files[office]}.html")
            if office
            else Cell(text=lang.say("All clients")),
            *(_count(book, groups[office, name]) for name, _ in _PARTS),
            Cell(text=lang.gap("NO_DATA"), mark="dim")
            if share is None
            else Cell(text=percent(share, 0), unit="%"),
        ),
    )


def _count(book: Book, row: Record) -> Cell:
    if row["gap"]:
        return Cell(text=book.lang.gap(row["gap"]), mark="dim")
    return Cell(text=number(row["n"]), note=f"/ {number(row['of'])}", mark="" if row["n"] else "dim")


# ------------------------------------------------------------------ clients
def _list(
    book: Book, groups: dict[tuple[str, str], Record], rows: list[Record], group: str, title: str, about: str
) -> TableSection | None:
    """Return the clients of one group, largest sales first, or None where nobody can or need be named."""
    lang, whole = book.lang, _whole(groups, group)
    mine = [row for row in rows if _is_in(row, group)]
    if not mine:
        return None
    mine.sort(key=lambda row: (-(row["sold_12m"] or 0), row["client_id"]))
    of = whole["of"] if whole else sum(_is_in(row, group, base=True) for row in rows)
    offices = len({row["office_id"] for row in rows}) > 1
    more = lang.say("{count} more in client_coverage.csv", count=len(mine) - _SHOWN) if len(mine) > _SHOWN else ""
    return TableSection(
        heading=Heading(title=lang.say(title, n=len(mine), of=of), about=lang.rich(about)),
        table=Table(
            columns=(
                Column(label=lang.say("Client"), width=24),
                *(Column(label=lang.say("Office"), width=12) for _ in range(offices)),
                Column(label=lang.say("12 months, {unit}", unit=money.unit(lang)), width=16, align="right"),
                Column(label=lang.say("Complaints"), width=12, align="right", minor=True),
                Column(label=lang.say("Last scorecard"), width=16, minor=True),
                Column(label=lang.say("Survey")),
            ),
            rows=tuple(_client(book, row, offices=offices) for row in mine[:_SHOWN]),
            more=more,
        ),
    )


def _is_in(row: Record, group: str, *, base: bool = False) -> bool:
    """Whether a client's flags put it into a group; what is not known puts it into none."""
    flags = {name: row[name] for name in ("asked", "answered", "complained", "carded", "sold")}
    first, other, wanted = {
        "answered_without_card": ("answered", "carded", False),
        "complained_not_surveyed": ("complained", "asked", False),
        "card_without_sales": ("carded", "sold", False),
        "sales_without_survey": ("sold", "answered", False),
    }[group]
    return flags[first] is True and (base or flags[other] is wanted)


def _client(book: Book, row: Record, *, offices: bool) -> Row:
    lang, one = book.lang, row["client_id"]
    complaints = book.clients[one]["complaints"]
    carded = row["carded_on"]
    survey = msg("answered") if row["answered"] else msg("asked, no answer") if row["asked"] else msg("not asked")
    return Row(
        cells=(
            Cell(text=book.short(one), href=f"clients/{book.client_files[one]}.html"),
            *(Cell(text=book.office_short(row["office_id"])) for _ in range(offices)),
            Cell(text=lang.gap("NO_DATA"), mark="dim")
            if row["sold_12m"] is None
            else Cell(text=money.amount(lang, row["sold_12m"])),
            Cell(
                text=lang.gap("NO_DATA") if complaints is None else number(complaints),
                mark="" if complaints else "dim",
            ),
            Cell(text="—" if carded is None else str(carded)[:10], mark="dim" if carded is None else ""),
            Cell(text=lang.say(survey) if row["asked"] is not None else lang.gap("NO_DATA")),
        )
    )


# ------------------------------------------------------------------ names without a client
def _by_name(book: Book) -> dict[tuple[str, str], list[dict[str, Any]]]:
    """Return (name, id or code) → what the files say of it."""
    groups: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for row in records(book.results.unresolved):
        groups[row["client_name"] or "—", row["client_id"] or row["credit_code"] or "—"].append(row)
    return groups


def _unresolved(book: Book) -> TableSection | None:
    """Return the names and ids that no register knows, with their rows; nothing where problems are masked."""
    lang, groups = book.lang, _by_name(book)
    if not groups:
        return None
    ordered = sorted(groups.items(), key=lambda pair: (-sum(int(r["rows"]) for r in pair[1]), pair[0]))
    return TableSection(
        heading=Heading(
            title=lang.say("{count} names or ids that no register knows", count=len(groups)),
            about=lang.rich("their rows count nowhere until a person says who they are"),
        ),
        table=Table(
            columns=(
                Column(label=lang.say("Name"), width=30),
                Column(label=lang.say("Id or credit code"), width=20),
                Column(label=lang.say("Rows"), width=8, align="right"),
                Column(label=lang.say("File")),
            ),
            rows=tuple(_said(book, name, number_, rows) for (name, number_), rows in ordered[:_NAMES]),
            more=lang.say("{count} more", count=len(ordered) - _NAMES) if len(ordered) > _NAMES else "",
        ),
        note=lang.rich(
            "**reportgen aliases {period}** lists whom each may mean, and writes down what a person confirms",
            period=book.window.period,
        ),
    )


def _said(book: Book, name: str, number_: str, rows: list[dict[str, Any]]) -> Row:
    places = [f"{row['file'].removeprefix('surveys/')} {int(row['rows'])}" for row in rows]
    rest = [book.lang.say("{count} more", count=len(places) - _FILES)] if len(places) > _FILES else []
    return Row(
        cells=(
            Cell(text=name),
            Cell(text=number_),
            Cell(text=number(sum(int(row["rows"]) for row in rows))),
            Cell(text=book.lang.join([*places[:_FILES], *rest])),
        )
    )
