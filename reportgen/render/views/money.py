"""Amounts of money, rounded to a thousand yuan, as an annual report of the language prints them."""

from dataclasses import replace
from fractions import Fraction

from reportgen.render.filters import NBSP, Number, number
from reportgen.render.views.language import Language

_WAN, _THOUSAND = 10_000, 1_000


def per(lang: Language) -> int:
    """Return how many yuan one of the printed units is: 万元 in Chinese, a thousand in English.

    A report in both languages prints each amount once, so its English speaks of 10,000 CNY.

    >>> per(Language.of("zh")), per(Language.of("en")), per(Language.beside_chinese())
    (10000, 1000, 10000)
    """
    return _WAN if lang.counts_in_wan else _THOUSAND


def amount(lang: Language, yuan: Number, *, sign: bool = False) -> str:
    """Return an amount without its unit.

    >>> amount(Language.of("zh"), 98_626_500), amount(Language.of("en"), 98_626_500)
    ('9,862.7', '98,627')
    """
    scale = per(lang)
    exact = Fraction(str(yuan)) if isinstance(yuan, float) else Fraction(yuan)
    return number(exact / scale, 1 if scale == _WAN else 0, sign=sign)


def unit(lang: Language) -> str:
    """Return the unit's word.

    >>> unit(Language.of("zh")), unit(Language.of("en")), unit(Language.beside_chinese())
    ('万元', 'thousand CNY', '10,000 CNY')
    """
    return lang.say("10,000 CNY") if lang.counts_in_wan else lang.say("thousand CNY")


def with_unit(lang: Language, yuan: Number) -> str:
    r"""Return an amount and its unit for a sentence, which no line break parts.

    >>> with_unit(Language.of("en"), 257_000), with_unit(Language.beside_chinese(), 257_000)
    ('257\xa0thousand\xa0CNY', '257\xa0thousand\xa0CNY')
    """
    own = replace(lang, counts_in_wan=lang.locale == "zh")
    return f"{amount(own, yuan)} {unit(own)}".replace(" ", NBSP)
