"""The confirmed spellings of config/aliases.csv, against the register."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from reportgen.ingest.known import Known
from reportgen.model.folding import folded
from reportgen.model.problem import Problem, Severity
from reportgen.model.text import text
from reportgen.policy.aliases import ALIASES, HEADINGS, Alias


def confirmed(aliases: Iterable[Alias], known: Known) -> tuple[Mapping[str, tuple[Alias, ...]], list[Problem]]:
    """Return folded spelling → what it is confirmed to mean, and warnings on rows of the file.

    In:      the file's rows, none of which contradicts another; known: what the registers say.
    Out:     a row of a client that no register knows is left out; one whose spelling another client is
             registered by decides all the same. Without any register nothing is said.
    """
    found: dict[str, list[Alias]] = defaultdict(list)
    problems: list[Problem] = []
    for alias in aliases if known.names else ():
        client = known.by_id.get(folded(alias.client_id))
        if client is None:
            problems.append(_unknown(alias))
            continue
        key = folded(alias.written)
        own = {known.by_name.get(key), *known.shared.get(key, ())} - {None, client}
        if own and client not in known.shared.get(key, ()):
            problems.append(_taken(alias, sorted(map(str, own))))
        found[key].append(replace(alias, client_id=client))
    return {key: tuple(own) for key, own in found.items()}, problems


def _unknown(alias: Alias) -> Problem:
    return Problem(
        code="E241",
        severity=Severity.WARNING,
        file=ALIASES,
        row=alias.row,
        column=HEADINGS["client_id"][0],
        value=alias.client_id,
        expected=text("a client id of the register; the spelling {name} is not used", name=alias.written),
    )


def _taken(alias: Alias, clients: list[str]) -> Problem:
    return Problem(
        code="E302",
        severity=Severity.WARNING,
        file=ALIASES,
        row=alias.row,
        column=HEADINGS["written"][0],
        value=alias.written,
        expected=text(
            "a spelling that is no other client's name; {clients} is registered by it, and this file decides for "
            "{client}",
            clients=", ".join(clients),
            client=alias.client_id,
        ),
        hint=text("Delete the row if the name means the client that is registered by it."),
    )
