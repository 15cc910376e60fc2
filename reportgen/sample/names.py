"""Invented names of companies and people, and codes with right check characters."""

from random import Random

WORDS = (
    "恒达 科瑞 明炬 锐拓 盛邦 海拓 南粤 宏测 越川 同创 远帆 九川 凌奥 金域 鼎立 力合 冀衡 楚江 川岳 泽川 "
    "博科 华仪 安泰 联驰 永固 精诚 启元 天工 中合 方圆 新源 长风 大成 东升 百川 兴业 立新 广联 西力 瑞丰 "
    "优德 康力 信和 德昌 嘉盛 通达 万里 凯达 伟业 思远 开元 志高 宏图 卓越 正泰源 三江源 金石 红星 北斗 双龙"
).split()
TRADES = "机电 传动 机械 自动化 重工 设备 贸易 纺机 泵业 装备 工控 矿机 物资 动力".split()
SURNAMES = "王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高梁郑罗宋谢唐韩曹许邓冯"
GIVEN = "建国 海燕 志强 晓明 丽娟 文斌 俊杰 雪梅 国平 春华 立军 思远 雨桐 家豪 静 伟 敏 涛 磊 洁 勇 芳 超 平".split()

_CREDIT = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
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


def credit_check(first: str) -> str:
    """Return the check character of the first 17 of a 统一社会信用代码 (GB 32100).

    >>> credit_check("91350100M000100Y4")
    '3'
    """
    values = (_CREDIT.index(char) for char in first)
    return _CREDIT[-sum(w * v for w, v in zip(_CREDIT_WEIGHTS, values, strict=True)) % 31]


def credit_code(rng: Random, place: str) -> str:
    """Return a code of an enterprise registered in ``place``, right in both check characters."""
    body = "MA" + "".join(rng.choice(_CREDIT) for _ in range(6))
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
