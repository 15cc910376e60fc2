"""Numbers, words and ids as people write them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.ingest.values import (
    SCORE_UNITS,
    YUAN_UNITS,
    Fault,
    Number,
    Reading,
    answer,
    is_broken_code,
    number,
)
from reportgen.model.folding import folded, tidied

SCORE = Reading(units=SCORE_UNITS, missing=frozenset({"-", "/", "无"}), labels={"非常满意": Decimal(5)})
POINTS = Reading(
    units=SCORE_UNITS,
    missing=frozenset({"不适用", "N/A"}),
    labels={"非常满意": Decimal(5), "满意": Decimal(4), "Very satisfied": Decimal(5)},
    points=True,
)
MONEY = Reading(units=YUAN_UNITS)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("5", "5"),
        ("5分", "5"),
        ("5 分", "5"),
        ("５", "5"),
        ("5.0", "5"),
        ("５．５", "5.5"),
        (" 4 ", "4"),
        ("＋4", "4"),
        ("4。0", None),
        ("－3", "-3"),
        ("−3", "-3"),
        ("1e1", "10"),
        ("非常满意", "5"),
        ("007", "7"),
    ],
)
def test_scores(text: str, value: str | None) -> None:
    found = number(text, SCORE)
    assert (
        isinstance(found, Fault) if value is None else found == Number(Decimal(value), getattr(found, "form", ""))
    )


@pytest.mark.parametrize(
    ("text", "value", "form"),
    [
        ("5", "5", ""),
        ("\ufeff5", "5", "number"),
        ("５分", "5", "number"),
        ("4星", "4", "number"),
        ("4 颗星", "4", "number"),
        ("4 stars", "4", "number"),
        ("★★★★☆", "4", "number"),
        ("⭐️⭐️⭐️", "3", "number"),
        ("☆☆☆☆☆", "0", "number"),
        ("100分", "100", "number"),
        ("10 - Completely satisfied", "10", "anchor"),
        ("0-完全不可能", "0", "anchor"),
        ("5 = 非常满意", "5", "anchor"),
        ("５：非常满意", "5", "anchor"),
        ("5分（非常满意）", "5", "anchor"),
        ("非常满意（5分）", "5", "anchor"),
        ("满意:4", "4", "anchor"),
        ("very SATISFIED", "5", "label"),
        ("1. 非常满意", "5", "label"),
        ("2、满意", "4", "label"),
        ("6 - 不适用", None, ""),
        ("6. N/A", None, ""),
    ],
)
def test_points_of_a_scale(text: str, value: str | None, form: str) -> None:
    assert number(text, POINTS) == Number(None if value is None else Decimal(value), form)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1 = 非常满意", "E230"),  # the number and its word contradict each other
        ("非常满意(1)", "E230"),
        ("1. 很好", "E205"),  # a number in a list is no point, and nobody declared the word
        ("还行", "E205"),
        ("5-Apr", "E214"),
        ("5-Apr-26", "E214"),
        ("4-5", "E213"),
        ("4/5", "E213"),
        ("5-10次", "E210"),
        ("2 次", "E210"),
        ("85%", "E210"),
        ("2026-04-05", "E214"),
    ],
)
def test_what_is_no_point_of_a_scale(text: str, code: str) -> None:
    found = number(text, POINTS)
    assert isinstance(found, Fault)
    assert found.code == code


def test_control_without_the_word_points_an_amount_has_no_stars_and_no_words() -> None:
    assert all(isinstance(number(one, SCORE), Fault) for one in ("★★★", "10 - Completely satisfied", "满意:4"))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,234.5", "1234.5"),
        ("￥5", "5"),
        ("¥1,000", "1000"),
        ("1.2万", "12000"),
        ("3万元", "30000"),
        ("(3)", "-3"),
        ("（1,200.00）", "-1200"),
        ("5元", "5"),
        ("RMB 7", "7"),
        ("-￥5", "-5"),
        ("￥-5", "-5"),
        ("0.5亿", "50000000"),
        ("1，234", "1234"),
        ("9.13E+17", "913000000000000000"),
    ],
)
def test_amounts(text: str, value: str) -> None:
    assert number(text, MONEY) == Number(Decimal(value), "number")


def test_an_amount_in_ten_thousands_keeps_a_unit_that_is_written() -> None:
    wan = Reading(units=YUAN_UNITS, plain_unit=Decimal(10_000))
    assert number("1.2", wan) == Number(Decimal("12000.0"))
    assert number("1.2元", wan) == Number(Decimal("1.2"), "number")


@pytest.mark.parametrize(
    ("text", "code"),
    [("4-5", "E213"), ("4/5", "E213"), ("4或5", "E213"), ("4～5", "E213"), ("4、5", "E213"), ("NaN", "E209"),
     ("inf", "E209"), ("∞", "E209"), ("1E400", "E209"), ("TRUE", "E212"), ("√", "E212"), ("☑", "E212"),
     ("2026-04-05", "E214"), ("2026/4/5 10:00", "E214"), ("4月5日", "E214"), ("85%", "E210"), ("5kg", "E210"),
     ("1,23", "E210"), ("1.2.3", "E210"), ("很好", "E205"), ("1 234", "E210"), ("5 or so", "E210")],
)  # fmt: skip
def test_what_is_no_number_has_the_code_of_the_catalogue(text: str, code: str) -> None:
    assert number(text, SCORE) == Fault(code)


@pytest.mark.parametrize("text", ["", " ", "-", "/", "无", "\u200b", "　"])
def test_missing_words_are_blanks_not_zeros(text: str) -> None:
    assert number(text, SCORE) == Number(None)


def test_a_minus_sign_alone_is_no_number_unless_it_means_a_blank() -> None:
    assert number("-", MONEY) == Fault("E205")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("是", True),
        ("Yes", True),
        ("√", True),
        ("否", False),
        ("NO", False),
        ("×", False),
        ("", None),
        ("-", None),
    ],
)
def test_yes_and_no(*, text: str, value: bool | None) -> None:
    assert answer(text, frozenset({"-"})) is value


def test_a_word_that_is_neither_is_a_fault() -> None:
    assert answer("也许", frozenset()) == Fault("E205")


def test_names_are_compared_without_width_spaces_and_invisible_characters() -> None:
    assert folded("东方\u00a0机械（苏州）有限公司\u200b") == folded("东方机械(苏州) 有限公司")
    assert folded("有限公司") != folded("有限责任公司")
    assert folded("蓝鲸") != folded("藍鯨")
    assert folded("а") != folded("a")


def test_ids_spoilt_by_a_spreadsheet_are_told() -> None:
    assert is_broken_code("9.13E+17")
    assert not is_broken_code("913E")
    assert not is_broken_code("91320500MA1XYZ")


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**9), max_value=10**9))
def test_a_plain_number_is_itself(value: Decimal) -> None:
    assert number(f"{value:f}", MONEY) == Number(value)
    assert number(f"{value:,f}", MONEY) in {Number(value), Number(value, "number")}


@given(st.text(max_size=30))
def test_no_text_breaks_them(text: str) -> None:
    assert isinstance(number(text, SCORE), Number | Fault)
    assert answer(text, frozenset()) in {True, False, None, Fault("E205")}
    assert tidied(tidied(text)) == tidied(text)
