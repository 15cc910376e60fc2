"""Every figure comes out of the rows that its explanation names, and of no fewer."""

from dataclasses import replace

import pytest

from reportgen.explain.account import Account
from reportgen.explain.explain import GRADE, Explanation, explained, verified, verified_grade
from reportgen.explain.families import family
from reportgen.explain.inquiry import Inquiry
from reportgen.explain.printed import COUNTS, TESTS, UNITS, VERDICTS
from reportgen.explain.said import GAPS
from reportgen.model.frame import ContractError
from reportgen.model.gap import Gap
from reportgen.model.measures import DIMENSION, MEASURES
from tests.explain.asking import company, few, inquiries
from tests.render.example_results import example_config, example_results

SEEDS = {0: "2026Q3", 1: "2026Q3", 2: "2026Q3", 3: "2027Q1"}


def unexplained(asked: list[Inquiry]) -> list[str]:
    """What does not come out of its rows, and how."""
    found = []
    for one in asked:
        try:
            explained(one)
        except ContractError as error:
            found.append(str(error))
    return found


def test_every_figure_and_level_of_the_worked_example_comes_out_of_its_rows() -> None:
    asked = inquiries((example_results(), example_config()))
    assert len(asked) > 500
    assert unexplained(asked) == []


@pytest.mark.parametrize("seed", [0, 3])
def test_figures_of_a_made_up_company_come_out_of_their_rows(seed: int) -> None:
    assert unexplained(few(inquiries(company(seed, SEEDS[seed])))) == []


@pytest.mark.slow
@pytest.mark.parametrize(("seed", "period"), SEEDS.items())
def test_every_figure_of_a_made_up_company_comes_out_of_its_rows(seed: int, period: str) -> None:
    assert unexplained(inquiries(company(seed, period))) == []


def again(one: Explanation, account: Account) -> None:
    """Compute a figure again from other rows."""
    check = verified_grade if one.inquiry.measure.startswith(GRADE) else verified
    check(one.inquiry.address, one.published, account)


def noticed(one: Explanation) -> bool:
    """Whether the loss of a single row is noticed, of whichever row."""
    rows = one.account.rows
    for place, row in enumerate(rows):
        if not row.used:
            continue
        try:
            again(one, replace(one.account, rows=rows[:place] + rows[place + 1 :]))
        except ContractError as error:
            return one.inquiry.address in str(error)
    return False


def test_control_one_row_less_and_the_figure_does_not_come_out() -> None:
    """Of every measure that has rows somewhere."""
    kinds: dict[str, list[Explanation]] = {}
    for of in ((example_results(), example_config()), company(0, "2026Q3")):
        for one in few(inquiries(of)):
            found = explained(one)
            if found.account.used:
                kinds.setdefault(one.measure, []).append(found)
    assert len(kinds) > 45
    assert [measure for measure, every in kinds.items() if not any(map(noticed, every))] == []


def test_control_one_row_twice_and_a_sum_does_not_come_out() -> None:
    found = explained(Inquiry(example_results(), example_config(), "company", "", "trade.sales"))
    with pytest.raises(ContractError, match=r"^company/trade\.sales: its rows give value"):
        again(found, replace(found.account, rows=(*found.account.rows, found.account.used[0])))


def test_every_measure_has_an_account_and_words_for_its_n_and_unit() -> None:
    for one in MEASURES:
        family(one.id if one.id != DIMENSION else "satisfaction.price")
        assert one.n in (*COUNTS, "1"), one.id
        assert one.unit in (*UNITS, "count", "share", "ratio"), one.id
    assert set(GAPS) == {gap.value for gap in Gap}
    assert set(VERDICTS) >= {"up", "down", "no_clear_change", "too_few", "new", ""}
    assert set(TESTS) >= set(company(0, "2026Q3")[0].changed["test"]) - {""}


def test_control_an_unknown_measure_has_none() -> None:
    with pytest.raises(ContractError, match="not in explain/families"):
        family("complaint.anger")
