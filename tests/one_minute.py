"""The figures that docs/one-minute.md quotes, and what the tables say of them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pandas as pd

QUOTE = re.compile(r"`(company|[A-Z]+\d*) (grade:P\d\d|[a-z][a-z0-9_.]+)(?: (\w+))? = ([^`]+)`")
LEVELS = ("A", "B", "C", "D", "VIP")
MOVES = ("down", "lost", "new", "not_rerated", "same", "unrated", "up")


@dataclass(frozen=True, slots=True)
class Quote:
    """One figure: whose, which, the column of its table, and the value as it is written."""

    subject: str
    measure: str
    column: str
    value: str

    def __str__(self) -> str:
        return f"{self.subject} {self.measure} {self.column}"


@dataclass(frozen=True, slots=True)
class Tables:
    """MEASURES with their changes, and GRADES."""

    measures: pd.DataFrame
    grades: pd.DataFrame


def quotes(text: str) -> Iterator[Quote]:
    """Every figure that a text quotes."""
    for subject, measure, column, value in QUOTE.findall(text):
        yield Quote(subject, measure, column or "value", value)


def said(quote: Quote, tables: Tables) -> str:
    """What the tables say, written as the quotation is."""
    pack = quote.measure.removeprefix("grade:")
    if pack == quote.measure:
        return _written(_cell(_of_measure(quote, tables.measures), quote.column), quote.value)
    rows = tables.grades[tables.grades["pack"] == pack]
    if quote.column in (*LEVELS, *MOVES):
        own = rows if quote.subject == "company" else rows[rows["office_id"] == quote.subject]
        named = own["level"] if quote.column in LEVELS else own["transition"]
        return str(int((named == quote.column).sum()))
    return _written(_cell(rows[rows["client_id"] == quote.subject], quote.column), quote.value)


def _of_measure(quote: Quote, measures: pd.DataFrame) -> pd.DataFrame:
    rows = measures[measures["measure"] == quote.measure]
    if quote.subject == "company":
        return rows[rows["level"] == "company"]
    if (rows["client_id"] == quote.subject).any():
        return rows[(rows["level"] == "client") & (rows["client_id"] == quote.subject)]
    return rows[(rows["level"] == "office") & (rows["office_id"] == quote.subject)]


def _cell(rows: pd.DataFrame, column: str) -> object:
    if len(rows) != 1 or column not in rows:
        return f"{len(rows)} rows, columns {', '.join(map(str, rows))}"
    return rows.iloc[0][column]


def _written(cell: object, like: str) -> str:
    """A cell with as many decimals as the quotation, in per cent where it is."""
    form = re.fullmatch(r"-?\d+(?:\.(\d+))?(%?)", like)
    try:
        exact = Fraction(str(cell))
    except ValueError:
        return str(cell)
    if form is None:
        return str(cell)
    decimals, percent = form.groups()
    exact *= 100 if percent else 1
    value = Decimal(exact.numerator) / Decimal(exact.denominator)
    return f"{value.quantize(Decimal(1).scaleb(-len(decimals or '')), ROUND_HALF_UP)}{percent}"


def untrue(text: str, tables: Tables) -> dict[str, tuple[str, str]]:
    """Quotations that the tables do not bear out: quoted, and what the tables say."""
    pairs = [(one, said(one, tables)) for one in quotes(text)]
    return {str(one): (one.value, found) for one, found in pairs if one.value != found}
