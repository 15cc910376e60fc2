"""When the duties of the policies were last done, as the duty log and three other exports say it."""

from collections.abc import Iterable, Mapping

from reportgen.render.viewmodel import Cell
from reportgen.render.views.book import Book, Record, as_day, records

_COMMITTEE, _PLAN, _REPORTED = "P14.2", "P14.3", "P14.23"
_EXPORTS = {_COMMITTEE: "meetings", _PLAN: "survey_plan", _REPORTED: "submissions"}
"""Clauses that another export than the duty log answers."""
_TO_MANAGEMENT = frozenset({"R-SAT", "R-MG"})


def answers(book: Book) -> Mapping[str, Cell]:
    """Return clause → what the audience may see of its latest record; the duty log goes before other exports.

    Out:     only clauses with a record up to the period's last day.
    Source:  data dictionary 3.12, 3.13; P04.19-20, P14.2, P14.3, P14.23.
    """
    found = {_COMMITTEE: _met(book), _PLAN: _planned(book), _REPORTED: _reported(book)}
    return {clause: cell for clause, cell in found.items() if cell} | _logged(book)


def withheld(book: Book, clause: str) -> bool:
    """Return whether a record may exist that the audience does not get, as it is about no client or office."""
    exports = ("duty_log", _EXPORTS.get(clause, "duty_log"))
    return not book.audience.whole and any(book.records_read(one) for one in exports)


def _logged(book: Book) -> dict[str, Cell]:
    """Return the latest entry of each clause."""
    return {
        row["requirement_id"]: _cell(row["done_at"], row["by"], row["evidence_ref"])
        for row in _until(book, "duty_log", "done_at")
    }


def _met(book: Book) -> Cell | None:
    """Return the latest meeting of the evaluation committee."""
    met = [row for row in _until(book, "meetings", "date") if row["kind"] == "committee"]
    return _cell(met[-1]["date"], met[-1]["chair"], met[-1]["minutes_ref"]) if met else None


def _planned(book: Book) -> Cell | None:
    """Return how many rounds the plan of the year has."""
    lang, year = book.lang, book.window.last_day.year
    count = sum(row["year"] == year for row in book.rounds)
    return Cell(text=lang.say("rounds planned for {year}: {count}", year=year, count=count)) if count else None


def _reported(book: Book) -> Cell | None:
    """Return when the report of satisfaction was last handed to the management."""
    sent = [row for row in _until(book, "submissions", "sent_at") if row["report_code"] in _TO_MANAGEMENT]
    return _cell(sent[-1]["sent_at"], sent[-1]["to"], sent[-1]["recipient_list"]) if sent else None


def _until(book: Book, export: str, dated: str) -> list[Record]:
    """Return the rows with a day up to the last day of the period, the latest last."""
    last = book.window.last_day
    rows = records(book.results.facts.records[export].sort_values(dated, kind="stable"))
    return [row for row in rows if (on := as_day(row[dated])) is not None and on <= last]


def _cell(day: object, *rest: object) -> Cell:
    """Return a day, and beside it who and where, without what is blank."""
    return Cell(text=str(as_day(day)), note=_joined(rest))


def _joined(parts: Iterable[object]) -> str:
    return " · ".join(str(part) for part in parts if part)
