"""A Qualtrics questionnaire (.qsf): its elements become one Question a column of the export."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from reportgen.ingest.limits import MEGABYTE
from reportgen.ingest.platforms.layout import Kind, Option, Question, Structure
from reportgen.ingest.platforms.wording import plain, says_nothing
from reportgen.ingest.refusal import RefusalError
from reportgen.ingest.sniff import damaged
from reportgen.model.text import text

_LARGEST = 64 * MEGABYTE
_DEEPEST = 64
_BRACKETS = re.compile(rb'"(?:[^"\\]|\\.)*"|[\[\]{}]', re.DOTALL)
_ROW_KINDS: Mapping[str, Kind] = {
    "CS": Kind.NUMBER,
    "RO": Kind.RANKING,
    "Slider": Kind.NUMBER,
}
"""Types with one column a choice and no options."""

Json = Mapping[str, object]


def structure(content: bytes, file: str) -> Structure:
    """Return what a Qualtrics questionnaire asks, in the order of its blocks.

    A question's code is what its import id says: QID2, QID3_1 for a row or choice, QID5_1_2 for both, QID4#1_2
    side by side; its tag is the heading of the older exports.

    Raises:  RefusalError E105 for JSON that is not whole, E108 for another file, E109 for one that is too large
             or too deep.
    """
    said = _read(content)
    elements = [_mapping(element) for element in _items(said.get("SurveyElements"))]
    asked = {
        str(element.get("PrimaryAttribute")): _mapping(element.get("Payload"))
        for element in elements
        if element.get("Element") == "SQ"
    }
    if not asked:
        raise _another()
    order = [qid for element in elements if element.get("Element") == "BL" for qid in _of_blocks(element)]
    ids = [qid for qid in dict.fromkeys(order) if qid in asked] or list(asked)
    questions = tuple(question for qid in ids for question in _Asked.of(qid, asked[qid]).columns())
    return Structure(platform="qualtrics", file=file, questions=questions)


def _read(content: bytes) -> Json:
    if len(content) > _LARGEST:
        expected = text("a questionnaire of at most {size} MB", size=_LARGEST // MEGABYTE)
        raise RefusalError("E109", expected, value=f"> {_LARGEST // MEGABYTE} MB")
    depth = 0
    for found in _BRACKETS.finditer(content):
        depth += {b"[": 1, b"{": 1, b"]": -1, b"}": -1}.get(found[0], 0)
        if depth > _DEEPEST:
            expected = text("a questionnaire whose parts are nested at most {depth} deep", depth=_DEEPEST)
            raise RefusalError("E109", expected, value=str(depth))
    try:
        said = json.loads(content.decode("utf-8-sig"))
    except ValueError as error:
        raise damaged(text("a whole Qualtrics questionnaire (.qsf)"), str(error)) from error
    if not isinstance(said, dict):
        raise _another()
    return said


def _of_blocks(element: Json) -> Iterator[str]:
    """Yield the ids of the questions in use, block after block."""
    for block in map(_mapping, _items(element.get("Payload"))):
        if block.get("Type") != "Trash":
            for inside in map(_mapping, _items(block.get("BlockElements"))):
                if inside.get("Type") == "Question":
                    yield str(inside.get("QuestionID"))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """One question, or one column of a side-by-side question."""

    qid: str
    tag: str
    wording: str
    said: Json

    @classmethod
    def of(cls, qid: str, said: Json) -> "_Asked":
        return cls(qid=qid, tag=str(said.get("DataExportTag", "")), wording=_said(said), said=said)

    def columns(self) -> Iterator[Question]:
        """Yield the columns of the export."""
        kind, selector = str(self.said.get("QuestionType")), str(self.said.get("Selector"))
        if kind == "MC":
            yield from self._ticks() if selector.startswith("MA") or selector == "MSB" else self._choice()
        elif kind == "Matrix":
            yield from self._matrix(selector, str(self.said.get("SubSelector")))
        elif kind == "SBS":
            yield from self._side_by_side()
        elif kind == "TE" and selector != "FORM":
            yield self._column("TEXT", self.tag, "", Kind.TEXT)
        elif kind == "TE" or kind in _ROW_KINDS:
            yield from self._rows(_ROW_KINDS.get(kind, Kind.TEXT))

    def _choice(self) -> Iterator[Question]:
        yield self._column("", self.tag, "", Kind.SINGLE, self._options("Choices", "ChoiceOrder"))
        free = [label for _, label, is_free in self._listed("Choices", "ChoiceOrder") if is_free]
        if free:
            yield self._column("TEXT", f"{self.tag}_TEXT", "/".join(free), Kind.OTHER)

    def _ticks(self) -> Iterator[Question]:
        recoded = _mapping(self.said.get("RecodeValues"))
        for number, label, free in self._listed("Choices", "ChoiceOrder"):
            option = Option(code=_code(recoded, number), label=label)
            yield self._column(number, f"{self.tag}_{number}", label, Kind.MULTIPLE, (option,))
            if free:
                yield self._column(f"{number}_TEXT", f"{self.tag}_{number}_TEXT", label, Kind.OTHER)

    def _rows(self, kind: Kind, options: tuple[Option, ...] = ()) -> Iterator[Question]:
        for number, label, free in self._listed("Choices", "ChoiceOrder"):
            tag = self._row_tag(number)
            yield self._column(number, tag, label, kind, options)
            if free:
                yield self._column(f"{number}_TEXT", f"{tag}_TEXT", label, Kind.OTHER)

    def _matrix(self, selector: str, sub: str) -> Iterator[Question]:
        if selector == "TE" or sub == "MultipleAnswer":
            yield from self._cells(is_text=selector == "TE")
        elif selector in _ROW_KINDS:
            yield from self._rows(_ROW_KINDS[selector])
        else:
            yield from self._rows(Kind.SINGLE, self._options("Answers", "AnswerOrder"))

    def _cells(self, *, is_text: bool) -> Iterator[Question]:
        recoded = _mapping(self.said.get("RecodeValues"))
        for number, label, free in self._listed("Choices", "ChoiceOrder"):
            tag = self._row_tag(number)
            for answer, words, _ in self._listed("Answers", "AnswerOrder"):
                part, suffix = f"{label}/{words}", "_TEXT" if is_text else ""
                options = () if is_text else (Option(code=_code(recoded, answer), label=words),)
                kind = Kind.TEXT if is_text else Kind.MULTIPLE
                yield self._column(f"{number}_{answer}{suffix}", f"{tag}_{answer}{suffix}", part, kind, options)
            if free:
                yield self._column(f"{number}_TEXT", f"{tag}_TEXT", label, Kind.OTHER)

    def _side_by_side(self) -> Iterator[Question]:
        for number, below in _mapping(self.said.get("AdditionalQuestions")).items():
            column = _mapping(below)
            wording = f"{self.wording} - {_said(column)}"
            inner = _Asked(qid=f"{self.qid}#{number}", tag=f"{self.tag}#{number}", wording=wording, said=column)
            yield from inner.columns()

    def _row_tag(self, number: str) -> str:
        """Return the heading of a row: its own tag where it has one, which names its column side by side."""
        tags = _mapping(self.said.get("ChoiceDataExportTags"))
        if number not in tags:
            return f"{self.tag}_{number}"
        side = self.said.get("AnswerDataExportTag")
        return f"{tags[number]}: {side}" if side is not None else str(tags[number])

    def _column(self, suffix: str, tag: str, part: str, kind: Kind, options: tuple[Option, ...] = ()) -> Question:
        code = f"{self.qid}_{suffix}" if suffix else self.qid
        return Question(code=code, tag=tag, wording=self.wording, part=part, column=-1, kind=kind, options=options)

    def _listed(self, name: str, order: str) -> Iterator[tuple[str, str, bool]]:
        """Yield number, label and whether free text stands beside it, in the order shown."""
        choices = _mapping(self.said.get(name))
        numbers = [str(number) for number in _items(self.said.get(order))]
        for number in dict.fromkeys([*(one for one in numbers if one in choices), *choices]):
            choice = _mapping(choices[number])
            yield number, plain(str(choice.get("Display", ""))), bool(choice.get("TextEntry"))

    def _options(self, name: str, order: str) -> tuple[Option, ...]:
        recoded = _mapping(self.said.get("RecodeValues"))
        left_out = _mapping(self.said.get("AnalyzeChoices"))
        listed = [(number, _code(recoded, number), label) for number, label, _ in self._listed(name, order)]
        numbers = {_number(code) for _, code, _ in listed} - {None}
        both_ways = {-number for number in numbers if number is not None} == numbers
        return tuple(
            Option(code=code, label=label, value="" if number in left_out else _value(code, label, both_ways))
            for number, code, label in listed
        )


def _value(code: str, label: str, both_ways: bool) -> str:  # noqa: FBT001  a fact, not a choice
    """Return the number of an answer; none where it gives no opinion.

    A negative number is no score either (No basis for evaluation), but on a scale that goes both ways.
    """
    number = _number(code)
    if number is None or says_nothing(label) or (number < 0 and not both_ways):
        return ""
    return code


def _number(code: str) -> Decimal | None:
    try:
        number = Decimal(code)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _code(recoded: Json, number: str) -> str:
    return str(recoded.get(number, number))


def _said(question: Json) -> str:
    return plain(str(question.get("QuestionText", "")))


def _mapping(value: object) -> Json:
    """Return an object of the file; its empty ones are written as lists, and some lists are counted from 1."""
    if isinstance(value, list):
        return {str(number): one for number, one in enumerate(value, start=1)}
    return {str(key): one for key, one in value.items()} if isinstance(value, dict) else {}


def _items(value: object) -> list[object]:
    """Return the entries of a list, or of an object that stands for one."""
    return list(value) if isinstance(value, list) else [*_mapping(value).values()]


def _another() -> RefusalError:
    return RefusalError(
        "E108",
        text("a Qualtrics questionnaire (.qsf)"),
        hint=text("In Qualtrics choose Tools, Import/Export, Export survey (.qsf)."),
    )
