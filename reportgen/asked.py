"""Periods and ids that a person asked for, against those that there are."""

import difflib
from collections.abc import Iterable
from pathlib import Path

from reportgen.model.period import Period
from reportgen.model.results import Results
from reportgen.model.text import Text, text


def periods(root: Path) -> list[Period]:
    """Return the periods that have a folder in surveys/."""
    found = []
    for path in sorted((root / "surveys").glob("*/")):
        try:
            found.append(Period.parse(path.name))
        except ValueError:
            continue
    return sorted(found)


def last_period(root: Path) -> Period | None:
    """Return the latest of them; None where there is none."""
    return max(periods(root), default=None)


def unknown_ids(results: Results, clients: Iterable[str], offices: Iterable[str]) -> Text:
    """Return what to say of a --client or --office that the register does not have."""
    for option, wanted, known in (
        ("--client", clients, results.clients["client_id"]),
        ("--office", offices, results.facts.offices["office_id"]),
    ):
        ids = sorted(known)
        for one in wanted:
            if one not in ids:
                near = difflib.get_close_matches(one, ids, n=3, cutoff=0) or list(ids[:3])
                return text(
                    "{option} {id} is not in the register; near: {near}",
                    option=option,
                    id=one,
                    near=", ".join(near),
                )
    return Text("")
