"""Which role a named person has, by the list of people."""

from typing import TYPE_CHECKING

from reportgen.model.folding import folded
from reportgen.model.period import Period
from reportgen.model.roles import is_role

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    import pandas as pd

    from reportgen.policy.pack import Signoff


def roles_by_period(staff: "pd.DataFrame") -> "dict[str, dict[str, frozenset[str]]]":
    """Who has which roles, in every list of people.

    In:      staff: of the declared exports.
    Out:     period of the list → folded name → roles; two people of one name share theirs.
    Source:  requirements 3.2; house rule: names are compared without spaces and width.
    """
    found: dict[str, dict[str, frozenset[str]]] = {}
    rows = zip(staff["state_period"], staff["name"], staff["role"], strict=True)
    for period, name, role in rows:
        own = found.setdefault(period, {})
        own[_folded(name)] = own.get(_folded(name), frozenset()) | {role}
    return found


def roles_of(name: str, day: "date", lists: "Mapping[str, Mapping[str, frozenset[str]]]") -> frozenset[str]:
    """The roles of a person on a day.

    In:      lists: as ``roles_by_period`` returns them.
    Out:     the roles by the list of the period that holds the day, else by the last one before it, else
             by the first; none where that list does not have the name.
    Source:  house rule: a list is the state at the end of its period.
    """
    periods = sorted(map(Period.parse, lists), key=lambda one: one.end)
    if not periods:
        return frozenset()
    holding = [one for one in periods if one.start <= day < one.end]
    before = [one for one in periods if one.end <= day]
    chosen = (holding or before[-1:] or periods)[0]
    return lists[str(chosen)].get(_folded(name), frozenset())


def may_sign(step: "Signoff", roles: frozenset[str]) -> bool:
    """Whether one of a person's roles is that of a step.

    In:      step: of a pack; roles: words of the list of people.
    Out:     true where a name of the step is a role's word or one of its spellings.
    Source:  P03.6-14, P03.23, P03.29 who signs.
    """
    return any(is_role(step.names, role) for role in roles)


def _folded(name: str) -> str:
    return folded(name).casefold()
