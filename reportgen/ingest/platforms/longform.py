"""A platform's sheet as long-form answers, and its questions as a map: the same for every platform."""

from collections.abc import Iterator, Sequence

from reportgen.ingest.platforms.cells import is_skipped, joined_cells, labels, without_free_text
from reportgen.ingest.platforms.layout import Kind, Layout, Option, Question
from reportgen.ingest.platforms.questionnaire import lines_of
from reportgen.ingest.sheet import Sheet
from reportgen.model.folding import folded, tidied

ANSWER_COLUMNS = (
    "response_id", "question", "part", "option", "label", "text", "place", "sheet", "row", "column",
)  # fmt: skip
"""``option``: code as far as known; ``label``: words of the option; ``text``: what was written freely;
``place``: rank in a ranking, from 1. Sheet, row and column say where the cell is."""

Line = dict[str, str]
Said = tuple[str, str, str, str]
"""Option, label, text, place."""


def question_map(layout: Layout) -> list[Line]:
    """Return the questions of a sheet with their options, one row an option, as a questionnaire lists them."""
    return lines_of(layout.platform, layout.questions)


def answers(sheet: Sheet, layout: Layout) -> list[Line]:
    """Return every answer of a sheet, one row an answer; what was passed over has no row.

    Out: rows with the columns ANSWER_COLUMNS, in the order of sheet rows, then of questions. Several options in
         one cell are several rows; a column that stands for one option is a row where it was chosen.
    """
    known = {question.column: _Options(question, layout) for question in layout.questions}
    form = layout.fields.get("response_id")
    made: list[Line] = []
    aside = {*sheet.bad_rows, *sheet.skipped_rows}
    for index in range(layout.at + layout.rows, len(sheet.cells)):
        if index + 1 in aside:
            continue
        row = sheet.cells[index]
        place = {
            "response_id": row[form].strip() if form is not None else "",
            "sheet": sheet.sheet,
            "row": str(index + 1),
        }
        for question in layout.questions:
            own = place | {"question": question.code, "part": question.part, "column": str(question.column + 1)}
            cell = joined_cells(row[column] for column in (question.column, *question.also))
            for option, label, words, rank in known[question.column].said(cell):
                made.append(own | {"option": option, "label": label, "text": words, "place": rank})
    return [{name: line[name] for name in ANSWER_COLUMNS} for line in made]


class _Options:
    """The options of one question, found by code or label."""

    def __init__(self, question: Question, layout: Layout) -> None:
        self._question = question
        self._layout = layout
        self._by_code = labels(question, layout)
        self._by_label = {_spelled(option.label): option for option in question.options}
        self._stands_for_one = bool(question.part) and len(question.options) <= 1
        self._done: dict[str, Sequence[Said]] = {}

    def said(self, cell: str) -> Sequence[Said]:
        """Return what a cell says; the same cell is taken apart once."""
        if cell not in self._done:
            self._done[cell] = tuple(self._taken_apart(cell))
        return self._done[cell]

    def _taken_apart(self, cell: str) -> Iterator[Said]:
        if is_skipped(cell, self._layout):
            return
        kind = self._question.kind
        if kind in {Kind.TEXT, Kind.NUMBER, Kind.OTHER}:
            yield "", "", cell.strip(), ""
        elif kind is Kind.MULTIPLE:
            yield from self._chosen(cell)
        elif kind is Kind.RANKING:
            yield from self._ranked(cell)
        else:
            said = self._one(cell)
            if said[2] or not is_skipped(said[1], self._layout):  # a code may stand for No basis for evaluation
                yield said

    def _one(self, cell: str, rank: str = "") -> Said:
        """Return one option with the free text behind it; a cell that is no option is a label of its own."""
        said, words = without_free_text(cell, self._layout)
        label = self._by_code.get(tidied(said), said.strip())
        option = self._by_label.get(_spelled(label))
        return option.code if option else "", option.label if option else label, words, rank

    def _chosen(self, cell: str) -> Iterator[Said]:
        """Return the options of a cell: joined ones, or the one that the column stands for."""
        if self._stands_for_one and not (self._layout.joined and self._layout.joined in cell):
            if tidied(cell) in self._layout.unchosen:
                return
            label = self._question.part
            option = self._by_label.get(_spelled(label)) or _only(self._question.options)
            _, words = without_free_text(cell, self._layout)
            yield option.code if option else "", option.label if option else label, words, ""
            return
        for piece in _pieces(cell, self._layout.joined, self._by_label):
            yield self._one(piece)

    def _ranked(self, cell: str) -> Iterator[Said]:
        """Return the places of a ranking: joined in order, or of the option or the place that the column is."""
        if self._question.part.isdecimal():
            yield self._one(cell, self._question.part)
            return
        if self._stands_for_one:
            if tidied(cell) not in self._layout.unchosen:
                option = _only(self._question.options)
                label = option.label if option else self._question.part
                yield option.code if option else "", label, "", tidied(cell)
            return
        for rank, piece in enumerate(_pieces(cell, self._layout.ordered or self._layout.joined, {}), start=1):
            yield self._one(piece, str(rank))


def _spelled(label: str) -> str:
    """Return the form in which labels are compared: hand-typed ones differ in capitals and blanks."""
    return folded(label).casefold()


def _only(options: Sequence[Option]) -> Option | None:
    return options[0] if len(options) == 1 else None


def _pieces(cell: str, sign: str, known: dict[str, Option]) -> list[str]:
    """Return the options that stand joined in a cell; one whose words hold the sign is told by its name.

    >>> _pieces("价格, 交期", ", ", {})
    ['价格', '交期']
    """
    if not sign:
        return [cell]
    pieces: list[str] = []
    rest = cell.split(sign)
    while rest:
        spans = (n for n in range(len(rest), 1, -1) if _spelled(sign.join(rest[:n])) in known)
        length = next(spans, 1)
        pieces.append(sign.join(rest[:length]).strip())
        rest = rest[length:]
    return [piece for piece in pieces if piece]
