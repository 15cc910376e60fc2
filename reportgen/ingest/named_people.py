"""Who is named where nobody expects it: another client in a comment, a contact that the client does not have."""

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.model.designations import designations
from reportgen.model.folding import folded
from reportgen.model.problem import Problem, Severity
from reportgen.model.sightings import Sought
from reportgen.model.text import text

if TYPE_CHECKING:
    from reportgen.ingest.suspicions import Look

_CALLED = frozenset({"name", "short name", "alias"})
_BETWEEN = re.compile(r"[;；,，、|/\n]")
_LISTED = 5


def named_others(look: "Look") -> list[Problem]:
    """Return a note for each comment that names another client, as the registers and aliases call it."""
    config = look.context.config
    called = designations(look.facts, ((one.client_id, one.written) for one in config.aliases))
    owners: dict[str, set[str]] = {}
    for (kind, client), words in called.items():
        for word in words if kind in _CALLED else ():
            owners.setdefault(word, set()).add(client)
    sought = Sought(owners, config.profile.audiences.ordinary_words)
    comments = look.of_period(look.facts.comments, "answered_at")
    found = []
    naming = [one for one in comments["comment"].unique() if sought.may_be_in(one)]
    for line in comments[comments["comment"].isin(naming)].to_dict("records"):
        words = {span.word for span in sought.spans(line["comment"])}
        others = sorted((min(owners[word]), word) for word in words if line["client_id"] not in owners[word])
        if not others:
            continue
        expected = text(
            "words about the client's own business; {clients} is named, and masked for whoever may not see it",
            clients=", ".join(f"{client} {word}" for client, word in others[:_LISTED]),
        )
        place = (line["file"], line["sheet"], int(line["row"]))
        told = look.problem(place, ["comment"], "W247", expected, value=line["comment"])
        found.append(replace(told, severity=Severity.NOTE))
    return found


def unlisted_contacts(look: "Look") -> list[Problem]:
    """Return a warning for each file in which people answer who are not among their client's contact persons.

    Only clients whose register lists several persons are looked at, the latest register's: a single one is whom
    the company calls, not who may answer.
    """
    register = look.facts.register
    last = register.drop_duplicates("client_id", keep="last")
    listed = {
        client: [part.strip() for part in _BETWEEN.split(said) if part.strip()]
        for client, said in zip(last["client_id"], last["contact_name"], strict=True)
    }
    named = {client: persons for client, persons in listed.items() if len(persons) > 1}
    forms = look.of_period(look.facts.responses, "answered_at")
    forms = forms[(forms["contact"] != "") & forms["client_id"].isin(list(named))]
    pairs = forms.drop_duplicates(["client_id", "contact"])[["client_id", "contact"]]
    known = {client: {folded(one) for one in persons} for client, persons in named.items()}
    unknown = pairs[
        [folded(contact) not in known[client] for client, contact in pairs.itertuples(index=False, name=None)]
        or slice(0)
    ]
    strange = forms.merge(unknown, on=["client_id", "contact"], how="inner", validate="many_to_one")
    found = []
    for (file, sheet), own in strange.sort_values(["file", "sheet", "row"]).groupby(["file", "sheet"]):
        first = own.iloc[0]
        expected = text(
            "a contact person of the client: {persons}; forms of people who are not in the register: {count}",
            persons=", ".join(named[first["client_id"]][:_LISTED]),
            count=len(own),
        )
        place = (file, sheet, int(first["row"]))
        found.append(look.problem(place, ["contact"], "W248", expected, value=first["contact"]))
    return found
