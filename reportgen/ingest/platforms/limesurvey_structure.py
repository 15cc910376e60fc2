"""A LimeSurvey questionnaire (.lss): its tables become one Question a column of the export."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from xml.parsers import expat  # nothing is built from it, and a DTD ends the reading

from reportgen.ingest.limits import MEGABYTE
from reportgen.ingest.platforms.layout import Kind, Option, Question, Structure
from reportgen.ingest.platforms.wording import plain, says_nothing
from reportgen.ingest.refusal import RefusalError
from reportgen.ingest.sniff import damaged
from reportgen.model.text import text

Row = Mapping[str, str]
Tables = Mapping[str, Sequence[Row]]

_LARGEST = 64 * MEGABYTE
_DEEPEST = 32
_FIELD = 5
"""Depth of a cell: document, table, rows, row, field."""
_TABLES = frozenset({"questions", "subquestions", "answers", "groups", "question_l10ns", "answer_l10ns"})
_TICK = Option(code="Y", label="Yes")
_POINTS = tuple(Option(code=str(n), label=str(n), value=str(n)) for n in range(1, 11))
_FIXED: Mapping[str, tuple[Option, ...]] = {
    "5": _POINTS[:5],
    "A": _POINTS[:5],
    "B": _POINTS,
    "C": (_TICK, Option(code="U", label="Uncertain"), Option(code="N", label="No")),
    "E": tuple(Option(code=label[0], label=label) for label in ("Increase", "Same", "Decrease")),
    "G": (Option(code="F", label="Female"), Option(code="M", label="Male")),
    "Y": (_TICK, Option(code="N", label="No")),
}
"""Question types that bring their own options."""
_ROWS: Mapping[str, Kind] = {
    **dict.fromkeys("ABCEFH", Kind.SINGLE),
    "K": Kind.NUMBER,
    "M": Kind.MULTIPLE,
    "P": Kind.MULTIPLE,
    "Q": Kind.TEXT,
}
"""Question types with one column a subquestion."""
_ALONE: Mapping[str, Kind] = {
    **dict.fromkeys("5GILOY!", Kind.SINGLE),
    "N": Kind.NUMBER,
    **dict.fromkeys("DSTU*|", Kind.TEXT),
}
"""Question types with one column."""


def structure(content: bytes, file: str) -> Structure:
    """Return what a LimeSurvey questionnaire asks, in its order; its base language comes first.

    Source:  files of DBVersion 365; the tables of later versions, whose texts stand apart, by its source code.
    Raises:  RefusalError E111 for a DTD, E105 for XML that is not well-formed, E108 for another file,
             E109 for one that is too large or too deep.
    """
    if len(content) > _LARGEST:
        expected = text("a questionnaire of at most {size} MB", size=_LARGEST // MEGABYTE)
        raise RefusalError("E109", expected, value=f"> {_LARGEST // MEGABYTE} MB")
    reading = _Reading()
    reading.read(content)
    questions = [q for language in reading.spoken() for q in _Asked.of(reading.tables, language).columns()]
    if not questions:
        raise _another()
    return Structure(platform="limesurvey", file=file, questions=tuple(questions))


class _Reading:
    """Collects the rows of the tables while the XML streams by."""

    def __init__(self) -> None:
        self.tables: dict[str, list[Row]] = {name: [] for name in _TABLES}
        self.languages: list[str] = []
        self._path: list[str] = []
        self._row: dict[str, str] = {}
        self._said: list[str] = []

    def read(self, content: bytes) -> None:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _refuse_dtd
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        try:
            parser.Parse(content, True)
        except (expat.ExpatError, LookupError, ValueError) as error:
            raise damaged(text("a whole LimeSurvey questionnaire (.lss)"), str(error)) from error

    def spoken(self) -> list[str]:
        """Return the languages, the base language first; one without a name where none is said."""
        return self.languages or [""]

    def _start(self, name: str, _attributes: dict[str, str]) -> None:
        self._path.append(name)
        self._said = []
        if len(self._path) > _DEEPEST:
            expected = text("a questionnaire whose parts are nested at most {depth} deep", depth=_DEEPEST)
            raise RefusalError("E109", expected, value=name)
        if self._path[0] != "document":
            raise _another()

    def _characters(self, data: str) -> None:
        self._said.append(data)

    def _end(self, name: str) -> None:
        path = self._path
        if len(path) == _FIELD and path[1] in _TABLES:
            self._row[name] = "".join(self._said)
        elif len(path) == _FIELD - 1 and path[1] in _TABLES:
            self.tables[path[1]].append(self._row)
            self._row = {}
        elif path == ["document", "languages", "language"]:
            self.languages.append("".join(self._said).strip())
        elif path == ["document", "LimeSurveyDocType"] and "".join(self._said).strip() != "Survey":
            raise _another()
        path.pop()
        self._said = []


@dataclass(frozen=True, slots=True)
class _Asked:
    """The questions, subquestions and answers of one language, in their order."""

    questions: Sequence[Row]
    subquestions: Mapping[str, Sequence[Row]]
    answers: Mapping[str, Sequence[Row]]

    @classmethod
    def of(cls, tables: Tables, language: str) -> "_Asked":
        worded = {row.get("qid", ""): row for row in tables["question_l10ns"] if _in(row, language)}
        labelled = {row.get("aid", ""): row for row in tables["answer_l10ns"] if _in(row, language)}
        here = [row for row in tables["groups"] if _in(row, language)]
        groups = {row.get("gid", ""): _number(row, "group_order") for row in here}
        questions = [row | dict(worded.get(row.get("qid", ""), {})) for row in map(dict, tables["questions"])]
        below = [row | dict(worded.get(row.get("qid", ""), {})) for row in map(dict, tables["subquestions"])]
        answers = [row | dict(labelled.get(row.get("aid", ""), {})) for row in map(dict, tables["answers"])]
        below += [row for row in questions if _number(row, "parent_qid")]
        top = [row for row in questions if _in(row, language) and not _number(row, "parent_qid")]
        return cls(
            sorted(top, key=lambda row: (groups.get(row.get("gid", ""), 0), _number(row, "question_order"))),
            _grouped(below, "parent_qid", "question_order", language),
            _grouped(answers, "qid", "sortorder", language),
        )

    def columns(self) -> Iterator[Question]:
        """Yield the questions as the export has columns."""
        for row in self.questions:
            kind = row.get("type", "")
            if kind in _ROWS:
                yield from self._rows(row, kind)
            elif kind in {"1", ":", ";"}:
                yield from self._grid(row, kind)
            elif kind == "R":
                yield from self._places(row)
            elif kind in _ALONE:
                yield from self._alone(row, kind)

    def _rows(self, row: Row, kind: str) -> Iterator[Question]:
        for sub in self._below(row, "0"):
            code, part = f"{_title(row)}[{_title(sub)}]", _said(sub)
            ticked = (Option(code=_title(sub), label=part),)
            options = ticked if _ROWS[kind] is Kind.MULTIPLE else self._options(row, kind, "0")
            yield _column(row, code, part, _ROWS[kind], options)
            if kind == "P":
                yield _column(row, f"{_title(row)}[{_title(sub)}comment]", part, Kind.OTHER)
        if row.get("other") == "Y":
            yield _column(row, f"{_title(row)}[other]", "Other", Kind.OTHER)

    def _grid(self, row: Row, kind: str) -> Iterator[Question]:
        """Two answers a row, or one a cell of rows and columns."""
        if kind == "1":
            across = [(n, f"Scale {n}", self._options(row, kind, scale)) for n, scale in (("1", "0"), ("2", "1"))]
        else:
            across = [(_title(sub), _said(sub), ()) for sub in self._below(row, "1")]
        kinds = {"1": Kind.SINGLE, ":": Kind.NUMBER, ";": Kind.TEXT}
        for sub in self._below(row, "0"):
            for code, label, options in across:
                joined = f"{_title(row)}[{_title(sub)}_{code}]"
                yield _column(row, joined, f"{_said(sub)}/{label}", kinds[kind], options)

    def _places(self, row: Row) -> Iterator[Question]:
        """A ranking: one column a place, which holds the option that was put there."""
        options = self._options(row, "R", "0") or tuple(
            Option(code=_title(sub), label=_said(sub)) for sub in self._below(row, "0")
        )
        for place in range(1, len(options) + 1):
            yield _column(row, f"{_title(row)}[{place}]", str(place), Kind.RANKING, options)

    def _alone(self, row: Row, kind: str) -> Iterator[Question]:
        yield _column(row, _title(row), "", _ALONE[kind], self._options(row, kind, "0"))
        if kind in {"L", "!"} and row.get("other") == "Y":
            yield _column(row, f"{_title(row)}[other]", "Other", Kind.OTHER)
        if kind == "O":
            yield _column(row, f"{_title(row)}[comment]", "Comment", Kind.OTHER)
        if kind == "|":
            yield _column(row, f"{_title(row)}[filecount]", "filecount", Kind.NUMBER)

    def _below(self, row: Row, scale: str) -> list[Row]:
        return [sub for sub in self.subquestions.get(row.get("qid", ""), ()) if sub.get("scale_id", "0") == scale]

    def _options(self, row: Row, kind: str, scale: str) -> tuple[Option, ...]:
        if kind in _FIXED:
            return _FIXED[kind]
        rows = [one for one in self.answers.get(row.get("qid", ""), ()) if one.get("scale_id", "0") == scale]
        # Without an assessment every value is 0: that is no scale.
        valued = any(_number(one, "assessment_value") for one in rows)
        return tuple(
            Option(code=one.get("code", ""), label=label, value=_value(one, label) if valued else "")
            for one in rows
            for label in [plain(one.get("answer", ""))]
        )


def _column(row: Row, code: str, part: str, kind: Kind, options: tuple[Option, ...] = ()) -> Question:
    return Question(code=code, wording=_said(row), part=part, column=-1, kind=kind, options=options)


def _value(row: Row, label: str) -> str:
    return "" if says_nothing(label) else str(_number(row, "assessment_value"))


def _title(row: Row) -> str:
    return row.get("title", "")


def _said(row: Row) -> str:
    return plain(row.get("question", ""))


def _in(row: Row, language: str) -> bool:
    """Whether a row is of a language; later versions keep rows of none, and their texts apart."""
    return not language or row.get("language", language) == language


def _grouped(rows: Sequence[Row], key: str, order: str, language: str) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in sorted(rows, key=lambda row: (_number(row, "scale_id"), _number(row, order))):
        if _in(row, language):
            found.setdefault(row.get(key, ""), []).append(row)
    return found


def _number(row: Row, name: str) -> int:
    try:
        return int(row.get(name, "") or 0)
    except ValueError:
        return 0


def _another() -> RefusalError:
    return RefusalError(
        "E108",
        text("a LimeSurvey questionnaire (.lss)"),
        hint=text("In LimeSurvey choose Display/Export, then Survey structure (.lss)."),
    )


def _refuse_dtd(name: str, *_: object) -> None:
    expected = text("a questionnaire without DTD and entities")
    raise RefusalError("E111", expected, value=f"<!DOCTYPE {name}")
