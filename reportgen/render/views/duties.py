"""What the policies ask of people: duties, signers, evidence and readers, and what of it was recorded."""

from collections.abc import Mapping, Sequence

from reportgen.model.roles import holders
from reportgen.model.text import msg
from reportgen.policy.pack import Cycle, Pack, Signoff
from reportgen.policy.sources import Export
from reportgen.render.filters import NO_FIGURE
from reportgen.render.viewmodel import Badge, Cell, Column, Heading, Row, Table, TableSection
from reportgen.render.views.book import Book
from reportgen.render.views.duty_records import answers, withheld
from reportgen.render.views.indicators import taken_from
from reportgen.render.views.language import Language
from reportgen.render.views.quality import export_words

EVERY_WORDS: Mapping[str, str] = {
    "day": msg("every day"),
    "month": msg("every month"),
    "quarter": msg("every quarter"),
    "half_year": msg("every half year"),
    "year": msg("every year"),
}
WHEN_WORDS: Mapping[str, str] = {
    "always": msg("signs every card"),
    "special": msg("signs cards of special cases"),
    "optional": msg("advises where asked"),
    "correction": msg("approves corrections of levels"),
    "owner": msg("is responsible"),
}
_READER_WORDS: Mapping[str, str] = {
    "credit": msg("Credit committee"),
    "management": msg("Management"),
    "office": msg("each office"),
    "client": msg("the client"),
}
_NAMED = 3
"""More holders of a role are counted."""
_CARD_CYCLES: Mapping[str, str] = {"quarterly": "quarter", "yearly": "year"}
_SIGNED_ON: Mapping[str, str] = {
    "always": msg("on the cards"),
    "special": msg("on the cards"),
    "optional": msg("on the cards"),
    "correction": msg("on the correction forms"),
}


def duties(book: Book) -> tuple[TableSection, ...]:
    """Return a table per kind over all packs in force; a kind that no pack has is left out.

    Source:  P04.2, P04.15–16, P04.19–20, P11.8, P11.13, P14.2–3, P14.23.
    """
    recorded = answers(book)
    kinds = (
        _cycles(book, recorded),
        _signoffs(book, recorded),
        _processes(book, recorded),
        _disclosures(book, recorded),
        _without_formula(book),
    )
    return tuple(section for section in kinds if section.table.rows)


def owner(lang: Language, pack: Pack) -> Cell:
    """Return who answers for a policy."""
    if pack.owner is None:
        return Cell(badge=Badge(lang.gap("NOT_CONFIGURED"), "none"))
    return Cell(text=lang.words(pack.owner))


# ------------------------------------------------------------------ one table per kind
def _cycles(book: Book, recorded: Mapping[str, Cell]) -> TableSection:
    lang = book.lang
    rows = []
    for pack, one in ((each, duty) for each in book.packs.values() for duty in each.cycles):
        words = EVERY_WORDS.get(one.every or "")
        due = Cell(text=lang.say(words)) if words else Cell(badge=Badge(lang.gap("NOT_CONFIGURED"), "none"))
        kept = lang.say("on the cards") if _carded(pack, one) else ""
        cells = (
            Cell(text=one.clause),
            Cell(text=lang.words(one.duty)),
            due,
            _last(book, recorded, one.clause, kept),
        )
        rows.append(Row(cells=cells))
    columns = (Column(label=lang.say("Duty")), Column(label=lang.say("How often"), width=18))
    return _table(book, lang.say("Duties, and how often they are due"), columns, rows)


def _carded(pack: Pack, duty: Cycle) -> bool:
    """Return whether the duty is the scorecard itself, whose days stand on the cards."""
    rules = pack.grading
    return rules is not None and rules.scorecard is not None and duty.every == _CARD_CYCLES.get(rules.cycle)


def _signoffs(book: Book, recorded: Mapping[str, Cell]) -> TableSection:
    lang = book.lang
    rows = []
    for one in (one for pack in book.packs.values() for one in pack.signoffs):
        part, kept = WHEN_WORDS[one.when], _SIGNED_ON.get(one.when)
        step = NO_FIGURE if one.step is None else str(one.step)
        rows.append(
            Row(
                cells=(
                    Cell(text=one.clause),
                    Cell(text=lang.words(one.role), note=_tasks(lang, one)),
                    Cell(text=lang.say(part)),
                    Cell(text=step, mark="dim" if one.step is None else ""),
                    _held(book, one),
                    _last(book, recorded, one.clause, lang.say(kept) if kept else ""),
                )
            )
        )
    columns = (
        Column(label=lang.say("Role")),
        Column(label=lang.say("Its part"), width=22),
        Column(label=lang.say("Step"), width=8, align="right"),
        Column(label=lang.say("Held by"), width=18),
    )
    return _table(book, lang.say("Who signs, and who is responsible"), columns, rows)


def _tasks(lang: Language, one: Signoff) -> str:
    """Return what a role must and may do, where the pack says so (P04.20)."""
    duty = lang.say("duty: {duty}", duty=lang.words(one.duty)) if one.duty else ""
    power = lang.say("power: {power}", power=lang.words(one.power)) if one.power else ""
    return lang.say("; ").join(part for part in (duty, power) if part)


