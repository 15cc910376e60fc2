"""Cards in a table: one row an item."""

import pytest

from reportgen.ingest.exports import Understood
from reportgen.model.problem import Severity
from tests.ingest.literal import coded, codes, export, fates, read

CARD = ["C01,2026-09-18,base,B1,4", "C01,2026-09-18,minus,M1,1", "C01,2026-09-18,veto,V1,no"]


def cards(*rows: str, **more: object) -> Understood:
    return read(export("scorecard_items", *rows, **more))


def entry(found: Understood) -> list[tuple[str, str, str, object]]:
    """(item, part, entry, hit) of every line."""
    frame = found.facts.card_items
    hits = frame["hit"].astype(object).where(frame["hit"].notna(), None)
    return list(zip(frame["item"], frame["part"], frame["entry"], hits, strict=True))


def test_items_keep_the_sign_that_is_written_and_vetoes_are_hits() -> None:
    found = cards(*CARD, "C02,2026-09-18,minus,M1,-2", "C02,2026-09-18,veto,V1,是")
    assert entry(found) == [
        ("B1", "base", "4", None), ("M1", "minus", "1", None), ("V1", "veto", "", False),
        ("M1", "minus", "-2", None), ("V1", "veto", "", True),
    ]  # fmt: skip
    assert found.facts.cards["card_id"].tolist() == ["C01 2026-09-18", "C02 2026-09-18"]
    assert codes(found) == []


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("C01,2026-09-18,base,B1,5", "E216"),
        ("C01,2026-09-18,base,B1,-1", "E216"),
        ("C01,2026-09-18,minus,M1,-5", "E216"),
        ("C01,2026-09-18,base,B1,very good", "E205"),
        ("C01,2026-09-18,base,B1,3-4", "E213"),
        ("C01,2026-09-18,veto,V1,perhaps", "E205"),
        ("C01,2026-09-18,base,,4", "E203"),
        ("C01,,base,B1,4", "E203"),
        ("C01,2026-12-18,base,B1,4", "E224"),
        ("C99,2026-09-18,base,B1,4", "E241"),
    ],
)
def test_a_line_that_cannot_be_read_is_set_aside(row: str, code: str) -> None:
    found = cards(row, "C02,2026-09-18,base,B1,4")
    assert [(p.code, p.row) for p in found.problems if p.severity is Severity.SET_ASIDE] == [(code, 2)]
    assert fates(found, "scorecard_items.csv") == {"read": 2, "used": 1, "set_aside": 1}


def test_a_blank_entry_stays_a_line_and_a_blank_veto_is_said_to_hold_the_grading() -> None:
    found = cards("C01,2026-09-18,base,B1,", "C01,2026-09-18,veto,V1,", "C01,2026-09-18,veto,V1,/")
    assert [p.row for p in coded(found, "E216")] == [3, 4]
    assert {p.severity for p in coded(found, "E216")} == {Severity.WARNING}
    assert entry(found)[0] == ("B1", "base", "", None)


def test_the_pack_says_which_part_an_item_is() -> None:
    found = cards("C01,2026-09-18,,B1,4", "C01,2026-09-18,base,V1,no")
    assert [(item, part) for item, part, _, _ in entry(found)] == [("B1", "base"), ("V1", "veto")]


def test_an_item_that_no_scorecard_has_is_kept_and_named() -> None:
    found = cards("C01,2026-09-18,base,B9,4")
    assert [(p.severity, p.value) for p in coded(found, "W218")] == [(Severity.WARNING, "B9 (1)")]
    assert entry(found) == [("B9", "base", "4", None)]


def test_the_total_line_is_kept_beside_the_card_above_it() -> None:
    found = cards(*CARD, "C01,2026-09-18,合计,,85", "C02,2026-09-18,base,B1,4")
    assert found.facts.cards[["client_id", "stated_total"]].to_numpy().tolist() == [["C01", "85"], ["C02", ""]]
    assert fates(found, "scorecard_items.csv") == {"read": 5, "used": 4, "skipped": 1}


def test_a_card_may_have_a_number_a_kind_and_say_whether_it_is_special() -> None:
    found = cards(
        "C01,2026-09-18,base,B1,4,P-7,季度,是",
        "C01,2026-09-18,base,B2,4,P-7,,",
        also={"card_id": ["编号"], "card_kind": ["类型"], "special": ["特殊"]},
        values={"card_kind": {"quarterly": ["季度"]}},
    )
    card = found.facts.cards.to_dict("records")[0]
    assert (card["card_id"], card["card_kind"], card["special"]) == ("P-7", "quarterly", True)


def test_a_number_that_two_cards_share_is_no_key() -> None:
    found = cards("C01,2026-09-18,base,B1,4,P-7", "C02,2026-09-18,base,B1,4,P-7", also={"card_id": ["编号"]})
    assert found.facts.cards["card_id"].tolist() == ["C01 2026-09-18", "C02 2026-09-18"]


def test_a_card_in_a_later_folder_replaces_the_earlier_one_as_a_whole() -> None:
    found = read(
        export("scorecard_items", "C01,2026-06-18,base,B1,3", "C01,2026-06-18,base,B2,3", folder="2026Q2"),
        export("scorecard_items", "C01,2026-06-18,base,B1,4"),
        export("clients", "C01,东方,E,,,", folder="2026Q2"),
    )
    assert entry(found) == [("B1", "base", "4", None)]
    assert fates(found, "2026Q2/scorecard_items.csv") == {"read": 2, "superseded": 2}
    assert [p.severity for p in coded(found, "E244")] == [Severity.NOTE] * 2


def test_one_item_with_two_entries_is_set_aside_twice() -> None:
    found = cards("C01,2026-09-18,base,B1,3", "C01,2026-09-18,base,B1,4", "C01,2026-09-18,base,B2,4")
    assert [p.row for p in coded(found, "E245")] == [2, 3]
    assert [item for item, *_ in entry(found)] == ["B2"]


def test_two_files_that_disagree_on_a_card_lose_it_both() -> None:
    found = read(
        export(
            "scorecard_items", "C01,2026-09-18,base,B1,3", "C01,2026-09-18,base,B2,3", name="scorecard_items_a.csv"
        ),
        export(
            "scorecard_items", "C01,2026-09-18,base,B1,4", "C02,2026-09-18,base,B1,4", name="scorecard_items_b.csv"
        ),
    )
    assert found.facts.cards["client_id"].tolist() == ["C02"]
    assert fates(found, "_a.csv") == {"read": 2, "set_aside": 2}
    assert fates(found, "_b.csv") == {"read": 2, "used": 1, "set_aside": 1}


def test_two_files_that_share_a_card_between_them_make_one() -> None:
    found = read(
        export("scorecard_items", "C01,2026-09-18,base,B1,3", name="scorecard_items_a.csv"),
        export(
            "scorecard_items", "C01,2026-09-18,base,B2,4", "C01,2026-09-18,base,B1,3", name="scorecard_items_b.csv"
        ),
    )
    assert len(found.facts.cards) == 1
    assert [item for item, *_ in entry(found)] == ["B1", "B2"]
    assert fates(found, "_b.csv") == {"read": 2, "used": 1, "superseded": 1}


def test_the_rule_may_say_that_the_last_row_counts_and_its_card_kind_too() -> None:
    rows = ["C01,2026-09-18,base,B1,3,quarterly", "C01,2026-09-18,base,B1,4,revoked"]
    found = cards(*rows, duplicates="last", also={"card_kind": ["kind"]})
    assert (entry(found)[0][2], found.facts.cards["card_kind"].tolist()) == ("4", ["revoked"])
