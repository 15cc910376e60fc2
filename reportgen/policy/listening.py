"""How a complaint policy listens beside the ledger: feedback, needs, mentions, loyalty (P11.10-12, P11.18-24)."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from reportgen.policy.fault import fault
from reportgen.policy.strict import Clause, Code, Strict


class Replies(Strict):
    """Days in which an opinion or suggestion is to be answered; null = the policy says "in time" only."""

    clause: Clause
    days: Annotated[int, Field(ge=0)] | None


class Mentions(Strict):
    """Days before and after a complaint was closed in which negative mentions of its client are counted."""

    clause: Clause
    days: int = Field(ge=1)


class Needs(Strict):
    """Dimensions of satisfaction whose words are about the product, and those about the service."""

    clause: Clause
    product: tuple[Code, ...]
    service: tuple[Code, ...]

    @model_validator(mode="after")
    def _apart(self) -> Self:
        both = sorted({*self.product} & {*self.service})
        if both:
            raise fault("E327", "each dimension about one of product and service; {both} about both", both=both[0])
        return self


class Loyalty(Strict):
    """Whether clients order again after their complaints."""

    clause: Clause


class Remedies(Strict):
    """Repeated and systemic problems are to be answered by an improvement."""

    clause: Clause


class Telling(Strict):
    """Days after an improvement is done in which the client whose complaint it answers is told; null = at once."""

    clause: Clause
    days: Annotated[int, Field(ge=0)] | None


class Listening(Strict):
    """What the policy wants to hear, and to be told in answer; null = not configured."""

    replies: Replies | None
    mentions: Mentions | None
    needs: Needs | None
    loyalty: Loyalty | None
    remedies: Remedies | None
    telling: Telling | None = None
