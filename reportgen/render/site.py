"""What the pages of a site share: stylesheets, script, search index."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from reportgen.policy.logo import Logo
from reportgen.render.clean import cleaned_text
from reportgen.render.html import template_text
from reportgen.render.styles import screen_sheet
from reportgen.render.viewmodel_pages import SearchEntry
from reportgen.render.worker import RenderedFile

COPIED = ("tokens.css", "screen.css", "site.js")


def assets(
    folders: tuple[Path, ...], accent: str, entries: Iterable[SearchEntry], logo: Logo | None = None
) -> Iterator[RenderedFile]:
    """Yield the files of an audience's ``assets/``; the index knows only what the audience may see."""
    for name in COPIED:
        yield RenderedFile(path=f"assets/{name}", content=template_text(folders, name).encode())
    yield RenderedFile(path="assets/brand.css", content=screen_sheet(accent, logo).encode())
    yield RenderedFile(path="assets/search.js", content=search_script(entries).encode())


def search_script(entries: Iterable[SearchEntry]) -> str:
    r"""Return the search index as a script, since a page opened from disk may not fetch.

    One line per entry: name, number of what is said about it, number of its address, words. What is said and
    where it leads stand once each, as many complaints of a client share both.

    >>> print(search_script([SearchEntry(name="</script>", about="", href="a.html", key="k")]), end="")
    window.REPORTGEN_SEARCH = {"said":[""],"places":["a.html"],"entries":[
    ["\u003c/script\u003e",0,0,"k"]
    ]};
    """
    said: dict[str, int] = {}
    places: dict[str, int] = {}
    lines = [
        _line(
            cleaned_text(one.name),
            said.setdefault(cleaned_text(one.about), len(said)),
            places.setdefault(cleaned_text(one.href), len(places)),
            cleaned_text(one.key),
        )
        for one in entries
    ]
    listed = ",\n".join(lines)
    shared = f'"said":{_line(*said)},"places":{_line(*places)}'
    return f'window.REPORTGEN_SEARCH = {{{shared},"entries":[\n{listed}\n]}};\n'


def _line(*values: str | int) -> str:
    """Return a list as a script may hold it: no tag of a page can end it."""
    line = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    return line.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
