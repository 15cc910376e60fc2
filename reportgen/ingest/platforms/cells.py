"""What a cell of a platform's answers says: nothing, an option behind its code, words beside an option."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from reportgen.ingest.platforms.layout import Kind, Layout, Question
from reportgen.ingest.table import Column, mapped
from reportgen.model.folding import tidied

_OF_OPTIONS = frozenset({Kind.SINGLE, Kind.MULTIPLE, Kind.RANKING})


def label_of(cell: str, question: Question, layout: Layout) -> str:
    """Return the answer of a cell with one answer: "" if it was passed over, else the label, or the cell.

    >>> rows = Question(code="Q1", wording="Service", column=0, kind=Kind.SINGLE)
    >>> layout = Layout(platform="wjx", at=0, rows=1, fields={}, questions=(), free=("〖", "〗"))
    >>> label_of("其他〖物流〗", rows, layout)
    '其他'
    """
    said = without_free_text(cell, layout)[0] if question.kind in _OF_OPTIONS else cell
    if is_skipped(said, layout):
        return ""
    label = labels(question, layout).get(tidied(said), said)
    return "" if is_skipped(label, layout) else label  # a code may stand for No basis for evaluation


def is_skipped(cell: str, layout: Layout) -> bool:
    """Whether a cell says that the question was not asked or passed over."""
    tidy = tidied(cell)
    return not tidy or tidy in layout.skipped


def labels(question: Question, layout: Layout) -> Mapping[str, str]:
    """Return code, or code and words → label where cells hold them so, else nothing."""
    if layout.lettered:
        return {
            tidied(f"{option.code}.{option.label}"): option.label for option in question.options if option.code
        }
    if not layout.coded:
        return {}
    return {tidied(option.code): option.label for option in question.options if option.code}


def without_free_text(cell: str, layout: Layout) -> tuple[str, str]:
    """Return an option and the free text that stands behind it in the platform's brackets."""
    opening, closing = layout.free
    label, found, rest = cell.partition(opening) if opening else (cell, "", "")
    if not found or not label.strip():
        return cell, ""
    return label.strip(), rest.strip().removesuffix(closing).strip()


def gathered(column: Column, further: Sequence[Sequence[str]]) -> Column:
    """Return a column with the answers of the columns that stand for its other options.

    Two answers in one row stay two, joined by a bar: they are no option, and become that cell's Problem.
    """
    if not further:
        return column
    rows = zip(column.texts, *further, strict=True)
    return replace(column, texts=[joined_cells(row) for row in rows])


def joined_cells(cells: Iterable[str]) -> str:
    """Return the cells that are not blank, a bar between.

    >>> joined_cells(["", " 满意", ""]), joined_cells(["满意", "一般"])
    ('满意', '满意 | 一般')
    """
    return " | ".join(filter(None, map(str.strip, cells)))


def translated(column: Column, question: Question, layout: Layout) -> Column:
    """Return a column whose texts are answers; ``written`` keeps the cells where that changed any."""
    texts = mapped(column.texts, lambda cell: label_of(cell, question, layout))
    if texts == list(column.texts):
        return replace(column, question=question)
    return replace(column, texts=texts, written=column.texts, question=question)
