"""Comments of literal surveys by dimension and keyword."""

from typing import Any

from reportgen.measure.keywords import keywords
from reportgen.model.fact_frames import COMMENTS
from tests.measure import literal
from tests.measure.literal import framed
from tests.policy.test_keywords import rules

WORDS: dict[str, dict[str, list[str]]] = {
    "speed": {"delivery": ["交期"], "reply": ["答复"]},
    "price": {"price": ["价格"]},
}


def table(
    *comments: tuple[str, str], words: Any = None, office: str = "E"
) -> dict[tuple[str, str, str], tuple[int, int]]:
    rows = [
        {"client_id": client, "office_id": office, "comment": comment, "answered_at": "2026-08-01 10:00"}
        for client, comment in comments
    ]
    facts = literal.facts(**literal.clients("A", "B"), comments=framed(COMMENTS, rows))
    found = keywords(facts, literal.window(), rules(**(WORDS if words is None else words)))
    return {
        (row["level"], row["dimension"], row["keyword"]): (row["comments"], row["n_clients"])
        for row in found.to_dict("records")
    }


def test_a_comment_counts_once_for_a_keyword_and_once_for_a_dimension() -> None:
    found = table(("A", "交期交期，答复慢"), ("A", "交期"), ("B", "价格高"))
    assert found["company", "speed", "delivery"] == (2, 1)
    assert found["company", "speed", "reply"] == (1, 1)
    assert found["company", "speed", "(any)"] == (2, 1)
    assert found["company", "price", "(any)"] == (1, 1)


def test_an_office_has_what_its_clients_wrote_on_the_day() -> None:
    found = table(("A", "交期"), office="W")
    assert found["office", "speed", "delivery"] == (1, 1)


def test_comments_without_a_word_are_counted_as_such_and_blank_ones_not() -> None:
    assert table(("A", "都好"), ("B", "  ")) == {
        ("company", "(none)", "(any)"): (1, 1),
        ("office", "(none)", "(any)"): (1, 1),
    }


def test_without_words_there_is_no_table() -> None:
    assert table(("A", "交期"), words={"price": {}}) == {}


def test_only_comments_of_the_period_count() -> None:
    rows = [{"client_id": "A", "office_id": "E", "comment": "交期", "answered_at": "2026-10-01 00:00"}]
    facts = literal.facts(**literal.clients("A"), comments=framed(COMMENTS, rows))
    found = keywords(facts, literal.window(), rules(**WORDS))
    assert found.empty
