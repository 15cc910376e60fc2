"""The unit of a column of money: what the rule says, else what its heading says."""

import re
from decimal import Decimal

from reportgen.ingest.table import Table
from reportgen.model.folding import folded
from reportgen.model.problem import Problem, Severity
from reportgen.model.text import text

_UNITS = {
    "元": Decimal(1),
    "千元": Decimal(1_000),
    "万元": Decimal(10_000),
    "百万元": Decimal(1_000_000),
    "亿元": Decimal(100_000_000),
}
_STATED = {"yuan": "元", "wan_yuan": "万元"}
_IN_HEADING = re.compile(r"[(\[【]?(?:单位[::])?(?P<unit>(?:千|万|百万|亿)?元)[)\]】]$")


def unit_of(heading: str) -> str:
    """Return the unit of money that a heading ends with in brackets, or nothing.

    >>> unit_of("金额（万元）"), unit_of("订单金额(单位:元)"), unit_of("金额")
    ('万元', '元', '')
    """
    found = _IN_HEADING.search(folded(heading))
    return found["unit"] if found and found[0][0] in "([【" else ""


def without_unit(heading: str) -> str:
    """Return a heading without the unit of money in its brackets.

    >>> without_unit("金额(万元)"), without_unit("状态")
    ('金额', '状态')
    """
    name = folded(heading)
    return _IN_HEADING.sub("", name) if unit_of(name) else heading


def plain_unit(table: Table, name: str) -> tuple[Decimal, list[Problem]]:
    """Return what a bare number of a column is multiplied by, and what there is to say of it.

    The rule's amount_unit counts where it is written; a heading that says another unit is a warning then.
    Where the rule is silent the heading counts, with a note, and without either it is yuan.
    """
    source, column = table.source, table.columns.get(name)
    stated = _STATED[source.amount_unit]
    told = unit_of(column.heading) if column else ""
    if "amount_unit" not in source.model_fields_set:
        if told in {"", "元"}:
            return Decimal(1), []
        expected = text("amounts in yuan; those of this column are read in {unit}, as its heading says", unit=told)
        return _UNITS[told], [table.remark(name, "W239", expected, severity=Severity.NOTE, value=told)]
    if told in {"", stated}:
        return _UNITS[stated], []
    expected = text("amounts in {unit}, as amount_unit of its rule says; that was taken", unit=stated)
    hint = text("Correct amount_unit in config/sources.yaml, or the heading.")
    return _UNITS[stated], [table.remark(name, "W239", expected, severity=Severity.WARNING, value=told, hint=hint)]
