"""Total lines of a file, held against the rows above them."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from reportgen.ingest.table import Table
from reportgen.ingest.values import Number, Reading, number
from reportgen.model.problem import Problem, Severity
from reportgen.model.text import text

_AVERAGE = "平均"
_WHOLE = ("合计", "总计", "总和", "total", "sum")


def wrong_totals(
    table: Table, name: str, amounts: Sequence[Decimal | None], how: Reading, left_out: Iterable[int] = ()
) -> list[Problem]:
    """Return a warning for each total line that is not the sum of the rows above it.

    In:      amounts: of every row, as the file has them; left_out: rows that a total may leave out, such as
             cancelled orders: the sum without them is right too.
    Out:     a subtotal is held against the rows since the line before it, 合计 against all of them. Averages
             and lines without a number in the column say nothing.
    """
    problems, start, without = [], 0, set(left_out)
    for total in table.totals:
        if total.word.endswith(_AVERAGE):
            continue
        read = number(total.texts.get(name, ""), how)
        found = read.value if isinstance(read, Number) else None
        span = range(0 if total.word.casefold().startswith(_WHOLE) else start, total.above)
        every = sum((amounts[at] or Decimal(0) for at in span), Decimal(0))
        kept = sum((amounts[at] or Decimal(0) for at in span if at not in without), Decimal(0))
        start = total.above
        if found is not None and found not in {every, kept}:
            problems.append(
                Problem(
                    code="E157",
                    severity=Severity.WARNING,
                    file=table.sheet.file,
                    sheet=table.sheet.sheet,
                    row=total.row,
                    column=table.columns[name].heading,
                    value=total.texts[name],
                    expected=text("{sum}, the sum of the rows above it", sum=f"{every:f}"),
                    hint=text("The rows were used, not the total line."),
                )
            )
    return problems
