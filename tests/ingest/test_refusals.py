"""Files that can be read but not believed."""

from reportgen.model.problem import Severity
from reportgen.policy.profile import SetAside
from tests.ingest.literal import Export, coded, export, fates, read, with_profile


def orders(good: int, bad: int) -> Export:
    rows = [f"O{i},C01,2026-08-01,1,done" for i in range(good)] + [
        f"X{i},C99,2026-08-01,1,done" for i in range(bad)
    ]
    return export("orders", *rows)


def test_a_file_of_which_too_many_rows_are_set_aside_is_refused() -> None:
    found = read(orders(300, 20))
    (problem,) = coded(found, "E166")
    assert (problem.severity, problem.file, problem.value) == (
        Severity.REFUSED,
        "surveys/2026Q3/orders.csv",
        "20 / 320",
    )
    assert found.facts.orders.empty
    assert fates(found, "orders.csv") == {"read": 320, "set_aside": 320}
    assert len(coded(found, "E241")) == 20
    assert ("orders", "2026Q3") not in found.facts.read


def test_up_to_the_share_or_below_the_count_it_is_not() -> None:
    assert not coded(read(orders(380, 20)), "E166")
    assert not coded(read(orders(1, 19)), "E166")
    assert coded(read(orders(379, 20)), "E166")


def test_the_profile_may_change_the_limit() -> None:
    strict = with_profile(set_aside=SetAside(share=0.0, rows=1))
    assert coded(read(orders(100, 1), chosen=strict), "E166")


def test_what_a_refused_file_would_have_replaced_counts_again() -> None:
    later = [f"O{i},C01,2026-06-01,9,done" for i in range(10)] + [f"X{i},C99,2026-08-01,1,done" for i in range(20)]
    found = read(
        export("orders", *(f"O{i},C01,2026-06-01,1,done" for i in range(10)), folder="2026Q2"),
        export("orders", *later),
        export("clients", "C01,东方,E,,,", folder="2026Q2"),
    )
    assert found.facts.orders["amount_fen"].tolist() == [100] * 10
    assert not coded(found, "E244")


def test_rows_that_contradict_each_other_count_towards_the_limit() -> None:
    rows = [f"O{i % 10},C01,2026-08-01,{i},done" for i in range(20)]
    assert coded(read(export("orders", *rows)), "E166")


# ------------------------------------------------------------------ another period
def test_a_bound_file_most_of_which_lies_outside_its_period_is_refused() -> None:
    rows = [f"O{i},C01,2026-05-01,1,done" for i in range(6)] + [f"P{i},C01,2026-08-01,1,done" for i in range(20)]
    (problem,) = coded(read(export("orders", *rows, period_bound=True)), "E225")
    assert (problem.severity, problem.value) == (Severity.REFUSED, "6 / 26")
    assert "2026Q3" in str(problem.hint)
    assert not coded(read(export("orders", *rows)), "E225")


def test_a_few_rows_outside_are_no_pattern_but_all_of_them_are() -> None:
    few = ["O1,C01,2026-05-01,1,done", "O2,C01,2026-08-01,1,done"]
    assert not coded(read(export("orders", *few, period_bound=True)), "E225")
    assert coded(read(export("orders", few[0], period_bound=True)), "E225")


def test_dates_that_are_off_by_the_other_date_system_say_so() -> None:
    rows = [f"O{i},C01,2022-08-{i + 1:02d},1,done" for i in range(9)]
    assert "1904" in str(coded(read(export("orders", *rows, period_bound=True)), "E223")[0].hint)


def test_a_few_rows_out_of_the_period_are_told_with_their_first_place_E07() -> None:
    rows = [f"O{i},C01,2026-07-{i + 1:02d},1,done" for i in range(9)]
    [note] = coded(read(export("orders", *rows, "O9,C01,2026-06-30,1,done", period_bound=True)), "W225")
    assert (note.severity, note.row, note.column, note.value) == (Severity.NOTE, 11, "order_date", "2026-06-30")
    assert "count in the period of their day: 1" in str(note.expected)
    assert not coded(read(export("orders", *rows, "O9,C01,2026-06-30,1,done")), "W225")
