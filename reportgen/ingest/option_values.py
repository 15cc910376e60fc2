"""Answers in words that no policy knows: the numbers that a questionnaire itself gives them."""

from collections.abc import Collection, Sequence

from reportgen.ingest.table import Table, mapped
from reportgen.model.folding import folded
from reportgen.model.problem import Problem, Severity
from reportgen.model.text import text


def in_numbers(
    table: Table, name: str, words: Sequence[str], labels: Collection[str]
) -> tuple[Sequence[str], list[Problem]]:
    """Return the answers of a column with the questionnaire's numbers for its words, and the warning that says so.

    A policy that knows one word of a scale knows the scale: then nothing is changed; its other words are faults.

    In:  words: the cells of the column; labels: the words that the policies and the rule know.
    """
    column = table.columns.get(name)
    options = column.question.options if column and column.question else ()
    values = {_spelled(option.label): option.value for option in options if option.value}
    if not values or values.keys() & {_spelled(label) for label in labels}:
        return words, []
    numbers = mapped(words, lambda cell: values.get(_spelled(cell), cell))
    places = [at for at, (number, word) in enumerate(zip(numbers, words, strict=True)) if number != word]
    if not places:
        return words, []
    warning = table.remark(
        name,
        "W168",
        text(
            "words that the policy scores; the questionnaire's own numbers were read instead: {count}",
            count=len(places),
        ),
        severity=Severity.WARNING,
        value=f"{words[places[0]]} = {numbers[places[0]]}",
        hint=text("If the points of these words differ, write the words into labels of the pack."),
    )
    return numbers, [warning]


def _spelled(word: str) -> str:
    return folded(word).casefold()
