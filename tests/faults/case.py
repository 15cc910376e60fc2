"""A case of the fault catalogue: its file, and the answer that the catalogue asks for."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportgen.model.problem import Problem

if TYPE_CHECKING:
    import pandas as pd

    from reportgen.model.results import Results

Content = bytes | str
Files = Mapping[str, Content]
SAID = ("note", "warning", "set_aside", "refused")
DONE, NOTED, CONFIG, REFUSED = 0, 3, 2, 4
ALONE = "alone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One Problem that must come of a case, with its place; several cells may share it."""

    code: str
    fate: str
    row: int | None = None
    column: str = ""
    sheet: str = ""
    file: str = ""
    """How the file's name ends; empty = the case's first file."""
    value: str | None = None
    says: str = ""
    """A part of the message."""

    def fits(self, problem: Problem, first: str) -> bool:
        """Whether a Problem is this answer."""
        return (
            (problem.code, problem.severity.value) == (self.code, self.fate)
            and (problem.row, problem.column, problem.sheet) == (self.row, self.column, self.sheet)
            and problem.file.endswith(self.file or first)
            and self.value in {None, problem.value}
            and self.says in str(problem)
        )


def note(code: str, **more: Any) -> Answer:
    """What was understood or left out, and is told."""
    return Answer(code=code, fate="note", **more)


def warn(code: str, **more: Any) -> Answer:
    """What a person should look at; nothing is left out."""
    return Answer(code=code, fate="warning", **more)


def aside(code: str, row: int, column: str = "", **more: Any) -> Answer:
    """A row or cell that does not count."""
    return Answer(code=code, fate="set_aside", row=row, column=column, **more)


def refuse(code: str, **more: Any) -> Answer:
    """A file, or a file of the configuration, that is not used at all."""
    return Answer(code=code, fate="refused", **more)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What came of a case's files."""

    case: "Case"
    exit: int
    problems: Sequence[Problem]
    results: "Results | None"
    coverage: Sequence[Mapping[str, Any]]
    """One mapping a sheet."""
    root: Path
    error: str = ""
    """Of a check that failed: a bug."""

    @property
    def table(self) -> "Results":
        """The results of a check that was not refused."""
        assert self.results is not None
        return self.results

    def facts(self, frame: str) -> "pd.DataFrame":
        """The rows of a frame of facts that came from the case's files."""
        rows: pd.DataFrame = getattr(self.table.facts, frame)
        return rows[rows["file"].map(self.case.owns)]

    def figure(self, measure: str, client: str) -> Mapping[str, Any]:
        """A client's line of MEASURES with what it was before."""
        rows = self.table.changed
        own = rows[(rows["measure"] == measure) & (rows["client_id"] == client) & (rows["level"] == "client")]
        [line] = own.to_dict("records")
        return {str(name): value for name, value in line.items()}

    def office(self, measure: str, office: str) -> Mapping[str, Any]:
        """An office's line of MEASURES with what it was before."""
        rows = self.table.changed
        own = rows[(rows["measure"] == measure) & (rows["office_id"] == office) & (rows["level"] == "office")]
        [line] = own.to_dict("records")
        return {str(name): value for name, value in line.items()}

    def grade(self, client: str) -> Mapping[str, Any]:
        """A client's line of GRADES."""
        rows = self.table.grades
        [line] = rows[rows["client_id"] == client].to_dict("records")
        return {str(name): value for name, value in line.items()}

    def answers(self, question: str = "Q1") -> dict[int, float]:
        """Row → answer to a question."""
        rows = self.facts("answers")
        own = rows[rows["question"] == question]
        return {int(row): micro / 1e6 for row, micro in zip(own["row"], own["value_micro"], strict=True)}


def anything(_: Seen) -> bool:
    """Nothing further to hold."""
    return True


def nothing_around(_: Path) -> AbstractContextManager[None]:
    """Nothing happens to the workspace during the check."""
    return nullcontext()


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One file, or a few that belong together, and its answer.

    Several cases may carry one id of the catalogue (``A12``, ``A12 back``); the id is answered as
    specified where all of them are.
    """

    id: str
    files: Callable[[], Files] | Files = field(default_factory=dict)
    """Name's end (``.csv``) → content, in the built period's folder; ``2026Q2/x.csv`` names another one."""
    answers: tuple[Answer, ...] = ()
    """Every Problem of the case's files, and no other: notes too."""
    exit: int | None = None
    """Of ``reportgen check`` on a workspace with this case alone; None = as the fates of the answers say."""
    rows: Mapping[str, int] = field(default_factory=dict)
    """used, set_aside, superseded, skipped of the first file, counted by hand."""
    rule: Mapping[str, Any] = field(default_factory=dict)
    """The rule of sources.yaml that claims the files."""
    rules: Sequence[Mapping[str, Any]] = ()
    """Further ones."""
    profile: Mapping[str, Any] = field(default_factory=dict)
    pack: Mapping[str, Any] = field(default_factory=dict)
    workspace: Mapping[str, Content] = field(default_factory=dict)
    """Files of the workspace that differ, the registers for example."""
    setup: Callable[[Path], None] | None = None
    """Done to the built period's folder before the check."""
    around: Callable[[Path], AbstractContextManager[None]] = nothing_around
    """Done to the workspace while it is checked."""
    holds: Callable[[Seen], bool] = anything
    apart: bool = False
    """Whether figures are looked at that other cases would move."""
    instead: str = ""
    """Why the answer differs from the catalogue's: a decision that outranks it, or a better answer."""
    slow: bool = False
    bare: bool = True
    """Whether the control reads it too (not the bombs)."""

    @property
    def number(self) -> str:
        """The catalogue's id."""
        return self.id.split()[0]

    @property
    def key(self) -> str:
        """What the names of its files begin with."""
        return self.id.replace(" ", "_")

    @property
    def code(self) -> int:
        """The exit code of a workspace with this case alone."""
        if self.exit is not None:
            return self.exit
        if any(answer.fate == "refused" for answer in self.answers):
            return REFUSED
        return NOTED if self.answers else DONE

    @property
    def alone(self) -> bool:
        """Whether it needs a workspace of its own."""
        own = (self.rules, self.profile, self.pack, self.workspace, self.setup, self.apart)
        return any(own) or self.around is not nothing_around or self.code == CONFIG or self.slow

    def contents(self) -> dict[str, bytes]:
        """Return the files by their path below surveys/."""
        made = self.files() if callable(self.files) else self.files
        return {self.path(name): encoded(content) for name, content in made.items()}

    def path(self, name: str) -> str:
        """Return where a file of the case lies below surveys/."""
        folder, _, end = name.rpartition("/")
        return f"{folder or '2026Q3'}/{self.key}{end}"

    def owns(self, file: str) -> bool:
        """Whether a file of the workspace is one of the case's."""
        name = file.rsplit("/", 1)[-1].removeprefix("~$")
        return name.startswith((f"{self.key}.", f"{self.key}-"))

    @property
    def first(self) -> str:
        """The name of its first file."""
        return next(iter(self.contents()), "")


def encoded(content: Content) -> bytes:
    """Return the bytes of a file."""
    return content.encode() if isinstance(content, str) else content


def lines(*rows: str) -> str:
    """Return a text file of these lines."""
    return "".join(f"{row}\n" for row in rows)
