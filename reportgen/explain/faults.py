"""What ingest said of single rows, looked up by place, and the rows that count nowhere."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from fnmatch import fnmatch
from functools import cached_property
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from reportgen.explain.account import SourceRow
from reportgen.explain.inquiry import Inquiry
from reportgen.model.period import Period
from reportgen.model.problem import Problem, Severity
from reportgen.model.text import text
from reportgen.policy.sources import Export

if TYPE_CHECKING:
    import pandas as pd

Place = tuple[str, str, int | None]
SUPERSEDED = "E244"
QUESTION = "?"
"""Before the code of a question, so that it is no field."""


class Faults:
    """The Problems of a build beside the facts of one inquiry."""

    def __init__(self, inquiry: Inquiry) -> None:
        self.inquiry = inquiry

    def about(self, inquiry: Inquiry) -> "Faults":
        """Return the same Problems for another figure of the build, without looking them up again."""
        other = Faults(inquiry)
        shared = {name: getattr(self, name) for name in ("_by_place", "_fields", "_exports", "_countable")}
        vars(other).update(shared)
        return other

    @cached_property
    def _countable(self) -> list[Problem]:
        """Those that say that a row counts nowhere."""
        return [
            one
            for one in self.inquiry.results.problems
            if one.severity in {Severity.SET_ASIDE, Severity.REFUSED} or one.code == SUPERSEDED
        ]

    @cached_property
    def _by_place(self) -> dict[Place, list[Problem]]:
        found: dict[Place, list[Problem]] = defaultdict(list)
        for problem in self.inquiry.results.problems:
            found[problem.file, problem.sheet, problem.row].append(problem)
        return found

    @cached_property
    def _fields(self) -> dict[str, set[str]]:
        """Folded heading → the fields, or questions, that some rule reads from it."""
        found: dict[str, set[str]] = defaultdict(set)
        for source in self.inquiry.config.sources.sources:
            for field, headings in source.columns.items():
                for heading in (field, *headings):
                    found[folded(heading)].add(field)
            for code, headings in source.questions.items():
                for heading in headings:
                    found[folded(heading)].add(QUESTION + code)
        return found

    @cached_property
    def _exports(self) -> dict[str, Export]:
        """File → export, as the coverage says."""
        coverage = self.inquiry.results.coverage
        return {file: Export(export) for file, export in zip(coverage["file"], coverage["export"], strict=True)}

    def export_of(self, file: str) -> Export | None:
        """Return the export of a file: of one that was never read, by the patterns of the rules."""
        if file in self._exports:
            return self._exports[file]
        name = PurePosixPath(file).name
        for source in self.inquiry.config.sources.sources:
            if any(fnmatch(name, pattern) for pattern in source.files):
                return source.export
        return None

    def at(self, record: Mapping[str, object], *fields: str) -> Problem | None:
        """Return what is wrong with some fields of a record, or None."""
        row = record["row"]
        place = (str(record["file"]), str(record["sheet"]), None if row is None else int(str(row)))
        own = [p for p in self._by_place.get(place, ()) if self._fields.get(folded(p.column), set()) & set(fields)]
        return own[0] if own else None

    def lost(self, exports: Iterable[Export], frames: "Iterable[pd.DataFrame]", *, ever: bool) -> list[SourceRow]:
        """Return the rows of some exports that are in no frame: set aside, superseded, or of a refused file.

        Where the winner of a superseded row is known, its client is the row's. A row without a known
        client is listed for the company only. ``ever``: of all folders, not of the period's alone.
        """
        wanted, clients = set(exports), _clients(frames)
        found: dict[Place, SourceRow] = {}
        for problem in self._countable:
            place = (problem.file, problem.sheet, problem.row)
            if place in clients or self.export_of(problem.file) not in wanted:
                continue
            client = clients.get(_winner(problem), "")
            if self._concerns(problem, client, ever=ever):
                found.setdefault(place, _lost(problem, client))
        return list(found.values())

    def _concerns(self, problem: Problem, client: str, *, ever: bool) -> bool:
        """Whether a lost row might have counted for the subject."""
        inquiry = self.inquiry
        if not (ever or _folder_inside(problem.file, inquiry.window.period)):
            return False
        if inquiry.level == "client":
            return client == inquiry.one
        if inquiry.level == "office":
            return client != "" and client in self._people
        return True

    @cached_property
    def _people(self) -> set[str]:
        """The clients that were ever of the office asked for."""
        stays = self.inquiry.facts.memberships
        return set(stays.loc[stays["office_id"] == self.inquiry.one, "client_id"])


def folded(heading: str) -> str:
    """Return a heading as it is compared: width and spaces do not tell two apart.

    >>> folded("金额（元）") == folded("金额 (元)")
    True
    """
    return "".join(unicodedata.normalize("NFKC", heading).split())


def _clients(frames: "Iterable[pd.DataFrame]") -> dict[Place, str]:
    """Return place → client of every row of the frames."""
    found: dict[Place, str] = {}
    for frame in frames:
        rows = zip(frame["file"], frame["sheet"], frame["row"], frame["client_id"], strict=True)
        found.update({(file, sheet, int(row)): client for file, sheet, row, client in rows})
    return found


def _winner(problem: Problem) -> Place:
    """Return the place of the row that replaced a superseded one."""
    words = str(dict(problem.expected.values).get("place", "")) if problem.code == SUPERSEDED else ""
    file, _, row = words.rpartition(":")
    if not row.isdigit():
        return words, "", None
    name, bracket, sheet = file.partition("[")
    return name, sheet.removesuffix("]") if bracket else "", int(row)


def _folder_inside(file: str, period: Period) -> bool:
    """Whether the file lies in a folder that the period holds, or that holds it."""
    parts = PurePosixPath(file).parts
    try:
        folder = Period.parse(parts[1] if len(parts) > 1 else "")
    except ValueError:
        return True
    return folder.start < period.end and period.start < folder.end


def _lost(problem: Problem, client: str) -> SourceRow:
    why = (
        text("superseded by another row of the same key")
        if problem.code == SUPERSEDED
        else text("the file was refused")
        if problem.severity is Severity.REFUSED
        else text("set aside as a whole")
    )
    return SourceRow(
        file=problem.file,
        sheet=problem.sheet,
        row=problem.row,
        client_id=client,
        used=False,
        value=problem.value,
        why=why,
        detail=problem,
    )
