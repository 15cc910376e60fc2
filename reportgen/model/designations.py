"""Everything that a client is called: names of all registers, confirmed spellings, ids and codes."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from reportgen.model.names import several

if TYPE_CHECKING:
    from reportgen.model.facts import Facts

KINDS: Mapping[str, str] = {
    "name": "name",
    "short_name": "short name",
    "client_id": "client id",
    "credit_code": "credit code",
}
"""Column of the register → what it is."""
ALIAS = "alias"


def designations(facts: "Facts", aliases: Iterable[tuple[str, str]]) -> dict[tuple[str, str], set[str]]:
    """Return (kind, client) → words, from the registers of all periods, so that earlier names count too.

    ``aliases``: (client, spelling) pairs that a person has confirmed. Words of one character are left out,
    and an earlier name that another client bears now.
    """
    found: dict[tuple[str, str], set[str]] = {}
    register = facts.register
    for column, kind in KINDS.items():
        for client, word in zip(register["client_id"], register[column], strict=True):
            if len(word.strip()) > 1:
                found.setdefault((kind, client), set()).add(word.strip())
    borne = {word: client for (_, client), words in found.items() for word in words}
    for client, cell in zip(register["client_id"], register["previous_names"], strict=True):
        for word in several(cell):
            if len(word) > 1 and borne.get(word, client) == client:
                found.setdefault(("name", client), set()).add(word)
    for client, word in aliases:
        if len(word.strip()) > 1:
            found.setdefault((ALIAS, client), set()).add(word.strip())
    return found
