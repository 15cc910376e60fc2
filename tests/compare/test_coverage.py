"""Who answered without a card, complained without being asked, has a card and no sales: counted by hand."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.compare.coverage import GROUPS, client_coverage, coverage_groups
from reportgen.model.coverage_frames import CLIENT_COVERAGE
from reportgen.model.result_frames import CHANGED, CLIENTS
from tests.measure.literal import answers, complaints, facts, framed, survey_sample, window

READ = [(export, "2026Q3") for export in ("survey", "complaints", "orders", "scorecard_items")]
OFFICE = {"A": "E", "B": "E", "C": "E", "D": "S", "F": "S"}
SALES = {"A": 100, "B": 300, "C": 0, "D": 600, "F": 0}
CARDS = {"A": "2026-05-01", "C": "2026-06-30", "D": "2025-01-01"}


def clients() -> pd.DataFrame:
    """CLIENTS of five clients in two offices."""
    return framed(
        CLIENTS,
        [
            {"period": "2026Q3", "client_id": c, "office_id": o, "card": CARDS.get(c, "")}
            for c, o in OFFICE.items()
        ],
    )


def changed(sales: dict[str, int] | None = None) -> pd.DataFrame:
    """CHANGED with the sales of 12 months."""
    rows = SALES if sales is None else sales
    return framed(
        CHANGED,
        [
            {
                "level": "client",
                "client_id": c,
                "measure": "trade.sales_12m",
                "value": Fraction(v),
                "period": "2026Q3",
            }
            for c, v in rows.items()
        ],
    )


def known(*, read: Iterable[tuple[str, str]] = READ, asked: tuple[str, ...] = (), **more: Any) -> pd.DataFrame:
    """CLIENT_COVERAGE: A and B answered, A, D and F complained."""
    seen = facts(
        read=[*read, *([("survey_sample", "2026Q3")] if asked else [])],
        answers=answers(
            {"client_id": "A", "value": 5, "question": "Q1"},
            {"client_id": "B", "value": 3, "question": "Q1"},
            {"client_id": "D", "value": 3, "question": "Q1", "answered_at": "2026-06-30 23:59"},
        ),
        complaints=complaints(
            *({"client_id": c, "received_at": "2026-07-02 09:00"} for c in "ADF"),
            {"client_id": "B", "received_at": "2026-10-01 00:00"},
        ),
        survey_sample=survey_sample(*asked),
    )
    return client_coverage(seen, clients(), more.get("changed", changed()), window())


def groups(rows: pd.DataFrame, office: str = "") -> dict[str, tuple[Any, ...]]:
    """Group → n, of, sales, gap of the company or of an office."""
    table = coverage_groups(rows)
    mine = table[table["office_id"] == office]
    found = mine[["group", "n", "of", "sales", "gap"]].astype(object).where(mine.notna(), None)
    return {row[0]: tuple(row[1:]) for row in found.to_numpy().tolist()}


def test_each_client_says_which_exports_know_it() -> None:
    rows = known()
    assert rows.set_index("client_id")[
        ["asked", "answered", "complained", "carded", "sold"]
    ].to_numpy().tolist() == [
        [True, True, True, True, True],
        [True, True, False, False, True],
        [False, False, False, True, False],
        [False, False, True, True, True],
        [False, False, True, False, False],
    ]
    assert rows["carded_on"].dt.strftime("%Y-%m-%d").fillna("").tolist() == [CARDS.get(c, "") for c in "ABCDF"]


def test_groups_of_the_company_and_of_each_office() -> None:
    assert groups(known()) == {
        "answered": (2, 5, 400, ""),
        "answered_without_card": (1, 2, 300, ""),
        "complained_not_surveyed": (2, 3, 600, ""),
        "card_without_sales": (1, 3, 0, ""),
        "sales_without_survey": (1, 3, 600, ""),
    }
    assert groups(known(), "S") == {
        "answered": (0, 2, 0, ""),
        "answered_without_card": (0, 0, 0, ""),
        "complained_not_surveyed": (2, 2, 600, ""),
        "card_without_sales": (0, 1, 0, ""),
        "sales_without_survey": (1, 1, 600, ""),
    }


def group(rows: pd.DataFrame, name: str, office: str = "") -> dict[str, Any]:
    """One group's row."""
    return picked(coverage_groups(rows), name, office)


