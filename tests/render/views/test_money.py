"""Amounts are printed as readers of the language print them, by one rule, and rounded once."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.render.views import money
from reportgen.render.views.language import Language
from reportgen.render.views.measures import printed, unit_of

ZH, EN, BOTH = Language.of("zh"), Language.of("en"), Language.beside_chinese()


@pytest.mark.parametrize(
    ("lang", "said"),
    [(ZH, "25.7\u00a0万元"), (EN, "257\u00a0thousand\u00a0CNY"), (BOTH, "257\u00a0thousand\u00a0CNY")],
)
def test_an_amount_is_said_in_the_readers_unit(lang: Language, said: str) -> None:
    assert money.with_unit(lang, 256_500) == said


def test_every_figure_in_yuan_goes_through_the_same_rule() -> None:
    told = [(printed(one, Fraction(98_626_500), "yuan", "trade.sales"), unit_of(one, "yuan")) for one in (ZH, EN)]
    assert told == [("9,862.7", "万元"), ("98,627", "thousand CNY")]
    assert printed(EN, Fraction(-1_500), "yuan", "trade.sales", sign=True) == "−2"
    assert printed(EN, None, "yuan", "trade.sales") == "—"


def test_a_report_in_both_languages_prints_one_figure_that_fits_both_units() -> None:
    assert money.amount(ZH, 7_602_000) == money.amount(BOTH, 7_602_000) == "760.2"
    assert money.amount(EN, 7_602_000) == "7,602"  # control: beside 万元 this figure would be ten times too much


@given(st.integers(-(10**12), 10**12))
def test_both_languages_round_to_the_same_thousand(yuan: int) -> None:
    chinese, english = (
        Decimal(money.amount(one, yuan).replace(",", "").replace("−", "-")) * money.per(one) for one in (ZH, EN)
    )
    assert chinese == english
    assert abs(english - yuan) <= 500
