"""Invented names of companies and people, and codes with right check characters."""

import re
from random import Random

from reportgen.model.credit_code import ALPHABET, credit_check

WORDS = tuple(
    re.findall(
        "..",
        "恒达科瑞明炬锐拓盛邦海拓南粤宏测越川同创远帆九川凌奥金域鼎立力合冀衡楚江川岳泽川博科华仪安泰联驰永固精诚"
        "启元天工中合方圆新源长风大成东升百川兴业立新广联西力瑞丰优德康力信和德昌嘉盛通达万里凯达伟业思远开元志高"
        "宏图卓越景明和川金石红星北斗双龙",
    )
)
TRADES = ("机电", "传动", "机械", "自动化", "重工", "设备", "贸易", "纺机", "泵业", "装备", "工控", "矿机", "物资")
SURNAMES = "王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高梁郑罗宋谢唐韩曹许邓冯"
GIVEN = tuple(re.findall("..", "建国海燕志强晓明丽娟文斌俊杰雪梅国平春华立军思远雨桐家豪")) + tuple(
    "静伟敏涛磊洁勇芳超平"
)

_BODY_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


def dice(seed: int, *about: object) -> Random:
    """Return a generator for one subject, so that more of one thing changes nothing else."""
    return Random("/".join(str(part) for part in (seed, *about)))


def body_check(body: str) -> str:
    """Return the check character of an 8-character organisation code (GB 11714).

    >>> body_check("D2143569")
    'X'
    """
    values = (int(char, 36) for char in body)
    remainder = 11 - sum(w * v for w, v in zip(_BODY_WEIGHTS, values, strict=True)) % 11
    return {10: "X", 11: "0"}.get(remainder, str(remainder))


def credit_code(rng: Random, place: str) -> str:
    """Return a code of an enterprise registered in ``place``, right in both check characters."""
    body = "MA" + "".join(rng.choice(ALPHABET) for _ in range(6))
    first = f"91{place}{body}{body_check(body)}"
    return first + credit_check(first)


def company_name(city: str, word: str, trade: str) -> str:
    """Return the full name, such as 苏州恒达机电有限公司."""
    return f"{city}{word}{trade}有限公司"


def people(rng: Random, count: int) -> tuple[str, ...]:
    """Return ``count`` different names of people."""
    found: dict[str, None] = {}
    while len(found) < count:
        found[rng.choice(SURNAMES) + rng.choice(GIVEN)] = None
    return tuple(found)
