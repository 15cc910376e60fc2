"""What is known of clients and offices before a file is looked at: from registers that can be read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reportgen.ingest.files import Claim
from reportgen.ingest.shape import table
from reportgen.ingest.sheet import Sheet
from reportgen.ingest.table import Table
from reportgen.learn.looks import Looks
from reportgen.model.folding import folded
from reportgen.policy.profile import Profile
from reportgen.policy.sources import Export, Source

_NAMES = ("name", "short_name", "previous_names")
ENOUGH = 0.8
"""So large a share of a column's values in the register is no accident."""
SOME = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """Folded ids, names and codes; empty sets where no register is known."""

    ids: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    codes: frozenset[str] = frozenset()
    office_ids: frozenset[str] = frozenset()
    office_names: frozenset[str] = frozenset()

    @property
    def known(self) -> bool:
        """Whether there is one."""
        return bool(self.names or self.ids)

    def overlap(self, field: str, seen: Looks) -> float | None:
        """Return the share of a column's cells that the register knows as ``field``; None where it is silent."""
        pool = {
            "client_id": self.ids,
            "client_name": self.names,
            "credit_code": self.codes,
            "office_id": self.office_ids,
            "office_name": self.office_names,
        }.get(field)
        if not pool or not seen.filled:
            return None
        return sum(n for one, n in seen.counts.items() if folded(one) in pool) / seen.filled


NOBODY = Register()


def register_of(read: Iterable[tuple[Sheet, Source]], profile: Profile) -> Register:
    """Return what the registers among some sheets say together; a sheet that its rule cannot read says nothing."""
    found: dict[str, set[str]] = {key: set() for key in ("ids", "names", "codes", "office_ids", "office_names")}
    for sheet, source in read:
        if source.export not in {Export.CLIENTS, Export.OFFICES} or source.layout != "table":
            continue
        made, _ = table(sheet, Claim(file=sheet.file, folder="", source=source), profile)
        if made is None:
            continue
        if source.export is Export.CLIENTS:
            found["ids"] |= _folded(made, ("client_id",))
            found["names"] |= _folded(made, _NAMES)
            found["codes"] |= _folded(made, ("credit_code",))
            found["office_names"] |= _folded(made, ("office_name",))
        else:
            found["office_names"] |= _folded(made, ("name",))
        found["office_ids"] |= _folded(made, ("office_id",))
    return Register(**{key: frozenset(values) for key, values in found.items()})


def _folded(made: Table, names: Sequence[str]) -> set[str]:
    return {folded(one) for name in names for one in made.clean(name) if one}
