"""Which periods stand beside each other, one small script per audience: the site's period switch reads it.

It stands outside the periods' folders, so that a closed period keeps its bytes. A page finds it by where it
stands itself: ``<period>/<audience>/`` looks in ``periods/<audience>.js`` beside the periods, and
``<audience>/<period>/``, as published, in ``<audience>/periods.js``.
"""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from reportgen.deliver.stage import FILE_MODE, DeliveryError, opened
from reportgen.model.period import Period

FOLDER = "periods"
_DATA = "data"


def write_periods(output: Path) -> None:
    """Write the list of every audience below ``output``, each of its own pages only; unchanged ones stay.

    Raises:  DeliveryError E502.
    """
    pages = built_pages(output)
    folder = output / FOLDER
    try:
        opened(folder)
        for audience, periods in pages.items():
            _replaced(folder / f"{audience}.js", periods_script(periods))
        for path in folder.glob("*.js"):
            if path.stem not in pages:
                path.unlink()
    except OSError as error:
        raise DeliveryError("E502", folder, error) from error


def built_pages(output: Path) -> dict[str, dict[str, list[str]]]:
    """Return audience → period → its pages, of the periods built into ``output``."""
    found: dict[str, dict[str, list[str]]] = {}
    for folder in sorted(output.iterdir()):
        if _period(folder.name) and folder.is_dir():
            for audience in sorted(folder.iterdir()):
                if audience.name != _DATA and (audience / "index.html").is_file():
                    found.setdefault(audience.name, {})[folder.name] = pages_of(audience)
    return found


def pages_of(folder: Path) -> list[str]:
    """Return the pages below ``folder``, as links from it name them."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.html"))


def periods_script(pages: Mapping[str, Iterable[str]]) -> bytes:
    """Return one audience's periods, latest first, and which pages of another period each of them lacks.

    Most pages stand in every period: to name those that do not keeps ten thousand clients small.

    >>> print(periods_script({"2026Q2": ["a.html"], "2026Q3": ["a.html", "b.html"]}).decode(), end="")
    window.REPORTGEN_PERIODS = {"periods":["2026Q3","2026Q2"],"absent":{"2026Q2":["b.html"]}};
    """
    there = {period: set(names) for period, names in pages.items()}
    every = set().union(*there.values())
    latest = sorted(there, key=lambda one: (Period.parse(one).end, one), reverse=True)
    absent = {one: sorted(every - there[one]) for one in latest if every - there[one]}
    said = json.dumps({"periods": latest, "absent": absent}, ensure_ascii=True, separators=(",", ":"))
    return f"window.REPORTGEN_PERIODS = {said.replace('<', chr(92) + 'u003c')};\n".encode()


def _period(name: str) -> bool:
    try:
        Period.parse(name)
    except ValueError:
        return False
    return True


def _replaced(path: Path, content: bytes) -> None:
    """Write a file by one rename, where it differs."""
    if path.is_file() and path.read_bytes() == content:
        return
    temporary = path.with_name(f".{path.name}.new")
    temporary.write_bytes(content)
    temporary.chmod(FILE_MODE)
    temporary.replace(path)