def picked(table: pd.DataFrame, name: str, office: str = "") -> dict[str, Any]:
    """One row of COVERAGE_GROUPS."""
    records = table.to_dict("records")
    (found,) = (row for row in records if row["group"] == name and row["office_id"] == office)
    return {str(key): value for key, value in found.items()}


def test_the_share_of_sales_that_the_survey_covers_is_exact() -> None:
    whole = group(known(), "answered")
    assert (whole["sales_share"], whole["share"]) == (Fraction(400, 1000), Fraction(2, 5))
    assert group(known(), "answered", "S")["sales_share"] == 0


def test_who_was_on_the_list_was_asked_though_he_did_not_answer() -> None:
    rows = known(asked=("D",))
    assert rows.loc[rows["asked"].fillna(value=False), "client_id"].tolist() == ["A", "B", "D"]
    assert groups(rows)["complained_not_surveyed"][:2] == (1, 3)


def test_an_export_that_was_not_read_gives_no_count_and_never_0() -> None:
    rows = known(read=[pair for pair in READ if pair[0] != "survey"])
    found = groups(rows)
    assert [found[name][:2] for name in GROUPS] == [
        (None, None),
        (None, None),
        (None, None),
        (1, 3),
        (None, None),
    ]
    assert found["answered"][3] == "NO_DATA"
    unsold = groups(known(changed=changed({})))
    assert unsold["answered"] == (2, 5, None, "")
    assert unsold["card_without_sales"][3] == "NO_DATA"


def test_a_card_of_an_earlier_folder_counts_though_none_was_read_this_period() -> None:
    rows = known(read=[("survey", "2026Q3"), ("complaints", "2026Q3"), ("scorecard_items", "2025Q1")])
    assert rows["carded"].tolist() == [True, False, True, True, False]
    assert known(read=[("survey", "2026Q3")])["carded"].isna().all()


def test_without_clients_there_are_no_groups() -> None:
    assert coverage_groups(CLIENT_COVERAGE.empty()).empty


Person = tuple[str, bool, bool, bool, bool, int]
flags = st.booleans()
people = st.lists(
    st.tuples(st.sampled_from("ES"), flags, flags, flags, flags, st.integers(0, 3)), min_size=1, max_size=8
)


def literal(rows: list[Person]) -> pd.DataFrame:
    """CLIENT_COVERAGE from office, asked, answered, complained, carded and sales."""
    return framed(
        CLIENT_COVERAGE,
        [
            {
                "period": "2026Q3", "client_id": f"C{i}", "office_id": o, "asked": asked or answered,
                "answered": answered, "complained": complained, "carded": carded, "sold": sales > 0,
                "sold_12m": Fraction(sales),
            }
            for i, (o, asked, answered, complained, carded, sales) in enumerate(rows)
        ],
    )  # fmt: skip


@settings(max_examples=15, deadline=None)
@given(people)
def test_offices_sum_to_the_company(rows: list[Person]) -> None:
    table = coverage_groups(literal(rows))
    offices = sorted({one[0] for one in rows})
    for name in GROUPS:
        whole, parts = picked(table, name), [picked(table, name, office) for office in offices]
        for column in ("n", "of", "sales", "sales_of"):
            assert whole[column] == sum(part[column] for part in parts)


@settings(max_examples=15, deadline=None)
@given(people)
def test_answered_and_not_answered_sellers_are_all_sellers(rows: list[Person]) -> None:
    answered, silent = (group(literal(rows), name) for name in ("answered", "sales_without_survey"))
    assert answered["sales"] + silent["sales"] == answered["sales_of"] == sum(one[-1] for one in rows)


def test_control_a_count_of_rows_instead_of_clients_is_another_number() -> None:
    said = answers(*({"client_id": "A", "value": 5, "question": f"Q{i}"} for i in range(3)))
    assert len(said) != groups(known())["answered"][0]
