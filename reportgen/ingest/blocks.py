"""Cells of a table as text, packed: five million rows fit where lists of strings would not."""

import json
import mmap
from array import array
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Self, overload

Row = tuple[str, ...]

BLOCK_ROWS = 4096
_SEPARATOR = "\x1f"
_AS_JSON = b"\xff"  # no UTF-8 text begins with it
_INLINE_BYTES = 4 << 20


class Cells(Sequence[Row]):
    """Rows of text, all of one width; reads like a list of tuples, and column by column.

    Stored in blocks of rows, in a block column by column, each as its cells joined by U+001F in
    UTF-8 (a cell that holds U+001F makes its piece JSON; a blank piece is empty). Large tables
    live in a file that is mapped, so it may be deleted once ``load`` has been called.
    """

    __slots__ = ("_block", "_buffer", "_count", "_ends", "_rows", "_source", "width")

    def __init__(self, source: bytes | Path, ends: Sequence[int], *, width: int, count: int) -> None:
        self.width = width
        self._source = source
        self._ends = ends
        self._count = count
        self._buffer: bytes | mmap.mmap | None = source if isinstance(source, bytes) else None
        self._block = -1
        self._rows: list[Row] = []

    @classmethod
    def of(cls, rows: Sequence[Sequence[str]]) -> "Cells":
        """Return the cells of ``rows``, shorter ones padded with blanks."""
        width = max((len(row) for row in rows), default=0)
        padded = [(*row, *[""] * (width - len(row))) for row in rows]
        pieces: list[bytes] = []
        for start in range(0, len(padded), BLOCK_ROWS):
            pieces += [packed(column)[0] for column in zip(*padded[start : start + BLOCK_ROWS], strict=True)]
        ends = array("Q", _running(len(piece) for piece in pieces))
        return cls(b"".join(pieces), ends, width=width, count=len(rows))

    def load(self) -> Self:
        """Take hold of the file behind the cells: small ones are read, large ones mapped."""
        self._held()
        return self

    def column(self, index: int) -> list[str]:
        """Return one column, top to bottom."""
        return [cell for block in range(self._blocks) for cell in self._piece(block, index)]

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> list[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | list[Row]:
        if isinstance(index, slice):
            start, stop, step = index.indices(self._count)
            if step == 1:
                return list(islice(self._from(start), max(0, stop - start)))
            return [self[i] for i in range(start, stop, step)]
        at = index + self._count if index < 0 else index
        if not 0 <= at < self._count:
            raise IndexError(index)
        block, inside = divmod(at, BLOCK_ROWS)
        if block != self._block:
            self._rows, self._block = self._decoded(block), block
        return self._rows[inside]

    def __iter__(self) -> Iterator[Row]:
        return self._from(0)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and len(self) == len(other) and all(map(_same, self, other))

    __hash__ = None  # type: ignore[assignment]  # compared by content, like a list

    def __repr__(self) -> str:
        return f"Cells({self._count} x {self.width})"

    def __reduce__(self) -> tuple[object, ...]:
        # To another process goes the file's name, or what was held of it once it is gone.
        there = isinstance(self._source, bytes) or self._source.exists()
        source = self._source if there else bytes(self._held())
        return _restored, (source, self._ends, self.width, self._count)

    def _held(self) -> bytes | mmap.mmap:
        if self._buffer is None:
            self._buffer = _contents(self._source) if isinstance(self._source, Path) else self._source
        return self._buffer

    @property
    def _blocks(self) -> int:
        return -(-self._count // BLOCK_ROWS)

    def _from(self, start: int) -> Iterator[Row]:
        first, inside = divmod(start, BLOCK_ROWS)
        for block in range(first, self._blocks):
            yield from islice(self._decoded(block), inside, None)
            inside = 0

    def _decoded(self, block: int) -> list[Row]:
        if not self.width:
            return [()] * self._height(block)
        return list(zip(*(self._piece(block, column) for column in range(self.width)), strict=True))

    def _height(self, block: int) -> int:
        return min(BLOCK_ROWS, self._count - block * BLOCK_ROWS)

    def _piece(self, block: int, column: int) -> list[str]:
        at = block * self.width + column
        piece = self._held()[self._ends[at - 1] if at else 0 : self._ends[at]]
        return _unpacked(piece, self._height(block))


class CellsWriter:
    """Writes blocks of columns to a file, and says where each piece ends."""

    def __init__(self, file: BinaryIO, path: Path, width: int) -> None:
        self._file = file
        self._path = path
        self._width = width
        self._ends = array("Q")
        self._at = 0
        self.count = 0

    def add(self, columns: Sequence[Sequence[str]], height: int) -> list[str]:
        """Append a block (all but the last have BLOCK_ROWS rows); return each column's joined text."""
        joined = []
        for column in columns:
            piece, whole = packed(column)
            joined.append(whole)
            self._file.write(piece)
            self._at += len(piece)
            self._ends.append(self._at)
        self.count += height
        return joined

    def cells(self) -> Cells:
        """Return what was written; the other process calls ``load``."""
        self._file.flush()
        return Cells(self._path, self._ends, width=self._width, count=self.count)


def packed(column: Sequence[str]) -> tuple[bytes, str]:
    """Return the stored form of some cells of one column, and their joined text."""
    whole = _SEPARATOR.join(column)
    if whole.count(_SEPARATOR) != len(column) - 1:
        return _AS_JSON + json.dumps(list(column)).encode(), whole
    if len(whole) == len(column) - 1:
        return b"", whole
    return whole.encode("utf-8", "surrogatepass"), whole


def _contents(path: Path) -> bytes | mmap.mmap:
    with path.open("rb") as file:
        if path.stat().st_size <= _INLINE_BYTES:
            return file.read()
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def _unpacked(piece: bytes, height: int) -> list[str]:
    if not piece:
        return [""] * height
    if piece[:1] == _AS_JSON:
        cells: list[str] = json.loads(piece[1:])
        return cells
    return piece.decode("utf-8", "surrogatepass").split(_SEPARATOR)


def _running(sizes: Iterator[int]) -> Iterator[int]:
    total = 0
    for size in sizes:
        total += size
        yield total


def _restored(source: bytes | Path, ends: Sequence[int], width: int, count: int) -> Cells:
    return Cells(source, ends, width=width, count=count)


def _same(one: object, other: object) -> bool:
    return isinstance(other, Sequence) and tuple(other) == one
