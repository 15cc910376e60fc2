"""The questionnaire beside a sheet: which of its questions a heading is, and what its cells then mean."""

import re
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from reportgen.ingest.platforms.layout import Kind, Option, Question, Structure
from reportgen.ingest.platforms.wording import alike, says_nothing
from reportgen.model.folding import tidied

_JOINS = re.compile(r"[\[\]_\s#:-]+")
_OF_OPTIONS = frozenset({Kind.SINGLE, Kind.RANKING})


@dataclass(frozen=True, slots=True)
class Asked:
    """The questions of a questionnaire, by code and by wording; one of several alike is taken in their order."""

    by_code: dict[str, Question]
    by_tag: dict[str, deque[Question]]
    by_wording: dict[tuple[str, str], deque[Question]]

    @classmethod
    def of(cls, structure: Structure | None) -> "Asked":
        """Return the questions of a questionnaire, none without one."""
        asked = cls({}, {}, {})
        for question in structure.questions if structure else ():
            asked.by_code.setdefault(_joined(question.code), question)
            if question.tag:
                asked.by_tag.setdefault(_tag(question.tag), deque()).append(question)
            places = [(alike(question.wording), alike(question.part))]
            if question.part:  # the only part of its question may stand in one piece with the wording
                places.append((alike(f"{question.wording}[{question.part}]"), ""))
            for place in places:
                asked.by_wording.setdefault(place, deque()).append(question)
        return asked

    def named(self, name: str) -> Question | None:
        """Return the question of a code or a tag; the tags of rows may repeat from question to question."""
        return self.by_code.get(_joined(name)) or _next(self.by_tag.get(_tag(name))) if name else None

    def worded(self, wording: str, part: str) -> Question | None:
        """Return the next question of a wording and part."""
        return _next(self.by_wording.get((alike(wording), alike(part))))

    def only(self, wording: str, part: str) -> Question | None:
        """Return the question of a wording and part if no other has them."""
        same = self.by_wording.get((alike(wording), alike(part)))
        return same[0] if same and len(same) == 1 else None


def known(shown: Question, asked: Question) -> Question:
    """Return the question of a column as its questionnaire has it; wording and part stay as in the file."""
    return replace(
        shown,
        code=asked.code,
        wording=asked.wording if asked.part and not shown.part else shown.wording or asked.wording,
        part=shown.part or asked.part,
        kind=asked.kind,
        options=asked.options,
        tag=asked.tag,
    )


def unique(questions: Iterable[Question]) -> list[Question]:
    """Return the questions in their order, each with a code of its own: the second of a code gets #2."""
    seen: dict[str, int] = {}
    made = []
    for question in sorted(questions, key=lambda question: question.column):
        seen[question.code] = number = seen.get(question.code, 0) + 1
        made.append(question if number == 1 else replace(question, code=f"{question.code}#{number}"))
    return made


def coded(questions: Iterable[Question], columns: Sequence[Sequence[str]], code: re.Pattern[str]) -> bool:
    """Whether cells hold codes of options: they are codes, and not labels, of the questions that have options.

    ``columns``: some cells of each column; ``code``: what codes look like where no questionnaire names them.
    """
    codes = labels = 0
    for question in questions:
        if question.kind not in _OF_OPTIONS:
            continue
        cells = {tidied(cell) for cell in columns[question.column]} - {""}
        named = {tidied(option.code) for option in question.options}
        codes += sum(cell in named if named else bool(code.match(cell)) for cell in cells)
        labels += sum(cell not in named if named else not code.match(cell) for cell in cells)
    return codes > labels


def silent_words(questions: Iterable[Question], columns: Sequence[Sequence[str]]) -> frozenset[str]:
    """Return the answers, seen or possible, that give no opinion: they are never scored."""
    found: set[str] = set()
    for question in questions:
        if question.kind in _OF_OPTIONS:
            cells = {tidied(cell) for cell in columns[question.column]}
            possible = {tidied(option.label) for option in question.options}
            found |= {word for word in cells | possible if word and says_nothing(word)}
            found |= {tidied(option.label) for option in question.options if _is_outside(option, question)}
    return frozenset(found)


def _next(same: deque[Question] | None) -> Question | None:
    return same.popleft() if same else None


def _is_outside(option: Option, question: Question) -> bool:
    """Whether an option has no value where the others of its question have one."""
    return not option.value and any(other.value for other in question.options)


def _tag(heading: str) -> str:
    """Return the form in which tags are compared: Qualtrics writes a hyphen of a tag as _ in older exports."""
    return tidied(heading).replace("-", "_")


def _joined(code: str) -> str:
    """Return the form in which codes are compared: Q1[SQ001], Q1_SQ001 and Q1 [SQ001] are one."""
    return _JOINS.sub("_", code).strip("_").casefold()
