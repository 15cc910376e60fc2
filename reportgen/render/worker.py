"""One warm render worker: what a process keeps between reports, and what it does with one.

It reads templates and fonts at its start, and then nothing: no file, no network.
"""

import gc
import os
import resource
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from reportgen.model.language import Translate, translator
from reportgen.model.problem import Problem, Severity
from reportgen.model.text import text
from reportgen.policy.logo import Logo
from reportgen.policy.pdf import PdfRules
from reportgen.policy.profile import RenderLimits
from reportgen.render.attached import Attached
from reportgen.render.bilingual import merged, speaker, spoken
from reportgen.render.clean import CUT, bounded, cleaned_text, mapped
from reportgen.render.fonts import load_fonts, shown, write_fontconfig
from reportgen.render.html import TEMPLATE_ERRORS, Look, Medium, environment, html, template_problem, template_text
from reportgen.render.shorter import STEPS, Shortener, levels
from reportgen.render.styles import flattened, paper_sheet
from reportgen.render.viewmodel_pages import Page
from reportgen.render.watermark import watermark

if TYPE_CHECKING:
    from jinja2 import Environment

    from reportgen.render.pdf import Extras, Printer

    Printed = tuple[bytes, int, tuple[str, ...]]

SHEETS = ("tokens.css", "print.css")
RARE_COLLECTION = 100_000, 20, 100
"""A report makes some 100,000 objects that all die with it: looking for cycles more often cost a tenth."""
SPARE_SECONDS = 5
SUFFIX: dict[Medium, str] = {"screen": ".html", "print": ".pdf"}
A4 = (595.28, 841.89)
"""Points."""
MOST_BYTES = 150_000
"""Of a report's page on the screen."""
DATA_BOOK = "data/book.xlsx"
"""From the audience's folder."""
CUT_ROOM = 200
"""Characters beyond the limit of a comment, for the note of the cut."""
_MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderSetup:
    """What all reports of a build share; it can be sent to a worker."""

    folders: tuple[Path, ...]
    """Template folders, the workspace's first."""
    fonts: tuple[Path, ...]
    """Font files that the profile names, after the bundled ones."""
    locale: str
    accent: str
    logo: Logo | None = None
    made_on: date
    """The date in a PDF's metadata: the last day of the period."""
    limits: RenderLimits
    pdf: PdfRules = field(default_factory=PdfRules)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageJob:
    """One page to render: ``target`` is its path below the audience's folder, without a suffix."""

    template: str
    view: Page
    media: tuple[Medium, ...]
    target: str
    subject: str = ""
    """The client or office whose report it is."""
    attached: tuple[Attached, ...] = ()
    """What its PDF encloses."""
    english: Page | None = None
    """The same page in English where the report is bilingual; ``view`` is in Chinese then."""
    behind: Mapping[str, str] = field(default_factory=dict)
    """Address of a figure → where it is explained, from the audience's folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderedFile:
    """A finished file; ``sheets`` is a PDF's number of pages."""

    path: str
    content: bytes
    sheets: int = 0


