"""What of the inputs was not used, and why; what the figures rest on."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from reportgen.model.problem import Problem, Severity, shown
from reportgen.model.records.words import EXPORT_TITLES
from reportgen.model.text import msg
from reportgen.render.viewmodel import Badge, Cell, Column, Heading, Kpi, Rich, Row, Table, TableSection
from reportgen.render.viewmodel_pages import QualityPage
from reportgen.render.viewmodel_sections import Quality
from reportgen.render.views.book import Book, records
from reportgen.render.views.edition import edition
from reportgen.render.views.kpis import CLIENT
from reportgen.render.views.language import Language
from reportgen.render.views.measures import missing
from reportgen.render.views.names import named

EXPORT_WORDS = {
    "clients": msg("client register"),
    "offices": msg("office register"),
    "survey": msg("survey"),
    "survey_sample": msg("survey sample"),
    "complaints": msg("complaint ledger"),
    "scorecard_items": msg("scorecards"),
    "orders": msg("orders"),
    "receivables": msg("invoices"),
    "targets": msg("targets"),
    "visits": msg("visits"),
    "churn_reports": msg("churn reports"),
    "limit_applications": msg("limit applications"),
}
_SEVERITY_WORDS = {
    Severity.REFUSED: msg("refused"),
    Severity.SET_ASIDE: msg("set aside"),
    Severity.WARNING: msg("warning"),
    Severity.NOTE: msg("note"),
}
_SHOWN_PROBLEMS, _OF_A_KIND, _SHOWN_FILES = 80, 8, 60
_NUMBERS = ("rows_read", "rows_used", "rows_set_aside", "rows_superseded", "rows_skipped")


def export_words(lang: Language, export: str) -> str:
    """Return an export's name in the language of the page."""
    return lang.say(EXPORT_TITLES[export] if export in EXPORT_TITLES else EXPORT_WORDS[export])


def quality(book: Book, level: str, one: str) -> Quality:
    """Return what touches one report: exports that are missing, figures that are too few, rows behind it."""
    lang = book.lang
    facts, period = book.results.facts, book.window.period
    mapped = {source.export.value for source in book.config.sources.sources}
    wanted = [export for export in EXPORT_WORDS if export in mapped]
    missing = [lang.say(EXPORT_WORDS[export]) for export in wanted if not facts.was_read(export, period)]
    items: list[Rich] = []
    if missing:
        items.append(
            lang.rich(
                "**not delivered for this period**: {exports}; figures that need them say “no data”",
                exports=lang.join(missing),
            )
        )
    items += _rows(book, level, one)
    gaps = _gaps(book, level, one)
    if gaps:
        items.append(lang.rich("figures that are missing: {gaps}", gaps=lang.join(gaps)))
    if not missing and not gaps:
        items.append(lang.rich("every export was read and every figure of this report exists"))
    return Quality(
        heading=Heading(
            title=lang.say("Data quality"),
            about=lang.rich("what this report rests on; the whole list stands in the data-quality report"),
        ),
        items=tuple(items),
    )


def _rows(book: Book, level: str, one: str) -> list[Rich]:
    lang = book.lang
    facts, period = book.results.facts, book.window.period
    counts = [
        (export, words, book.figure(level, one, measure).n)
        for export, words, measure in (
            ("survey", msg("{count} scored answers"), "satisfaction.index"),
            ("complaints", msg("{count} complaints received"), "complaint.count"),
            ("orders", msg("{count} orders"), "trade.orders"),
        )
        if facts.was_read(export, period)
    ]
    impossible = sum(
        bool(row["impossible"])
        for row in book.complaints_of(level, one)
        if book.window.start <= row["received_at"] < book.window.end
    )
    said = [lang.say(words, count=f"{n:,}") for _, words, n in counts]
    found = [lang.rich("used: {rows}", rows=lang.join(said))] if said else []
    if impossible:
        found.append(
            lang.rich(
                "complaints that count but have no times, as theirs contradict each other: {count}",
                count=impossible,
            )
        )
    return found


