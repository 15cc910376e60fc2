"""Checks of the policies that were not made, and what each would have needed."""

from collections.abc import Mapping

from reportgen.model.records.words import FIELD_WORDS
from reportgen.model.text import msg
from reportgen.render.viewmodel import Cell, Column, Heading, Row, Table, TableSection
from reportgen.render.views.book import Book
from reportgen.render.views.language import Language
from reportgen.render.views.quality import export_words

CHECK_WORDS: Mapping[str, str] = {
    "card_missing": msg("every client has a scorecard"),
    "client_file_incomplete": msg("client files hold basic data, orders and a contract"),
    "complaint_incomplete": msg("complaints record content, handler and result"),
    "correction_without_form": msg("corrections of levels have their form and approval"),
    "dimension_without_answers": msg("every dimension of the survey is answered"),
    "evidence_missing": msg("scored items name their evidence"),
    "group_without_answers": msg("every group of clients has answered"),
    "important_client_not_asked": msg("important clients are asked"),
    "improvement_not_told": msg("clients are told what their complaints improved"),
    "level_adjusted_late": msg("levels in use follow the computed ones in time"),
    "level_missing": msg("every client has a level"),
    "level_not_recorded": msg("levels in use are the computed ones"),
    "minutes_missing": msg("credit meetings have minutes and discuss every card"),
    "order_before_card": msg("new clients are assessed before their first order"),
    "order_without_pass": msg("orders come from clients that passed"),
    "payment_unverified": msg("finance verifies payments"),
    "plan_not_in_work_plan": msg("survey rounds stand in the yearly work plan"),
    "record_stale": msg("client data are looked through every year"),
    "role_unassigned": msg("somebody has each role"),
    "signoff_order": msg("cards are signed in order"),
    "team_missing": msg("a team looks after clients of high levels"),
    "wrong_approver": msg("the right person approves"),
    "yearly_part_missing": msg("the yearly grading has all its parts"),
}


def unmade(book: Book) -> TableSection | None:
    """Return the checks that lacked an export or a column in this period, or None where all were made."""
    lang, results = book.lang, book.results
    if not results.unmade:
        return None
    rows = tuple(
        Row(
            cells=(
                Cell(text=one.clause),
                Cell(text=lang.say(CHECK_WORDS[one.check])),
                Cell(text=lang.join(_need(lang, need) for need in one.needs)),
            )
        )
        for one in results.unmade
    )
    return TableSection(
        heading=Heading(
            title=lang.say("Checks that were not made"),
            about=lang.rich("no finding under these clauses means nothing: what they need was not delivered"),
        ),
        table=Table(
            columns=(
                Column(label=lang.say("Clause"), width=12),
                Column(label=lang.say("Check")),
                Column(label=lang.say("What was missing")),
            ),
            rows=rows,
        ),
    )


def _need(lang: Language, need: str) -> str:
    """Return what a check lacked: an export, a column of one, or either of two."""
    return lang.say(" or ").join(_one(lang, one) for one in need.split("|"))


def _one(lang: Language, need: str) -> str:
    export, _, name = need.partition(".")
    if not name:
        return export_words(lang, export)
    column = lang.say(FIELD_WORDS[name])
    return lang.say("the column “{column}” of the {export}", column=column, export=export_words(lang, export))
