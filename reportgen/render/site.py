"""What the pages of a site share: stylesheets, script, search index."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path

from reportgen.render.clean import cleaned_text
from reportgen.render.html import template_text
from reportgen.render.styles import screen_sheet
from reportgen.render.viewmodel_pages import SearchEntry
from reportgen.render.worker import RenderedFile

COPIED = ("tokens.css", "screen.css", "site.js")


def assets(folders: tuple[Path, ...], accent: str, entries: Iterable[SearchEntry]) -> Iterator[RenderedFile]:
    """Yield the files of an audience's ``assets/``; the index knows only what the audience may see."""
    for name in COPIED:
        yield RenderedFile(path=f"assets/{name}", content=template_text(folders, name).encode())
    yield RenderedFile(path="assets/brand.css", content=screen_sheet(accent).encode())
    yield RenderedFile(path="assets/search.js", content=search_script(entries).encode())


def search_script(entries: Iterable[SearchEntry]) -> str:
    r"""Return the search index as a script, since a page opened from disk may not fetch.

    >>> print(search_script([SearchEntry(name="</script>", about="", href="a.html", key="k")]), end="")
    window.REPORTGEN_SEARCH = [
    {"name": "\u003c/script\u003e", "about": "", "href": "a.html", "key": "k"}
    ];
    """
    lines = (
        json.dumps({key: cleaned_text(value) for key, value in asdict(entry).items()}, ensure_ascii=False)
        for entry in entries
    )
    safe = (line.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026") for line in lines)
    return "window.REPORTGEN_SEARCH = [\n" + ",\n".join(safe) + "\n];\n"