def _gaps(book: Book, level: str, one: str) -> list[str]:
    figures = [book.figure(level, one, measure) for measure in CLIENT]
    return [f"{named(book, f.measure)} {missing(book.lang, f)}" for f in figures if f.value is None]


# ------------------------------------------------------------------ the page
def quality_page(book: Book) -> QualityPage:
    """Return the data-quality report of an audience."""
    lang = book.lang
    coverage = records(book.results.coverage)
    problems = list(book.results.problems)
    read, used, aside = (
        sum(int(row[name]) for row in coverage) for name in ("rows_read", "rows_used", "rows_set_aside")
    )
    title = lang.say("Data quality")
    counted = Kpi(name=lang.say("Problems"), value=f"{len(problems):,}")
    whole = QualityPage(
        edition=edition(book, title, root="", current="quality"),
        title=f"{title} · {book.window.period}",
        headline=lang.say(
            "{aside} of {read} rows set aside; {refused} files refused",
            aside=f"{aside:,}",
            read=f"{read:,}",
            refused=sum(p.severity is Severity.REFUSED for p in problems),
        ),
        about=lang.say(
            "Every row that was read is used, set aside, superseded or skipped; nothing is dropped in silence."
        ),
        kpis=(
            Kpi(name=lang.say("Rows read"), value=f"{read:,}"),
            Kpi(name=lang.say("Rows used"), value=f"{used:,}"),
            Kpi(name=lang.say("Rows set aside"), value=f"{aside:,}"),
            counted,
        ),
        sections=tuple(
            section
            for section in (
                _kinds(book, problems),
                _list(book, problems),
                _exports(book, coverage),
                _files(book, coverage),
            )
            if section
        ),
    )
    if coverage:
        return whole
    return replace(
        whole,
        headline=lang.say("{count} problems in rows of these clients", count=len(problems)),
        about=lang.say("How many rows there are in all is told to those who see every client."),
        kpis=(counted,),
    )


def _exports(book: Book, rows: list[dict[str, Any]]) -> TableSection | None:
    """Return what was read of each export, those with the most rows that were not used first."""
    lang = book.lang
    if not rows:
        return None
    files: Counter[str] = Counter(row["export"] for row in rows)
    sums = {export: Counter[str]() for export in files}
    for row in rows:
        sums[row["export"]].update({name: int(row[name]) for name in _NUMBERS})
    ordered = sorted(files, key=lambda one: (*_worst(sums[one]), -sums[one]["rows_read"], one))
    table = Table(
        columns=(
            Column(label=lang.say("Export")),
            Column(label=lang.say("Files"), width=10, align="right"),
            *_numbers(lang),
        ),
        rows=tuple(
            Row(
                cells=(
                    Cell(text=export_words(lang, export)),
                    Cell(text=f"{files[export]:,}"),
                    *_counts(sums[export]),
                )
            )
            for export in ordered
        ),
    )
    return TableSection(
        heading=Heading(
            title=lang.say("What was read"),
            about=lang.rich(
                "{count} files and sheets; rows counted apart from the parser", count=f"{len(rows):,}"
            ),
        ),
        table=table,
    )


def _files(book: Book, rows: list[dict[str, Any]]) -> TableSection | None:
    """Return the files of which a row was not used, worst first; of those used whole there is a count."""
    lang = book.lang
    found = sorted(
        (row for row in rows if any(_worst(row))), key=lambda row: (*_worst(row), row["file"], row["sheet"])
    )
    if not found:
        return None
    whole = len(rows) - len(found)
    left = max(len(found) - _SHOWN_FILES, 0)
    table = Table(
        columns=(
            Column(label=lang.say("Export"), width=14),
            Column(label=lang.say("File")),
            Column(label=lang.say("Encoding"), width=10, minor=True),
            *_numbers(lang),
        ),
        rows=tuple(
            Row(
                cells=(
                    Cell(text=export_words(lang, row["export"])),
                    Cell(
                        text=row["file"].removeprefix("surveys/") + (f" [{row['sheet']}]" if row["sheet"] else "")
                    ),
                    Cell(text=row["encoding"]),
                    *_counts(row),
                )
            )
            for row in found[:_SHOWN_FILES]
        ),
        more=lang.say(
            "{left} more files like these, {whole} used whole: coverage.csv lists all", left=left, whole=whole
        ),
        more_href="data/coverage.csv",
    )
    title = lang.say("Files with rows that were not used: {count}", count=f"{len(found):,}")
    return TableSection(heading=Heading(title=title), table=table)


