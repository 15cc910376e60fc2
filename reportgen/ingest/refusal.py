"""Why a file is not read: raised deep inside a reader, caught where the file was opened."""

from typing import NamedTuple

from reportgen.model.problem import Problem, Severity
from reportgen.model.text import Text

NO_HINT = Text("")


class Place(NamedTuple):
    """Where in a file, as far as it is known."""

    sheet: str = ""
    row: int | None = None
    column: str = ""


WHOLE_FILE = Place()


class RefusalError(Exception):
    """A fault that ends the reading of one file; it becomes one Problem, never a traceback."""

    def __init__(
        self, code: str, expected: Text, *, value: str = "", hint: Text = NO_HINT, place: Place = WHOLE_FILE
    ) -> None:
        super().__init__(code, str(expected))
        self.code = code
        self.expected = expected
        self.value = value
        self.hint = hint
        self.place = place

    def problem(self, file: str, severity: Severity = Severity.REFUSED) -> Problem:
        """Return it as the Problem of ``file``."""
        return Problem(
            code=self.code,
            severity=severity,
            file=file,
            sheet=self.place.sheet,
            row=self.place.row,
            column=self.place.column,
            value=self.value,
            expected=self.expected,
            hint=self.hint,
        )
