"""What a person types: ids, measures, variants; a slip is answered with the nearest."""

import pytest

from reportgen.explain.address import asked
from reportgen.explain.inquiry import Inquiry
from reportgen.model.text import Text
from reportgen.policy.pack import Pack
from tests.explain import asking
from tests.measure import literal, rules
from tests.measure.literal import facts
from tests.render.example_results import example_config, example_results

OF = (example_results(), example_config())


def found(one: str, measure: str = "complaint.count", pack: str = "") -> Inquiry:
    inquiry = asked(*OF, one, measure, pack)
    assert isinstance(inquiry, Inquiry), str(inquiry)
    return inquiry


def said(one: str, measure: str = "complaint.count", pack: str = "") -> str:
    text = asked(*OF, one, measure, pack)
    assert isinstance(text, Text)
    return str(text)


@pytest.mark.parametrize(
    ("typed", "level", "address"),
    [
        ("C01", "client", "C01/complaint.count"),
        ("client:C01", "client", "C01/complaint.count"),
        ("E", "office", "E/complaint.count"),
        ("office:E", "office", "E/complaint.count"),
        ("company", "company", "company/complaint.count"),
        ("Company", "company", "company/complaint.count"),
    ],
)
def test_an_id_is_a_client_an_office_or_the_company(typed: str, level: str, address: str) -> None:
    inquiry = found(typed)
    assert (inquiry.level, inquiry.address) == (level, address)


def test_an_unknown_id_is_answered_with_the_nearest() -> None:
    assert said("C1") == "C1 is no client or office of the period; near: C01, C02, C03"
    assert said("client:E") == "E is no client or office of the period; near: C01, C02, C03"
    assert said("compny").endswith("near: company")


def test_an_id_that_is_both_has_to_say_which() -> None:
    row = {"client_id": "E", "office_id": "E"}
    of = asking.config(rules.packs(None, rules.complaints()), rules.profile())
    built = asking.built(
        facts(
            register=literal.register("2026Q3", row),
            memberships=literal.memberships(row),
            offices=literal.offices("E"),
        ),
        of,
    )
    both = asked(built, of, "E", "complaint.count")
    assert str(both) == "E is a client and an office; write client:E or office:E"
    for level in ("client", "office"):
        one = asked(built, of, f"{level}:E", "complaint.count")
        assert isinstance(one, Inquiry)
        assert one.level == level


def test_an_unknown_measure_is_answered_with_the_nearest() -> None:
    assert said("C01", "complaint.cuont").startswith("complaint.cuont is not published; near: complaint.count")


def test_a_level_is_asked_for_by_its_pack() -> None:
    assert found("C01", "grade:P03").measure == "grade:P03"
    assert found("C01", "grade:p03").measure == "grade:P03"
    assert found("C01", "grade", "P03").measure == "grade:P03"
    assert said("C01", "grade:P99").startswith("grade:P99 is not published; near: grade:P03")


def test_a_level_belongs_to_a_client() -> None:
    assert said("E", "grade:P03") == "a level belongs to a client; E is none"
    assert said("company", "grade:P03") == "a level belongs to a client; company is none"


def test_a_measure_of_offices_is_not_one_of_clients() -> None:
    assert said("C01", "office.clients") == "office.clients is published for company, office only"


def test_a_client_that_came_and_went_inside_the_period_has_figures_and_no_level() -> None:
    gone = {"client_id": "C01", "office_id": "E", "start_date": "2026-08-01", "end_date": "2026-09-01"}
    rows = (gone, {"client_id": "C02", "office_id": "E"})
    of = asking.config({"P17": example_config().packs["P17"][-1]}, rules.profile())
    given = facts(
        register=literal.register("2026Q3", *rows),
        memberships=literal.memberships(*rows),
        offices=literal.offices("E"),
    )
    built = asking.built(given, of)
    assert isinstance(asked(built, of, "C01", "trade.sales_12m"), Inquiry)
    assert isinstance(asked(built, of, "C02", "grade:P17"), Inquiry)
    assert str(asked(built, of, "C01", "grade:P17")) == "grade:P17 is not published for C01"


def test_without_any_level_the_nearest_measures_are_offered() -> None:
    of = asking.config(rules.packs(None, None), rules.profile())
    built = asking.built(facts(**literal.clients("C01")), of)
    assert str(asked(built, of, "C01", "grade:P17")).startswith("grade:P17 is not published; near: trade.")


def two_packs() -> dict[str, Pack]:
    survey = rules.satisfaction()
    return rules.packs(survey, None) | {"P14": rules.pack("P14", satisfaction=survey)}


def test_a_pack_names_its_own_variant() -> None:
    of = asking.config(two_packs(), rules.profile())
    built = asking.built(facts(**literal.clients("C01")), of)

    def of_pack(measure: str, pack: str) -> str:
        one = asked(built, of, "C01", measure, pack)
        return one.measure if isinstance(one, Inquiry) else str(one)

    assert of_pack("satisfaction.index", "P14") == "satisfaction.index.p14"
    assert of_pack("satisfaction.index", "p14") == "satisfaction.index.p14"
    assert of_pack("satisfaction.index", "P06") == "satisfaction.index"
    assert of_pack("satisfaction.index.p14", "P06") == "satisfaction.index"
    assert of_pack("satisfaction.index", "P41") == "P41 is no active pack; near: P14, P06"
    assert of_pack("trade.sales", "P14") == "trade.sales is the same under every pack; leave --pack out"
