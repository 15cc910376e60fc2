"""What a complaint policy calls a repeated or a systemic problem, and what counts as noise (P11.13-17)."""

from decimal import Decimal
from typing import Annotated, Self

from pydantic import Field, model_validator

from reportgen.policy.fault import fault
from reportgen.policy.strict import Clause, Strict, Words


class Repeat(Strict):
    """So many complaints of one client and category, or one product and category, within so many days."""

    clause: Clause
    times: int = Field(ge=2)
    days: int = Field(ge=1)


class Spread(Strict):
    """A category over so many clients or offices in a period; null = the policy gives no number."""

    clause: Clause
    clients: Annotated[int, Field(ge=2)] | None
    offices: Annotated[int, Field(ge=2)] | None


class Rising(Strict):
    """A category whose rate is above that of the period before, so many periods running."""

    clause: Clause
    periods: int = Field(ge=2)


class ControlLimits(Strict):
    """Months before the period that say what is usual, and the share of quiet periods that may alarm."""

    clause: Clause
    baseline_months: int = Field(ge=1, le=120)
    false_alarms: Annotated[Decimal, Field(gt=0, lt=1)]


class Ageing(Strict):
    """Ages of open complaints in multiples of the limit of handling: classes end at each of them."""

    clause: Clause
    multiples: tuple[Annotated[Decimal, Field(gt=0)], ...] = Field(min_length=1, max_length=4)

    @model_validator(mode="after")
    def _rises(self) -> Self:
        if list(self.multiples) != sorted(set(self.multiples)):
            raise fault("E327", "multiples that rise, each once")
        return self


class Division(Strict):
    """Complaints are told apart by something that the ledger says of each."""

    clause: Clause


class Groups(Strict):
    """By what times, solutions and marks of complaints are told apart; null = not configured (P11.5, P11.21)."""

    category: Division | None
    handler: Division | None


class Patterns(Strict):
    """What patterns of complaints the policy wants to see; null = not configured."""

    repeat: Repeat | None
    spread: Spread | None
    rising: Rising | None
    limits: ControlLimits | None
    ageing: Ageing | None


class Keyword(Strict):
    """A word of comments and the ways it is written; case and width do not matter."""

    name: Words
    words: tuple[Annotated[str, Field(min_length=1)], ...] = Field(min_length=1)
