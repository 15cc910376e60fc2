"""What a check looks at: one pack, its clients, their cards and what they scored."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reportgen.grade.scorecard import own_cards, scored
from reportgen.model.finding import Finding
from reportgen.model.register import clients_at, offices_on

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from reportgen.model.facts import Facts, Window
    from reportgen.model.text import Text
    from reportgen.policy.checks import CheckName
    from reportgen.policy.pack import Pack

Row = Mapping[Any, Any]
"""A row of a frame as column → cell."""


@dataclass(frozen=True, slots=True)
class Book:
    """Every card of one pack made before as-of, scored, in the order of their days."""

    cards: "pd.DataFrame"
    """As ``scored`` returns them; of two cards on one day the later row comes last."""
    points: "pd.DataFrame"
    """As ``item_points`` returns them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One pack in one window."""

    pack: "Pack"
    """The version in force on the window's last day."""
    window: "Window"
    facts: "Facts"
    measures: "pd.DataFrame"
    clients: "pd.DataFrame"
    """client_id, office_id, start_date, approval_class: the population at as-of."""
    offices: Mapping[str, str]
    """Client → its office at as-of."""
    book: Book
    """Empty where the pack has no scorecard."""
    graded: "pd.DataFrame"
    """GRADED of the pack."""

    def clause(self, check: "CheckName") -> str | None:
        """Return the clause of a check or process, or None where the pack does not ask for it."""
        named = [rule.clause for rule in self.pack.checks if rule.check == check]
        named += [act.clause for act in self.pack.processes if act.check == check]
        return named[0] if named else None

    def found(
        self, clause: str, what: "Text", *, client: str, subject: str = "", since: object = "", evidence: str = ""
    ) -> Finding:
        """Return a finding about a client, under its office at as-of."""
        return Finding(
            clause=clause,
            office_id=self.offices.get(client, ""),
            client_id=client,
            subject=subject,
            since=str(since)[:10] if since is not None and str(since) != "NaT" else "",
            what=what,
            evidence=evidence,
        )


def book_of(facts: "Facts", window: "Window", versions: "Sequence[Pack]") -> Book:
    """Every card of the pack made before as-of.

    In:      versions: of one pack, the earliest first.
    Out:     the cards and their points, each scored under the version of its own day; a card that
             does not say whether it is a special case is none. Empty for a pack without a scorecard.
    Source:  results contract, section 2: everything is known as of the end of the window.
    """
    import pandas as pd

    known = facts.cards[facts.cards["graded_on"] <= pd.Timestamp(window.last_day)]
    order = ["client_id", "graded_on", "file", "sheet", "row", "card_id"]
    mine = own_cards(known.sort_values(order, kind="stable"), facts.card_items, versions)
    said = mine.assign(special=mine["special"].fillna(value=False).astype("bool"))
    return Book(*scored(said, facts.card_items, versions))


def population(facts: "Facts", window: "Window") -> "pd.DataFrame":
    """The clients at as-of.

    In:      facts: register and memberships.
    Out:     client_id (key), office_id (at as-of), start_date, approval_class.
    Source:  P03.4, P17.1 all clients; example, settled 1: grades use the population at as-of.
    """
    rows = clients_at(facts.register, window)[["client_id", "start_date", "approval_class"]]
    offices = offices_on(facts.memberships, window.last_day)
    found = rows.merge(offices, on="client_id", how="left", validate="one_to_one")
    return found.assign(office_id=found["office_id"].fillna("").astype("str"))
