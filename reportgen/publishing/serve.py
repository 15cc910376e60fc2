"""Show a period on this machine, and build it again when a template, a rule or an export changes."""

import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.model.period import Period
from reportgen.model.text import Text, text
from reportgen.outcome import Outcome
from reportgen.pipeline import Exit, Request, Run, build
from reportgen.policy.load import load_config
from reportgen.policy.shipped import template_folders
from reportgen.publishing.pages import page
from reportgen.publishing.preview import HOST, Shown, server
from reportgen.publishing.watching import Seen, changed, seen

if TYPE_CHECKING:
    from reportgen.policy.config import Config

PAUSE = 0.5
"""Seconds between two looks; a change counts when the next look sees nothing further."""
TEMPLATE = "preview.html.j2"


@dataclass(frozen=True, slots=True, kw_only=True)
class Teller:
    """Who is told of what happens: each build, and each sentence."""

    built: Callable[[Run], None]
    said: Callable[[Text], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shop:
    """What stands behind the preview."""

    request: Request
    shown: Shown
    teller: Teller
    build: Callable[[Request], Run] = build
    pause: float = PAUSE


def serve(request: Request, teller: Teller, *, port: int, audience: str = "") -> Outcome:
    """Show the pages of a period until the process is interrupted; the output folder is never touched.

    Only HTML is built, into a folder of this process that goes with it.
    """
    config, problems = load_config(request.root)
    if config is None:
        return Outcome(exit=Exit.USAGE, problems=tuple(problems))
    locale = request.locale or config.profile.locale
    shown = Shown(audience)
    try:
        web = server(shown, port)
    except OSError:
        taken = text("port {port} of this machine is taken; give another with --port", port=port)
        return Outcome(exit=Exit.USAGE, said=(taken,), locale=locale)
    shop = Shop(request=replace(request, formats=frozenset({"html"})), shown=shown, teller=teller)
    shown.front = partial(_front, config, locale, str(request.period))
    with tempfile.TemporaryDirectory(prefix="reportgen-") as folder, web:
        threading.Thread(target=web.serve_forever, daemon=True).start()
        try:
            first = rebuilt(shop, Path(folder) / "0")
            if first.output is None:
                return Outcome(exit=first.exit, locale=locale)
            if audience and audience not in shown.audiences:
                unknown = text("there are no pages for {audience}", audience=audience)
                return Outcome(exit=Exit.USAGE, said=(unknown,), locale=locale)
            teller.said(text("look at {address}; end with Ctrl-C", address=address(web)))
            watched(shop, Path(folder), stop=threading.Event())
        finally:
            web.shutdown()
    return Outcome(exit=Exit.DONE, locale=locale)


def address(web: ThreadingHTTPServer) -> str:
    """Return what to type into a browser."""
    return f"http://{HOST}:{web.server_port}/"


def watched(shop: Shop, folder: Path, stop: threading.Event) -> None:
    """Build again after each change, until ``stop`` is set; what cannot be built leaves the pages before."""
    before = seen(places(shop.request))
    round_ = 0
    while not stop.is_set():
        time.sleep(shop.pause)
        now = seen(places(shop.request))
        paths = changed(before, now)
        if not paths:
            continue
        now = _settled(shop, now)
        before, round_ = now, round_ + 1
        shop.teller.said(text("{file} has changed; building again", file=Path(paths[0]).name))
        rebuilt(shop, folder / str(round_))


def places(request: Request) -> list[Path]:
    """Return the folders whose files make a difference to the period."""
    exports = [path for path in sorted((request.root / "surveys").glob("*/")) if _until(path.name, request.period)]
    return [request.root / "config", *template_folders(request.root), *exports]


def rebuilt(shop: Shop, folder: Path) -> Run:
    """Build into ``folder`` and show it, if there is something to show; the folder shown before goes."""
    run = shop.build(replace(shop.request, output=folder))
    shop.teller.built(run)
    if run.output is None:
        shutil.rmtree(folder, ignore_errors=True)
        return run
    old = shop.shown.folder
    shop.shown.put(run.output)
    if old is not None:
        shutil.rmtree(old, ignore_errors=True)
    return run


def _settled(shop: Shop, now: Seen) -> Seen:
    """Wait until whoever writes has written all."""
    while True:
        time.sleep(shop.pause)
        later = seen(places(shop.request))
        if later == now:
            return now
        now = later


def _front(config: "Config", locale: str, period: str, ways: Mapping[str, Iterable[str]]) -> bytes:
    return page(TEMPLATE, config, locale, period=period, audiences={one: list(ways[one]) for one in ways})


def _until(name: str, period: Period) -> bool:
    try:
        return Period.parse(name).start <= period.start
    except ValueError:
        return False
