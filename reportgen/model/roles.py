"""Who has a role, by the list of people."""

from typing import TYPE_CHECKING

from reportgen.model.folding import folded
from reportgen.model.records.people import ROLES

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd


def is_role(names: "Iterable[str]", role: str) -> bool:
    """Whether one of a step's names is a role's word or one of its spellings."""
    wanted = {_folded(name) for name in names}
    return bool(wanted & {_folded(role.replace("_", " ")), *map(_folded, ROLES.get(role, ()))})


def holders(names: "Iterable[str]", staff: "pd.DataFrame") -> tuple[tuple[str, ...], int]:
    """The people who have a role that is called by one of ``names``, in the order of the list, and their number.

    In:      staff: rows of the export of one period.
    Out:     the names that may be seen, and how many people have the role.
    Source:  requirements 3.2, P04.20.
    """
    wanted = tuple(names)
    known = {role: is_role(wanted, role) for role in staff["role"].unique()}
    names_ = staff.loc[staff["role"].map(known).astype("bool"), "name"]
    return tuple(dict.fromkeys(name for name in names_ if name)), len(names_)


def _folded(name: str) -> str:
    return folded(name).casefold()
