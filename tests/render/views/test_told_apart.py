"""Common problems with clients' own words, and who handled how many."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

from reportgen.model.results import Results
from reportgen.policy.audiences import EVERYTHING, Audience
from reportgen.render.audience import masked
from reportgen.render.viewmodel import TableSection
from reportgen.render.views.book import Book
from reportgen.render.views.language import Language
from reportgen.render.views.told_apart import told_apart
from tests.render.behind import Row, book, config, results
from tests.render.views.test_listening import cells


def group(name: str, count: int, late: int = 0, by: str = "category", **rest: Any) -> Row:
    share = Fraction(count - late, count)
    said = {
        "due": count,
        "on_time": count - late,
        "on_time_share": share,
        "timed": count,
        "handling_p50": Fraction(6),
    }
    ended = {"solved": count, "resolution_rate": Fraction(1), "satisfaction_gap": "NO_DATA"}
    return {"by": by, "group": name, "count": count, **said, **ended, **rest}


def complained(*said: tuple[str, str]) -> Results:
    """The example whose complaints say so, by category and words, the latest first."""
    found = results()
    ledger = found.facts.complaints.sort_values("received_at", ascending=False).head(len(said))
    inside = ledger.assign(
        received_at=[f"2026-08-{20 - i:02d}T00:00:00Z" for i in range(len(said))],
        category=[category for category, _ in said],
        content=[words for _, words in said],
    ).astype(found.facts.complaints.dtypes.to_dict())
    return replace(found, facts=replace(found.facts, complaints=inside))


def apart(*rows: Row, of: Results | None = None) -> tuple[TableSection, ...]:
    found = replace(of or results(), insight=results(complaint_groups=list(rows)).insight)
    return told_apart(book(found), "company", "")


def test_the_title_names_the_problem_with_the_most_late_complaints() -> None:
    (found,) = apart(group("Delay", 5, 1), group("Quality", 4, 3))
    assert found.heading.title == (
        "Common problems: 4 of 9 complaints due were not closed in time, most of them: Quality"
    )
    assert [row.style for row in found.table.rows] == ["", "find"]


def test_without_a_late_one_the_title_says_so() -> None:
    (found,) = apart(group("Delay", 5))
    assert found.heading.title == "Common problems: none of 5 complaints due was closed late"


def test_every_figure_has_its_n_and_a_missing_one_its_reason() -> None:
    longest: dict[str, Any] = {"handling_p50": None, "handling_gap": "NOT_REACHED", "at_least": 90.5}
    (found,) = apart(group("Delay", 5, 1, **longest), of=complained(("Other", "")))
    (row,) = found.table.rows
    assert cells(found) == [["Delay", "5", "80", "more than 90.5 h", "100", "no data"]]
    assert [cell.note for cell in row.cells] == ["", "1 clients", "n=5", "n=5", "n=5", "n=0"]


def test_the_latest_two_texts_stand_beside_their_problem() -> None:
    words = [("Delay", "late again"), ("Delay", "late again"), ("Delay", "no date"), ("Delay", "older")]
    (found,) = apart(group("Delay", 4), of=complained(*words))
    assert cells(found)[0][-1] == "late again; no date"


def test_without_words_there_is_no_column_for_them() -> None:
    (found,) = apart(group("Delay", 4), of=complained(("Delay", "")))
    assert [column.label for column in found.table.columns][-1] == "Mark"


def test_who_may_not_read_comments_gets_no_sample_and_who_may_not_see_staff_no_handler() -> None:
    found = complained(("Delay", "late again"))
    rows = [group("Delay", 1), group("周敏", 1, by="handler")]
    made = replace(found, insight=results(complaint_groups=rows).insight)

    def shown(**fields: bool) -> str:
        one = Audience(id="management", sees=EVERYTHING.model_copy(update=fields))
        seen = masked(made, one, config())
        return str(told_apart(Book(seen, one, config(), Language.of("en")), "company", ""))

    assert "late again" in shown()
    assert "周敏" in shown()
    assert "late again" not in shown(comments=False)
    assert "周敏" not in shown(staff=False)


def test_who_is_not_named_is_counted_in_the_title_alone() -> None:
    (found,) = apart(group("周敏", 3, by="handler"), group("", 2, by="handler"))
    assert found.heading.title == "Handled by 1 people; 2 complaints name nobody"
    assert [row[0] for row in cells(found)] == ["周敏"]


def test_a_ledger_without_any_handler_has_no_such_section() -> None:
    assert apart(group("", 2, by="handler")) == ()
    assert apart() == ()


def test_control_long_lists_say_how_much_they_leave_out() -> None:
    (found,) = apart(*(group(f"P{i}", 1) for i in range(10)))
    assert len(found.table.rows) == 8
    assert found.table.more == "2 more in the data"
