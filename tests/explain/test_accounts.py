"""What is kept of explanations for the pages: the same figure, from one client's rows alone."""

from functools import cache

from reportgen.explain.accounts import Accounts, general, summary
from reportgen.explain.explain import explained
from reportgen.explain.inquiry import Inquiry
from reportgen.model.accounts import Accounted
from reportgen.model.text import text
from tests.explain.asking import company, few, inquiries
from tests.render.example_results import example_config, example_results

OF = (example_results(), example_config())


@cache
def every() -> list[Inquiry]:
    return inquiries(OF)


def asked(accounts: Accounts, one: Inquiry) -> Accounted | None:
    return accounts(one.level, one.one, one.measure)


def differing(accounts: Accounts, found: list[Inquiry]) -> list[str]:
    """Figures whose account is not that of `reportgen explain`."""
    return [one.address for one in found if asked(accounts, one) != summary(explained(one))]


def test_the_account_of_a_page_is_that_of_the_command() -> None:
    assert len(every()) > 500
    assert differing(Accounts(*OF), few(every())) == []


def test_so_it_is_for_a_made_up_company() -> None:
    results, config = company(0, "2026Q3")
    assert differing(Accounts(results, config), few(inquiries((results, config)))) == []


def test_control_a_client_with_the_rows_of_another_has_no_account() -> None:
    accounts = Accounts(*OF)
    found = [one for one in every() if one.level == "client" and one.measure == "complaint.count"]
    mine = next(one for one in found if explained(one).published["value"])
    accounts._places["complaints"] = dict.fromkeys(accounts._places["complaints"], ())  # type: ignore[arg-type]
    assert asked(accounts, mine) is None


def test_rows_are_counted_by_file_and_by_reason() -> None:
    one = next(one for one in every() if explained(one).rows and any(not row.used for row in explained(one).rows))
    whole, kept = explained(one), summary(explained(one))
    assert sum(origin.used for origin in kept.origins) == sum(row.used for row in whole.rows)
    assert sum(count for _, count in kept.left_out) == sum(not row.used for row in whole.rows)
    assert sum(origin.rest for origin in kept.origins) == sum(not row.used for row in whole.rows)


def test_a_reason_does_not_say_what_it_says_of_one_row() -> None:
    assert str(general(text("longer than {limit} h", limit=4))) == "longer than … h"


def test_of_a_very_large_company_only_clients_are_accounted_for() -> None:
    accounts = Accounts(*OF)
    vars(accounts)["_size"] = 10_000_000
    assert accounts("company", "", "complaint.count") is None
    assert accounts("client", "C01", "complaint.count") is not None


def test_a_figure_that_its_rows_do_not_give_has_no_account() -> None:
    assert Accounts(*OF)("client", "C01", "complaint.anger") is None
