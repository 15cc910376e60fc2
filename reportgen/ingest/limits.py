"""How much of an input is read before it is refused."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportgen.policy.profile import InputLimits

MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Sizes in bytes, times in seconds; the defaults hold where the profile says nothing."""

    workbook_bytes: int = 50 * MEGABYTE
    csv_bytes: int = 1000 * MEGABYTE
    unzipped_bytes: int = 256 * MEGABYTE
    """Of one part of a workbook; all its parts together may hold four times as much."""
    zip_entries: int = 10_000
    workbook_rows: int = 200_000
    csv_rows: int = 5_000_000
    columns: int = 2_048
    cells: int = 20_000_000
    """Of the rectangle from A1 to the last cell of a sheet: a parser lays it out in memory."""
    cell_characters: int = 131_072
    faulty_rows: int = 100_000
    """More rows set aside than this are not listed: the file is refused."""
    parse_bytes: int = 2048 * MEGABYTE
    parse_cpu_seconds: int = 120
    parse_seconds: int = 600
    """On the wall clock, for a file system that hangs."""

    @classmethod
    def of(cls, chosen: "InputLimits") -> "Limits":
        """Return the limits that the profile states."""
        return cls(
            workbook_bytes=chosen.file_mb * MEGABYTE,
            csv_bytes=chosen.csv_mb * MEGABYTE,
            unzipped_bytes=chosen.unzipped_mb * MEGABYTE,
            zip_entries=chosen.zip_entries,
            workbook_rows=chosen.workbook_rows,
            csv_rows=chosen.csv_rows,
            columns=chosen.columns,
            cell_characters=chosen.cell_characters,
            parse_bytes=chosen.parse_mb * MEGABYTE,
            parse_cpu_seconds=chosen.parse_seconds,
            parse_seconds=5 * chosen.parse_seconds,
        )