def _worst(row: Mapping[str, Any]) -> tuple[int, int, int]:
    """Return by what rows of a table are ordered: set aside, then superseded, then skipped, the most first."""
    return -int(row["rows_set_aside"]), -int(row["rows_superseded"]), -int(row["rows_skipped"])


def _numbers(lang: Language) -> tuple[Column, ...]:
    words = (msg("Read"), msg("Used"), msg("Set aside"), msg("Superseded"), msg("Skipped"))
    return tuple(Column(label=lang.say(word), width=8, align="right") for word in words)


def _counts(row: Mapping[str, Any]) -> tuple[Cell, ...]:
    return tuple(Cell(text=f"{int(row[name]):,}", mark="" if row[name] else "dim") for name in _NUMBERS)


def _kinds(book: Book, problems: list[Problem]) -> TableSection | None:
    lang = book.lang
    if not problems:
        return None
    counts = Counter((p.code, p.severity) for p in problems)
    example = {(p.code, p.severity): p for p in reversed(problems)}
    ordered = sorted(counts.items(), key=lambda pair: (-list(Severity).index(pair[0][1]), -pair[1], pair[0][0]))
    table = Table(
        columns=(
            Column(label=lang.say("Code"), width=8),
            Column(label=lang.say("What happened"), width=12),
            Column(label=lang.say("Count"), width=8, align="right"),
            Column(label=lang.say("Expected")),
        ),
        rows=tuple(
            Row(
                cells=(
                    Cell(text=code),
                    Cell(
                        badge=Badge(
                            lang.say(_SEVERITY_WORDS[severity]), "bad" if severity is Severity.REFUSED else "same"
                        )
                    ),
                    Cell(text=str(count)),
                    Cell(text=example[code, severity].expected.said(lang.translate)),
                )
            )
            for (code, severity), count in ordered
        ),
    )
    return TableSection(heading=Heading(title=lang.say("Kinds of problems")), table=table)


def _list(book: Book, problems: list[Problem]) -> TableSection | None:
    """Return problems one by one, the worst first and a few of each kind; the data list all."""
    lang = book.lang
    grave = [p for p in problems if p.severity is not Severity.NOTE]
    if not grave:
        return None
    chosen = _few_of_each(sorted(grave, key=lambda p: (-list(Severity).index(p.severity), p.code)))
    table = Table(
        columns=(
            Column(label=lang.say("Code"), width=7),
            Column(label=lang.say("Place"), width=32),
            Column(label=lang.say("Found"), width=16),
            Column(label=lang.say("Expected")),
            Column(label=lang.say("What to do"), width=22, minor=True),
        ),
        rows=tuple(
            Row(
                cells=(
                    Cell(text=p.code),
                    Cell(text=p.place.removeprefix("surveys/")),
                    Cell(text=shown(p.value)),
                    Cell(text=p.expected.said(lang.translate)),
                    Cell(text=p.hint.said(lang.translate)),
                )
            )
            for p in chosen
        ),
        more=lang.say(
            "{shown} of {count} problems, a few of each kind; problems.csv lists all",
            shown=len(chosen),
            count=f"{len(problems):,}",
        )
        if len(problems) > len(chosen)
        else "",
        more_href="data/problems.csv",
    )
    return TableSection(heading=Heading(title=lang.say("Set aside, refused and doubtful")), table=table)


def _few_of_each(problems: list[Problem]) -> list[Problem]:
    """Return the first problems of each kind, and of all kinds together as many as a page holds."""
    seen: Counter[tuple[str, Severity]] = Counter()
    chosen = []
    for one in problems:
        kind = (one.code, one.severity)
        seen[kind] += 1
        if seen[kind] <= _OF_A_KIND:
            chosen.append(one)
    return chosen[:_SHOWN_PROBLEMS]
