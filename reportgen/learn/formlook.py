"""Whether a sheet is a filled scorecard form, and what its labels and headings are called."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from reportgen.ingest.formshape import HEAD, LINE, SIGN, heading_of, labels_of
from reportgen.ingest.sheet import Sheet
from reportgen.learn.proposal import Choice
from reportgen.model.text import text
from reportgen.policy.sources import Export, Source
from reportgen.policy.synonyms import Synonyms

_FEWEST_LABELS = 3
_FEWEST_HEADINGS = 4
_TOTAL = "stated_total"


def form_fields(sheet: Sheet, words: Synonyms) -> dict[str, Choice] | None:
    """Return field → label or heading of a filled form, or None where the sheet is none."""
    rows = list(sheet.cells)
    head = labels_of(sheet, rows, _rule(words, HEAD))
    at, lines = heading_of(rows, _rule(words, LINE), LINE)
    if len(head) < _FEWEST_LABELS or len(lines) < _FEWEST_HEADINGS or not {"points", "mark"} & {*lines}:
        return None
    below, signs = heading_of(rows, _rule(words, SIGN), SIGN, start=at + 1)
    found: dict[str, Choice] = {}
    for name, label in head.items():
        _add(found, name, label.heading, label.row, words)
    for name, column in lines.items():
        _add(found, name, rows[at][column], column, words)
    for name, column in signs.items():
        _add(found, name, rows[below][column], column, words)
    total = _total(rows, words)
    if total:
        _add(found, _TOTAL, total, 0, words)
    return _sure_among_others(found)


def _sure_among_others(found: Mapping[str, Choice]) -> dict[str, Choice]:
    """Return the fields; beside two sure headings of its block a usual heading means nothing else."""
    blocks = [[name for name in block if name in found] for block in (HEAD, LINE, SIGN)]
    sure = {name for block in blocks if sum(found[one].sure for one in block) > 1 for name in block}
    return {name: replace(one, sure=one.sure or name in sure) for name, one in found.items()}


def _rule(words: Synonyms, names: Sequence[str]) -> Source:
    """Return a rule with every spelling of some fields; likely ones first, so that sure ones win."""
    spelled = {name: words.of(Export.SCORECARD_ITEMS, name) for name in names}
    columns = {name: (*one.likely, *one.sure) for name, one in spelled.items()}
    return Source.model_construct(
        export=Export.SCORECARD_ITEMS, files=("*",), required=False, columns=columns, constants={}, layout="form"
    )


def _add(found: dict[str, Choice], name: str, heading: str, column: int, words: Synonyms) -> None:
    if any(one.heading == heading for one in found.values()):
        return
    sure = heading in words.of(Export.SCORECARD_ITEMS, name).sure
    found[name] = Choice(column=column, heading=heading, sure=sure, why=text("by its label on the form"))


def _total(rows: Sequence[Sequence[str]], words: Synonyms) -> str:
    spelled = {*words.of(Export.SCORECARD_ITEMS, _TOTAL).sure}
    return next((cell for row in rows for cell in row if cell in spelled), "")
