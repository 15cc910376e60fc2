"""A sheet whose rule names its platform: the layout that the platform's recogniser finds."""

from collections.abc import Iterable
from pathlib import PurePosixPath

from reportgen.ingest.files import Claim, Claims, shared_start
from reportgen.ingest.platforms.layout import Kind, Layout, Structure
from reportgen.ingest.platforms.questionnaire import structure_of
from reportgen.ingest.platforms.registry import PLATFORMS
from reportgen.ingest.sheet import Sheet
from reportgen.ingest.table import Table
from reportgen.model.problem import Problem, Severity
from reportgen.model.text import text


def structure_sheets(sheets: Iterable[Sheet], claims: Claims) -> dict[str, list[Sheet]]:
    """Return file → its sheets, of the questionnaire files alone."""
    asked = {claim.file for claim in claims.structures}
    found: dict[str, list[Sheet]] = {}
    for sheet in sheets:
        if sheet.file in asked:
            found.setdefault(sheet.file, []).append(sheet)
    return found


def laid_out(
    sheet: Sheet, claim: Claim, claims: Claims, questionnaires: dict[str, list[Sheet]]
) -> tuple[Layout | None, list[Problem]]:
    """Return how the platform of a rule laid out a sheet, or the Problem that refuses it."""
    platform = claim.source.platform or ""
    structure, problems = _structure(claim, claims, questionnaires)
    layout = PLATFORMS[platform](sheet, structure)
    if layout is None:
        return None, [*problems, _foreign(sheet, platform)]
    return layout, problems


def _structure(
    claim: Claim, claims: Claims, questionnaires: dict[str, list[Sheet]]
) -> tuple[Structure | None, list[Problem]]:
    """Return the questionnaire beside a file: of several in its folder the one whose name is most alike."""
    folder = PurePosixPath(claim.file).parent
    beside = [
        one.file
        for one in claims.structures
        if one.source is claim.source and PurePosixPath(one.file).parent == folder and one.file in questionnaires
    ]
    beside.sort(key=lambda file: (-shared_start(file, claim.file), file))
    problems: list[Problem] = []
    for file in beside:
        found = (structure_of(sheet, claim.source.platform or "") for sheet in questionnaires[file])
        structure = next((one for one in found if one), None)
        if structure:
            return structure, problems
        problems.append(_no_questionnaire(questionnaires[file][0]))
    return None, problems


def _foreign(sheet: Sheet, platform: str) -> Problem:
    first = next((row for row in sheet.cells if any(row)), ())
    return Problem(
        code="E167",
        severity=Severity.REFUSED,
        file=sheet.file,
        sheet=sheet.sheet,
        row=1,
        value=" | ".join(cell for cell in first if cell),
        expected=text("a sheet as {platform} exports it", platform=platform),
        hint=text("Export it again without changing its first rows, or leave out platform and map its headings."),
    )


def _no_questionnaire(sheet: Sheet) -> Problem:
    return Problem(
        code="W171",
        severity=Severity.WARNING,
        file=sheet.file,
        sheet=sheet.sheet,
        expected=text("a table of questions with the headings question, wording, option and label"),
        hint=text("docs/platforms.md shows one; without it codes of options have no words."),
    )


def bare_codes(table: Table) -> list[Problem]:
    """Return the warning on questions whose cells are numbers of options that nothing names."""
    if table.layout is None or not table.layout.coded or not table.rows:
        return []
    headings = [
        column.heading
        for column in table.columns.values()
        if column.question and column.question.kind is Kind.SINGLE and not column.question.options
    ]
    if not headings:
        return []
    return [
        Problem(
            code="W168",
            severity=Severity.WARNING,
            file=table.sheet.file,
            sheet=table.sheet.sheet,
            row=table.below,
            value=" | ".join(headings),
            expected=text("words of answers, or a questionnaire file; numbers of options were read as answers"),
            hint=text("Add the export of texts, or name a questionnaire file under structure."),
        )
    ]
