"""Who may see what: the one table of the profile, and the audiences that it makes."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from reportgen.policy.fault import fault
from reportgen.policy.strict import Strict, Words

Report = Literal["client", "office", "management", "data-quality", "methodology"]
"""Types of pages, by the name of their template; the front page and the data belong to every audience."""
REPORTS: tuple[Report, ...] = ("client", "office", "management", "data-quality", "methodology")
Some = Annotated[tuple[str, ...], Field(min_length=1)]
AudienceId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{0,40}$")]
_TAKEN = ("credit", "management", "data")
_OF_OTHERS = ("office-", "client-")


class Fields(Strict):
    """Groups of fields, each seen or masked."""

    scores: bool
    """Scores of scorecards; levels are always seen."""
    cards: bool
    """Items, sign-offs and reasons of scorecards, and what each item contributes."""
    comments: bool
    """Words of clients: answers in words, what a complaint says."""
    contacts: bool
    """Who answered or wrote, telephone and mail."""
    staff: bool
    """Names of the company's people: account manager, handler, who signed."""
    amounts: bool
    """Money: sales, orders, invoices, targets."""
    limits: bool
    """Credit limits and the reasons of forms."""
    evidence: bool
    """Where a finding or a scored item can be looked up."""
    findings: bool
    """Breaches of a policy."""
    problems: bool
    """Faults of the inputs."""


class Sight(Strict):
    """One row of the table: of whom, which pages, which fields."""

    offices: Literal["all", "own"] | Some
    clients: Literal["all", "own"] | Some
    """all = those of its offices."""
    reports: tuple[Report, ...]
    fields: Fields


class Custom(Sight):
    """An audience that the company adds: two offices together, a department."""

    id: AudienceId
    name: Words

    @model_validator(mode="after")
    def _of_its_own(self) -> Self:
        if self.id in _TAKEN or self.id.startswith(_OF_OTHERS):
            raise fault(
                "E323", "an id other than credit, management and data that does not begin with office- or client-"
            )
        if "own" in (self.offices, self.clients):
            raise fault("E323", "all, or a list of ids; own is for office and client")
        return self


class Audiences(Strict):
    """Who may see what; ``credit`` sees everything."""

    management: Sight
    office: Sight
    client: Sight | None
    """A copy that leaves the company; null = none."""
    custom: tuple[Custom, ...]
    ordinary_words: tuple[str, ...]
    """Names of clients that are words of every day: neither masked in texts nor sought in finished files."""

    @model_validator(mode="after")
    def _each_its_own(self) -> Self:
        if self.management.clients != "all" or self.management.offices != "all":
            raise fault("E323", "offices: all and clients: all for management")
        if self.office.offices != "own" or self.office.clients != "all":
            raise fault("E323", "offices: own and clients: all for office")
        if self.client is not None:
            self._a_copy_for_the_client(self.client)
        ids = [one.id for one in self.custom]
        if len(set(ids)) != len(ids):
            raise fault("E323", "custom audiences of different ids")
        return self

    @staticmethod
    def _a_copy_for_the_client(sight: Sight) -> None:
        if sight.clients != "own" or sight.offices != "own":
            raise fault("E323", "offices: own and clients: own for client")
        fields = sight.fields
        if fields.scores or fields.cards or fields.evidence or fields.problems or fields.staff or fields.limits:
            raise fault("E323", "scores, cards, staff, limits, evidence and problems false for client")


EVERYTHING = Fields(**dict.fromkeys(Fields.model_fields, True))


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """One output root: whose it is and what it may see."""

    id: str
    """credit, management, office-<id>, client-<id> or a custom one; also the folder."""
    office_id: str = ""
    """The one office that reads it; empty = it is no office's."""
    offices: frozenset[str] | None = None
    """The offices that it sees; None = all."""
    clients: frozenset[str] | None = None
    """The clients that it sees, of its offices; None = all of them."""
    reports: frozenset[str] = frozenset(REPORTS)
    sees: Fields
    name: Words | None = None

    @property
    def own_offices(self) -> frozenset[str] | None:
        """The offices whose figures it sees; None = all."""
        return frozenset({self.office_id}) if self.office_id else self.offices

    @property
    def whole(self) -> bool:
        """Whether it sees every client."""
        return self.own_offices is None and self.clients is None

    def owned(self, offices: Iterable[tuple[str, str]]) -> frozenset[str]:
        """Return the clients that it sees, of (client, office) pairs."""
        mine, chosen = self.own_offices, self.clients
        return frozenset(
            client
            for client, office in offices
            if (mine is None or office in mine) and (chosen is None or client in chosen)
        )
