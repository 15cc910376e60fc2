"""Whether the day or the month stands first, as the dates of a file prove it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from reportgen.learn.looks import Looks

Order = Literal["dmy", "mdy"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DateOrder:
    """The order, and whether the dates prove it."""

    order: Order | None
    """None = every date has its year first, so that none is needed."""
    sure: bool
    proof: int = 0
    """Dates that can be read in this order only."""
    against: int = 0


def date_order(columns: Sequence[Looks]) -> DateOrder:
    """Return the order of the dates with the year last among some columns."""
    firsts = sum(seen.firsts for seen in columns)
    middles = sum(seen.middles for seen in columns)
    late = any(_year_last(one) for seen in columns for one in seen.counts)
    if not late:
        return DateOrder(order=None, sure=True)
    if firsts and not middles:
        return DateOrder(order="dmy", sure=True, proof=firsts)
    if middles and not firsts:
        return DateOrder(order="mdy", sure=True, proof=middles)
    if firsts or middles:
        day_first = firsts > middles
        return DateOrder(
            order="dmy" if day_first else "mdy",
            sure=False,
            proof=max(firsts, middles),
            against=min(firsts, middles),
        )
    return DateOrder(order="dmy", sure=False)


def _year_last(text: str) -> bool:
    head = text.partition(" ")[0]
    parts = head.replace(".", "/").replace("-", "/").split("/")
    return len(parts) == 3 and all(part.isdigit() for part in parts) and len(parts[0]) <= 2  # noqa: PLR2004