def _held(book: Book, one: Signoff) -> Cell:
    """Return who has a role on the period's list of people; their number where the names are not to be seen."""
    lang = book.lang
    if not book.audience.whole:
        return Cell(badge=Badge(lang.gap("HIDDEN"), "none"))
    staff = book.results.facts.records["staff"]
    listed = staff[staff["state_period"] == str(book.window.period)]
    if listed.empty:
        return Cell(badge=Badge(lang.gap("NO_DATA"), "none"))
    people, count = holders(one.names, listed)
    if not count:
        return Cell(badge=Badge(lang.say("nobody"), "bad" if one.check else "none"))
    if not people or count > _NAMED:
        return Cell(text=lang.say("{count} people", count=count))
    return Cell(text=lang.join(people))


def _processes(book: Book, recorded: Mapping[str, Cell]) -> TableSection:
    lang = book.lang
    rows = []
    for one in (one for pack in book.packs.values() for one in pack.processes):
        kept = lang.say("as the evidence shows") if book.records_read(one.evidence) else ""
        rows.append(
            Row(
                cells=(
                    Cell(text=one.clause),
                    Cell(text=lang.words(one.duty)),
                    _export(book, one.evidence),
                    _last(book, recorded, one.clause, kept),
                )
            )
        )
    columns = (Column(label=lang.say("Duty")), Column(label=lang.say("Evidence"), width=24))
    return _table(book, lang.say("What an export must show"), columns, rows)


def _disclosures(book: Book, recorded: Mapping[str, Cell]) -> TableSection:
    lang = book.lang
    rows = [
        Row(
            cells=(
                Cell(text=one.clause),
                Cell(text=lang.words(one.what)),
                Cell(text=lang.join(_reader(book, to) for to in one.to)),
                _last(book, recorded, one.clause),
            )
        )
        for one in (one for pack in book.packs.values() for one in pack.disclosures)
    ]
    columns = (Column(label=lang.say("What")), Column(label=lang.say("To whom"), width=24))
    return _table(book, lang.say("What is told to whom"), columns, rows)


def _without_formula(book: Book) -> TableSection:
    lang = book.lang
    rows = tuple(
        Row(
            cells=(
                Cell(text=one.clause),
                Cell(text=lang.words(one.name)),
                Cell(text=lang.say("taken from {source}", source=taken_from(book, one)))
                if one.source
                else Cell(badge=Badge(lang.gap("NOT_CONFIGURED"), "none")),
                _export(book, one.input),
            )
        )
        for one in (one for pack in book.packs.values() for one in pack.not_configured)
    )
    return TableSection(
        heading=Heading(
            title=lang.say("Indicators without weight or formula"),
            about=lang.rich("the policies name them and do not say how to compute them; nothing is guessed"),
        ),
        table=Table(
            columns=(
                Column(label=lang.say("Clause"), width=12),
                Column(label=lang.say("Indicator")),
                Column(label=lang.say("Weight or formula"), width=18),
                Column(label=lang.say("Input that it would need"), width=30),
            ),
            rows=rows,
        ),
    )


# ------------------------------------------------------------------ cells
def _table(book: Book, title: str, columns: tuple[Column, ...], rows: Sequence[Row]) -> TableSection:
    """Return a table whose first column is the clause and whose last is what was recorded."""
    lang = book.lang
    known = book.records_read("duty_log")
    about = (
        lang.rich("last recorded: the latest entry up to {day}", day=book.window.last_day)
        if known
        else lang.rich("the duty log was never delivered; duties without another record stand as not recorded")
    )
    first, last = Column(label=lang.say("Clause"), width=12), Column(label=lang.say("Last recorded"), width=26)
    return TableSection(
        heading=Heading(title=title, about=about), table=Table(columns=(first, *columns, last), rows=tuple(rows))
    )


def _last(book: Book, recorded: Mapping[str, Cell], clause: str, kept: str = "") -> Cell:
    """Return when a duty was last done; ``kept`` says where else it stands."""
    if clause in recorded:
        return recorded[clause]
    if kept:
        return Cell(text=kept, mark="dim")
    if withheld(book, clause):
        return Cell(badge=Badge(book.lang.gap("HIDDEN"), "none"))
    return Cell(badge=Badge(book.lang.say("not recorded"), "none"))


def _export(book: Book, name: str) -> Cell:
    """Return an export's name, and that it was never delivered."""
    lang = book.lang
    words = export_words(lang, name) if name in {*Export} else name
    read = book.records_read(name)
    return Cell(text=words, badge=None if read else Badge(lang.say("never delivered"), "none"))


def _reader(book: Book, to: str) -> str:
    """Return what a kind of reader, or an audience of the profile's own, is called."""
    custom = {one.id: one.name for one in book.config.profile.audiences.custom}
    if to in custom:
        return book.lang.words(custom[to])
    words = _READER_WORDS.get(to, to)
    return book.lang.say(words)
