"""Small grey pictures of the invented quarter's printed pages, and where two of them differ.

python -m tests.render.pictures    renew those that are kept in pictured/, after a change that was meant
"""

import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pypdfium2  # type: ignore[import-untyped]
from PIL import Image
from scipy import ndimage

from reportgen.render.viewmodel_pages import Page
from reportgen.render.worker import PageJob, RenderedFile, Worker
from tests.render.conftest import SETUP
from tests.render.quarter_client import CLIENT
from tests.render.quarter_management import MANAGEMENT
from tests.render.quarter_office import OFFICE

KEPT = Path(__file__).parent / "pictured"
REPORTS: dict[str, Page] = {"client": CLIENT, "office": OFFICE, "management": MANAGEMENT}
DPI = 48
"""4 pixels of the stylesheet are 3 points on paper and 2 pixels of a picture; what may move is less than one."""
STEP = 17
"""Pictures have 16 greys, from 0 to 255."""
AROUND = 3

Picture = npt.NDArray[np.int16]


@dataclass(frozen=True, slots=True)
class Differing:
    """How many pixels differ, and the box around them, in points from the page's top left."""

    pixels: int
    left: int
    top: int
    right: int
    bottom: int

    def __str__(self) -> str:
        return f"{self.pixels} pixels between {self.left}, {self.top} and {self.right}, {self.bottom} pt"


def pictures(name: str, pdf: bytes) -> dict[str, Picture]:
    """One picture a page, by the name of its file."""
    with pypdfium2.PdfDocument(pdf) as document:
        return {f"{name}-{number + 1}.png": _picture(document[number]) for number in range(len(document))}


def _picture(page: pypdfium2.PdfPage) -> Picture:
    grey = np.asarray(page.render(scale=DPI / 72, grayscale=True).to_pil(), dtype=np.int16)
    return (grey + STEP // 2) // STEP * STEP


def kept(name: str) -> dict[str, Picture]:
    """The pictures of a report that are kept."""
    return {path.name: _read(path) for path in sorted(KEPT.glob(f"{name}-*.png"))}


def _read(path: Path) -> Picture:
    with Image.open(path) as image:
        return np.asarray(image, dtype=np.int16) * STEP


def differing(before: Picture, now: Picture) -> Differing | None:
    """Where two pictures of a page differ by more than their antialiasing.

    An edge that falls elsewhere within a pixel mixes the greys of its neighbours in another proportion. So a
    pixel may have any grey between the lightest and the darkest of the nine around it in the other picture,
    and one step beyond for the rounding to 16 greys. Nothing else may differ, in not a single pixel.
    """
    if before.shape != now.shape:
        high, wide = now.shape
        return _box(np.ones((high, wide), dtype=bool))
    apart = _beyond(before, now) | _beyond(now, before)
    return _box(apart) if apart.any() else None


def _beyond(one: Picture, other: Picture) -> npt.NDArray[np.bool_]:
    """The pixels of one picture that the other's neighbourhood cannot explain."""
    darkest = ndimage.minimum_filter(other, AROUND, mode="nearest") - STEP
    lightest = ndimage.maximum_filter(other, AROUND, mode="nearest") + STEP
    found: npt.NDArray[np.bool_] = (one < darkest) | (one > lightest)
    return found


def _box(apart: npt.NDArray[np.bool_]) -> Differing:
    rows, columns = np.nonzero(apart)
    left, top, right, bottom = (
        int(edge) * 72 // DPI for edge in (columns.min(), rows.min(), columns.max() + 1, rows.max() + 1)
    )
    return Differing(int(apart.sum()), left, top, right, bottom)


def compared(before: dict[str, Picture], now: dict[str, Picture]) -> dict[str, str]:
    """What differs, by page: pages that are new or gone, and places on the others."""
    found = dict.fromkeys(now.keys() - before.keys(), "is new")
    found |= dict.fromkeys(before.keys() - now.keys(), "is gone")
    for name in before.keys() & now.keys():
        where = differing(before[name], now[name])
        if where:
            found[name] = str(where)
    return dict(sorted(found.items()))


def printed(rendered: Callable[[str, Page], bytes]) -> Iterator[tuple[str, dict[str, Picture]]]:
    """The pictures of every report."""
    for name, view in REPORTS.items():
        yield name, pictures(name, rendered(name, view))


def main() -> int:
    """Renew what is kept."""
    with tempfile.TemporaryDirectory() as scratch:
        worker = Worker(SETUP, Path(scratch))

        def by_worker(name: str, view: Page) -> bytes:
            out = worker.rendered(PageJob(template=name, view=view, media=("print",), target=name))
            (file,) = (one for one in out if isinstance(one, RenderedFile))
            return file.content

        KEPT.mkdir(exist_ok=True)
        for name, pages in printed(by_worker):
            said = compared(kept(name), pages)
            for path in KEPT.glob(f"{name}-*.png"):
                if path.name in said:
                    path.unlink()
            for file in said.keys() & pages.keys():
                save(pages[file], KEPT / file)
            print(f"{name}: " + ("; ".join(f"{file}: {what}" for file, what in said.items()) or "as it was"))
    return 0


def save(picture: Picture, path: Path) -> None:
    """Write a picture with 4 bits a pixel."""
    image = Image.fromarray((picture // STEP).astype(np.uint8), mode="P")
    image.putpalette([value for grey in range(16) for value in (grey * STEP,) * 3])
    image.save(path, bits=4, optimize=True)


if __name__ == "__main__":
    sys.exit(main())
