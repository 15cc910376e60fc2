"""Faults in inputs: collected, shown to their owner, never raised one by one."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from reportgen.model.text import Text

SHOWN_VALUE = 40
COLUMNS = ("code", "severity", "file", "sheet", "row", "column", "value", "expected", "hint")
"""Of a problem as a record: problems.csv, and the JSON of `reportgen check`."""


class Severity(StrEnum):
    """What happened to the value, row or file."""

    NOTE = "note"
    WARNING = "warning"
    SET_ASIDE = "set_aside"
    REFUSED = "refused"


def shown(value: str, limit: int = SHOWN_VALUE) -> str:
    r"""Return ``value`` as found, control characters escaped, cut at ``limit``.

    >>> shown("a\tb"), shown("x" * 50)[-3:]
    ('a\\u0009b', 'xx…')
    """
    safe = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in value)
    return safe if len(safe) <= limit else safe[: limit - 1] + "…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One fault in one cell, row or file.

    ``row`` is the row a spreadsheet shows (header included), in YAML the line. ``expected`` says
    positively what would have been right. ``hint`` is the next thing to do, or empty.
    """

    code: str
    severity: Severity
    file: str
    sheet: str = ""
    row: int | None = None
    column: str = ""
    value: str = ""
    expected: Text
    hint: Text = field(default_factory=lambda: Text(""))

    @property
    def place(self) -> str:
        """Where it is: ``file[sheet]:row:column``."""
        sheet = f"[{self.sheet}]" if self.sheet else ""
        row = f":{self.row}" if self.row is not None else ""
        column = f":{self.column}" if self.column else ""
        return f"{self.file}{sheet}{row}{column}"

    @property
    def record(self) -> tuple[str | int | None, ...]:
        """The values of ``COLUMNS``, its texts in English."""
        head = (self.code, self.severity.value, self.file, self.sheet, self.row)
        return (*head, self.column, self.value, str(self.expected), str(self.hint))

    def said(self, translate: Callable[[str], str] = str) -> str:
        """Return the message for a person, in the language of ``translate``."""
        got = translate("got {value}, expected {expected}").format(
            value=f"'{shown(self.value)}'", expected=self.expected.said(translate)
        )
        hint = self.hint.said(translate)
        word = translate("hint")
        tail = f"\n    {word}: {hint}" if hint else ""
        return f"{self.place}: {got} [{self.code}]{tail}"

    def __str__(self) -> str:
        """Return the English message."""
        return self.said()
