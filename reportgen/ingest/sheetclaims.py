"""Which rule reads which sheet of a workbook, and which sheets a pattern leaves out."""

from collections.abc import Iterable, Iterator, Sequence
from fnmatch import fnmatchcase

from reportgen.ingest.files import Claim, Claims
from reportgen.ingest.headers import headings_found
from reportgen.ingest.sheet import Sheet
from reportgen.model.folding import folded
from reportgen.model.problem import Problem, Severity
from reportgen.model.text import text

_SIGNS = "*?["
_HEADINGS = frozenset({"E152", "E154"})
_STRANGE = 1
"""A sheet in which no more of the rule's headings stand is none of its tables."""


def claimed_sheets(sheets: Iterable[Sheet], claims: Claims) -> Iterator[tuple[Sheet, Claim]]:
    """Yield every sheet once, with the rule that reads it.

    Several rules may read one workbook. A rule that writes a sheet's name out goes before one whose
    pattern fits it, so that ``*`` stands for the sheets that no other rule names.
    """
    seen: set[tuple[str, str]] = set()
    for sheet in sheets:
        if (sheet.file, sheet.sheet) not in seen:
            seen.add((sheet.file, sheet.sheet))
            yield sheet, _claim(sheet, [claim for claim in claims.claims if claim.file == sheet.file])


def is_pattern(name: str | None) -> bool:
    """Whether a rule's sheet is a pattern for several.

    >>> is_pattern("*月"), is_pattern("台账"), is_pattern(None)
    (True, False, False)
    """
    return any(sign in (name or "") for sign in _SIGNS)


def _claim(sheet: Sheet, own: Sequence[Claim]) -> Claim:
    name = folded(sheet.sheet).casefold()
    spelled = [(claim, folded(claim.source.sheet or "").casefold()) for claim in own]
    exact = [claim for claim, one in spelled if one == name]
    fitting = [claim for claim, one in spelled if one and fnmatchcase(name, one)]
    return next(iter((*exact, *fitting)), own[0])


def left_out(sheet: Sheet, claim: Claim, problems: Sequence[Problem], *, others: bool) -> list[Problem]:
    """Return the Problems of a sheet without a table; a note where it is none of the rule's tables.

    In:      problems: why it has no table; others: whether another sheet of the workbook has one under
             the same rule. Only a pattern may leave sheets out, and only such as hold none, or one, of
             its headings; a sheet with most of them and without a required one stays refused.
    Source:  fault catalogue, A23 and C04.
    """
    missed = [problem for problem in problems if problem.code in _HEADINGS]
    if not (others and missed and is_pattern(claim.source.sheet)):
        return list(problems)
    if headings_found(sheet, claim.source) > _STRANGE:
        return list(problems)
    note = Problem(
        code="W172",
        severity=Severity.NOTE,
        file=sheet.file,
        sheet=sheet.sheet,
        value=str(sheet.records),
        expected=text("a sheet with the rule's headings; this one has none of them, and its rows were left out"),
        hint=text("Nothing, if it is not meant to be read."),
    )
    return [*(problem for problem in problems if problem not in missed), note]