class Worker:
    """Fonts, templates and stylesheets, read once."""

    def __init__(self, setup: RenderSetup, scratch: Path) -> None:
        self._setup = setup
        self.seconds = setup.limits.seconds
        self._fonts, self.problems = load_fonts(setup.fonts)
        self._translate = translator(setup.locale)
        os.environ["FONTCONFIG_FILE"] = str(write_fontconfig(self._fonts, scratch))
        moment = datetime.combine(setup.made_on, time(0), UTC)
        os.environ["SOURCE_DATE_EPOCH"] = str(int(moment.timestamp()))
        look = Look(folders=setup.folders, families=self._fonts.families, made_on=setup.made_on)
        self.templates: Environment = environment(look, self._translate)
        self._chinese, self._english = translator("zh"), translator("en")
        self._bilingual: Environment = environment(look, speaker(self._chinese, self._english))
        self._printer: Printer | None = None
        self._marks: dict[str, bytes] = {}

    def rendered(self, job: PageJob) -> tuple[RenderedFile | Problem, ...]:
        """Return the files of one job, and what was wrong on the way."""
        out: list[RenderedFile | Problem] = []
        for medium in job.media:
            path = job.target + SUFFIX[medium]
            versions, missing = self._versions(job, medium)
            out += [_missing(path, missing)] if missing else []
            try:
                page = self._page(job, versions, medium)
            except TEMPLATE_ERRORS as error:
                return (*out, template_problem(error, job.template))
            if medium == "screen":
                out.append(RenderedFile(path=path, content=self._light(job, versions, page.encode())))
            else:
                out += self._printed(path, job, page)
        return tuple(out)

    def printer(self) -> "Printer":
        """Return the printer, made at its first use; WeasyPrint then finds this worker's fonts."""
        if self._printer is None:
            from reportgen.render.fetcher import show
            from reportgen.render.pdf import Printer

            sheets = [template_text(self._setup.folders, name) for name in SHEETS]
            setup = self._setup
            if setup.logo:
                show(setup.logo)
            sheets.append(paper_sheet(self._fonts.families, setup.accent, self._translate, setup.logo))
            self._printer = Printer(flattened(*sheets))
        return self._printer

    def _versions(self, job: PageJob, medium: Medium) -> tuple[tuple[Page, ...], set[str]]:
        """Return the safe views of a page, the English one after the other, and what no font has."""
        shown_views = [self._shown(one, medium) for one in (job.view, job.english) if one is not None]
        return tuple(view for view, _ in shown_views), {c for _, missing in shown_views for c in missing}

    def _page(self, job: PageJob, versions: tuple[Page, ...], medium: Medium) -> str:
        """Return a page in its language, or in both."""
        if job.english is None:
            return html(self.templates, job.template, versions[0], medium, job.behind)
        return spoken(html(self._bilingual, job.template, merged(*versions), medium, job.behind))

    def _light(self, job: PageJob, versions: tuple[Page, ...], page: bytes) -> bytes:
        """Return a report's page, its lists shortened until it is light enough to open from a share or a mail."""
        root = job.view.edition.root
        shorteners = [Shortener(say=say, page=root + DATA_BOOK, paper=False) for say in self._speakers(job)]
        for most in STEPS if self._setup.pdf.pages.of(job.template) else ():
            if len(page) < MOST_BYTES:
                break
            cut = [one.cut(view, most) for one, view in zip(shorteners, versions, strict=True)]
            page = self._page(job, tuple(cut), "screen").encode()
        return page

    def _speakers(self, job: PageJob) -> tuple[Translate, ...]:
        return (self._translate,) if job.english is None else (self._chinese, self._english)

    def _shown(self, view: Page, medium: Medium) -> tuple[Page, set[str]]:
        """Return the view with safe strings; on paper ▢ stands for a character that no font has."""
        limit = self._setup.limits.comment_characters + CUT_ROOM
        missing: set[str] = set()

        def change(words: str) -> str:
            clean = cleaned_text(words)
            safe = bounded(clean, limit)
            if safe != clean:
                safe += CUT
            return safe if medium == "screen" else shown(safe, self._fonts, missing)

        return mapped(view, change), missing

    def _printed(self, path: str, job: PageJob, page: str) -> list[RenderedFile | Problem]:
        """Return the PDF of a page and what was said of it; a report over its pages is printed again, shorter."""
        from weasyprint.urls import FatalURLFetchingError

        extras = self._extras(job)
        try:
            content, number, said = self.printer().pdf(page, extras)
            limit = self._setup.pdf.pages.of(job.template)
            if limit is not None and number > limit:
                content, number, more = self._shortened(path, job, limit, extras)
                said = (*said, *more)
        except (ET.ParseError, FatalURLFetchingError) as error:
            return [template_problem(error, job.template)]
        problems = [_said(path, one) for one in dict.fromkeys((*self.printer().said, *said))]
        if number > self._setup.limits.pages:
            return [*problems, _too_long(path, number, self._setup.limits.pages)]
        if limit is not None and number > limit:
            problems.append(_over_its_pages(path, number, limit))
        return [*problems, RenderedFile(path=path, content=content, sheets=number)]

    def _shortened(self, path: str, job: PageJob, limit: int, extras: "Extras") -> "Printed":
        """Return the report with as many rows and sections as its pages hold, or with the fewest."""
        versions, _ = self._versions(job, "print")
        name = f"{path.rpartition('/')[2].removesuffix('.pdf')}.html"
        shorteners = [Shortener(say=say, page=name) for say in self._speakers(job)]
        low, high = 0, levels() - 1
        found: dict[int, Printed] = {}
        while low <= high:
            middle = (low + high) // 2
            cut = [one.level(view, middle) for one, view in zip(shorteners, versions, strict=True)]
            page = self._page(job, tuple(cut), "print")
            found[middle] = self.printer().pdf(page, extras)
            if found[middle][1] <= limit:
                high = middle - 1
            else:
                low = middle + 1
        return found[min(low, levels() - 1)]

    def _extras(self, job: PageJob) -> "Extras":
        from reportgen.render.pdf import Extras

        word = job.view.edition.watermark
        if word not in self._marks:
            self._marks[word] = watermark(word, self._fonts, A4) if word else b""
        return Extras(
            variant=self._setup.pdf.variant,
            attached=job.attached,
            made_on=self._setup.made_on,
            under=self._marks[word],
        )


