"""Which character separates the fields of a CSV: the configured one, or the one its header proves."""

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

from reportgen.ingest.refusal import Place, RefusalError
from reportgen.model.text import text

DELIMITERS = (",", "\t", ";", "|", "，")
_SAMPLE_ROWS = 400
_LEAST_SHARE = 0.5
_FEW = 2
_SHOWN_LINE = 200
_NUMBER = re.compile(r"^[-+(]?[¥￥$]?\d[\d,]*(?:\.\d+)?%?\)?$|^\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}")
_SEP_LINE = re.compile(r"^\ufeff?sep=(.)\r?\n?$", re.IGNORECASE)

Fields = list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How the lines of a CSV are cut into fields."""

    delimiter: str
    width: int
    """Fields of most records."""
    header_row: int
    """Number of the first record of that width: the header is here, or above it."""
    trailing: int = 0
    """Empty fields at the end of every record but the header."""
    sep_line: bool = False
    """The first line says ``sep=;`` to Excel and is no record of the table."""


def layout_of(sample: str, configured: str | None, *, whole: bool) -> Layout:
    """Return the layout that the first records prove; ``whole``: the sample is the entire file.

    Raises:  RefusalError E134 if no delimiter, or more than one, is proven; E136 if the records are
             all longer than the header.
    """
    first = sample.partition("\n")[0] + "\n"
    told = _SEP_LINE.match(first)
    given = told[1] if told and not configured else configured
    skipped = 1 if told else 0
    candidates = [_candidate(sample, sign, skipped, whole=whole) for sign in ([given] if given else DELIMITERS)]
    best = _best([_trimmed(one) for one in candidates if one.width > 1], first)
    if best is None:
        best = _single_column(sample, given, skipped, whole=whole)
    _check_header(best)
    return Layout(
        delimiter=best.delimiter,
        width=best.width,
        header_row=best.header_at + best.skipped + 1,
        trailing=best.trailing,
        sep_line=bool(told),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    delimiter: str
    skipped: int
    """Records above ``records``: the ``sep=`` line."""
    records: Sequence[Fields]
    width: int
    share: float
    header_at: int
    trailing: int = 0


def _candidate(sample: str, delimiter: str, skipped: int, *, whole: bool) -> _Candidate:
    records = _records(sample, delimiter)
    if not whole and len(records) <= _SAMPLE_ROWS:
        records = records[:-1] or records  # the sample may end inside it
    records = records[skipped:_SAMPLE_ROWS]
    counted = Counter(len(fields) for fields in records if any(fields))
    width = max(counted, key=lambda n: (counted[n], n), default=0)
    return _Candidate(
        delimiter=delimiter,
        skipped=skipped,
        records=records,
        width=width,
        share=counted[width] / counted.total() if counted else 0.0,
        header_at=next((i for i, fields in enumerate(records) if len(fields) == width and any(fields)), 0),
    )


def _records(sample: str, delimiter: str) -> list[Fields]:
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter, strict=True)
    records: list[Fields] = []
    while len(records) <= _SAMPLE_ROWS:
        try:
            records.extend(islice(reader, _SAMPLE_ROWS + 1 - len(records)))
        except csv.Error:
            continue  # the reader goes on after the line; the fault is named when the whole file is read
        break
    return records


def _trimmed(found: _Candidate) -> _Candidate:
    """Take off the fields that only a delimiter at the end of each line makes."""
    above = [fields for fields in found.records[: found.header_at] if any(fields)]
    if not above or len(above[-1]) >= found.width or len(above[-1]) == 1:
        return found
    extra = found.width - len(above[-1])
    long = [fields for fields in found.records[found.header_at :] if len(fields) == found.width]
    if any(any(fields[-extra:]) for fields in long):
        return found
    header_at = max(i for i in range(found.header_at) if any(found.records[i]))
    return replace(found, width=found.width - extra, header_at=header_at, trailing=extra)


def _best(proven: Sequence[_Candidate], first: str) -> _Candidate | None:
    ranked = sorted(proven, key=lambda one: (one.share, one.width), reverse=True)
    if not ranked or ranked[0].share < _LEAST_SHARE:
        return None
    if len(ranked) > 1 and (ranked[0].share, ranked[0].width) == (ranked[1].share, ranked[1].width):
        raise _unproven(first)
    return ranked[0]


def _single_column(sample: str, given: str | None, skipped: int, *, whole: bool) -> _Candidate:
    """Return a table of one column, unless its header says that there are more."""
    first = sample.partition("\n")[0]
    others = [_candidate(sample, sign, skipped, whole=whole) for sign in DELIMITERS if sign != given]
    split = _best([one for one in others if one.width > 1], first) if given else None
    if split or any(sign in first for sign in DELIMITERS if sign != given and not given):
        raise _unproven(first)
    return _candidate(sample, given or ",", skipped, whole=whole)


def _check_header(found: _Candidate) -> None:
    """Refuse a file whose records are all longer than its header: nobody knows which column moved."""
    above = [fields for fields in found.records[: found.header_at] if any(fields)]
    if not above or found.trailing:
        return
    header = above[-1]
    first = found.records[found.header_at]
    longer = found.width - len(header)
    names = len(set(header)) == len(header) and all(header) and not any(map(_NUMBER.match, header))
    values = any(_NUMBER.match(field.strip()) for field in first)
    if names and longer > 0 and ((len(header) > 1 and (values or longer <= _FEW)) or (longer == 1 and values)):
        raise RefusalError(
            "E136",
            text(
                "{header} fields, as in the header; the rows are longer by {longer}",
                header=len(header),
                longer=longer,
            ),
            value=str(found.width),
            hint=text("a heading is missing, or a delimiter stands inside a field without quotes"),
            place=Place(row=found.header_at + found.skipped + 1),
        )


def _unproven(first: str) -> RefusalError:
    return RefusalError(
        "E134",
        text("a header that one delimiter cuts into columns (comma, tab, semicolon, bar or ，)"),
        value=first.strip("\r\n")[:_SHOWN_LINE],
        hint=text("write delimiter: in config/sources.yaml"),
        place=Place(row=1),
    )
