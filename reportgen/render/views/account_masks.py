"""What of an account an audience may see: never more than the fields that the profile's table gives it."""

from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.model.accounts import Accounted, Behind
from reportgen.model.gap import Gap
from reportgen.model.text import Text, text
from reportgen.render.views.book import Book

if TYPE_CHECKING:
    from reportgen.policy.pack import Grading
    from reportgen.render.views.explained import Subject

GRADE = "grade:"
MONEY = ("trade.", "office.top20")
"""How measures begin that are made of amounts, even where they are a share."""


def seen_account(book: Book, subject: "Subject", measure: str, behind: Behind) -> Accounted | None:
    """Return the account of a figure as the book's audience may see it, None where it may not.

    The account is made of unmasked rows. Without its part of the table, an audience sees none of an account of
    amounts, of a scorecard, or of rows of clients that are not its own, whose numbers a formula would tell.
    """
    if _hidden(book, subject, measure) or not _may(book, measure):
        return None
    found = behind(subject.level, subject.one, measure)
    if found is None or not (book.audience.whole or found.clients <= book.clients.keys()):
        return None
    sees = book.audience.sees
    return replace(
        found,
        population=_without_ids(book, subject, found),
        left_out=found.left_out if sees.problems else (),
        origins=found.origins if sees.evidence else (),
    )


def _hidden(book: Book, subject: "Subject", measure: str) -> bool:
    if measure.startswith(GRADE):
        row = book.grade(subject.one, measure.removeprefix(GRADE))
        return row is None or row.gap == Gap.HIDDEN
    return book.figure(subject.level, subject.one, measure).gap == Gap.HIDDEN


def _may(book: Book, measure: str) -> bool:
    """Whether the fields that a figure is made of are the audience's."""
    sees = book.audience.sees
    if not measure.startswith(GRADE):
        return sees.amounts or not measure.startswith(MONEY)
    pack = book.packs.get(measure.removeprefix(GRADE))
    grading = pack.grading if pack else None
    if grading is None:
        return False
    if grading.basis == "scorecard":
        return sees.scores and sees.cards
    return sees.amounts or not any(one.startswith(MONEY) for one in _parts(grading))


def _parts(grading: "Grading") -> list[str]:
    """Return the measures that a level is made of."""
    weighted = list(grading.weighted.items) if grading.weighted else []
    return [*weighted, grading.measure or ""]


def _without_ids(book: Book, subject: "Subject", found: Accounted) -> tuple[Text, ...]:
    """Return whom the figure is about: of an office how many alone, as some may be another's clients now."""
    if subject.level == "client" and book.audience.whole:
        return found.population
    who: list[Text] = []
    for one in found.population[:1]:
        many = dict(one.values).get("n")
        if many is not None:
            who.append(text("{n} clients of the period", n=many))
    return (*who, *found.population[1:])