_worker: Worker | None = None


def start(setup: RenderSetup, parent: str) -> None:
    """Make this process a worker: limits, no network, everything read."""
    global _worker  # noqa: PLW0603  # the process is the worker
    most = setup.limits.memory_mb * _MEGABYTE
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    sys.addaudithook(_no_network)
    _worker = Worker(setup, Path(tempfile.mkdtemp(dir=parent)))
    _worker.printer()
    gc.collect()
    gc.freeze()
    gc.set_threshold(*RARE_COLLECTION)


def work(job: PageJob) -> tuple[RenderedFile | Problem, ...]:
    """Return what the process' worker makes of a job; beyond its seconds of CPU the process ends."""
    if _worker is None:
        raise RuntimeError("start() comes first")
    limit_cpu(_worker.seconds)
    return _worker.rendered(job)


def limit_cpu(seconds: int) -> None:
    """Let this process use so many more seconds of CPU."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    soft = int(used.ru_utime + used.ru_stime) + seconds + SPARE_SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard))


def _no_network(event: str, _: tuple[object, ...]) -> None:
    if event in ("socket.connect", "socket.getaddrinfo", "urllib.Request"):
        raise PermissionError("a render worker has no network")


def _missing(path: str, characters: set[str]) -> Problem:
    points = " ".join(f"U+{ord(c):04X}" for c in sorted(characters))
    return Problem(
        code="W421",
        severity=Severity.WARNING,
        file=path,
        value=points,
        expected=text("characters that the fonts of the report have; ▢ stands for the others"),
        hint=text("name a font file that has them under fonts in config/profile.yaml"),
    )


def _said(path: str, words: str) -> Problem:
    return Problem(
        code="W423",
        severity=Severity.WARNING,
        file=path,
        value=words,
        expected=text("a page that the PDF renderer takes without a warning"),
        hint=text("look at the templates and stylesheets of the workspace"),
    )


def _over_its_pages(path: str, number: int, most: int) -> Problem:
    return Problem(
        code="W424",
        severity=Severity.WARNING,
        file=path,
        value=str(number),
        expected=text("at most {n} pages, with every list at its shortest", n=most),
        hint=text("look for the section that grew, or raise pdf: pages in config/profile.yaml"),
    )


def _too_long(path: str, number: int, most: int) -> Problem:
    return Problem(
        code="E402",
        severity=Severity.REFUSED,
        file=path,
        value=str(number),
        expected=text("at most {n} pages", n=most),
        hint=text("raise render_limits in config/profile.yaml, or show fewer rows"),
    )
