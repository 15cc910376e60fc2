"""What every page carries: company, period, readers, build, navigation."""

from dataclasses import replace

from reportgen.model.text import msg
from reportgen.policy.pack import Pack
from reportgen.render.viewmodel import Edition, Link
from reportgen.render.views.book import Book

_PERIOD_WORDS = {
    "Q": (msg("Q{number} {year}"), 3),
    "H": (msg("half-year {number} of {year}"), 6),
    "Y": (msg("{year}"), 12),
    "M": (msg("{year}-{number}"), 1),
}


_ORDINALS = (msg("1"), msg("2"), msg("3"), msg("4"))
_SPOKEN = frozenset({3, 6})
_WORDS = {"credit": msg("for the credit committee only"), "management": msg("for management only")}


def period_words(book: Book) -> str:
    """Return the period in words: 2026 年第三季度, Q3 2026."""
    lang, period = book.lang, book.window.period
    pattern, months = _PERIOD_WORDS[period.kind]
    count = (period.start.month - 1) // months + 1
    spoken = lang.say(_ORDINALS[count - 1]) if months in _SPOKEN else str(count)
    return lang.say(pattern, number=spoken, year=period.start.year)


def readers(book: Book) -> str:
    """Return who may read the audience's pages."""
    lang = book.lang
    if book.audience.office_id:
        return lang.say("for the {office} office only", office=book.office_short(book.audience.office_id))
    if book.audience.name is not None:
        return lang.say("for {readers} only", readers=lang.words(book.audience.name))
    if book.audience.id not in _WORDS and book.audience.clients is not None:
        names = lang.join(book.name(one) for one in sorted(book.audience.clients) if one in book.clients)
        return lang.say("for {readers} only", readers=names)
    return lang.say(_WORDS[book.audience.id])


def edition(book: Book, kind: str, *, root: str, crumbs: tuple[Link, ...] = (), current: str = "") -> Edition:
    """Return the frame of a page; ``root`` leads from its folder to the audience's."""
    lang, company = book.lang, book.config.profile.company
    day = book.window.last_day
    return Edition(
        lang=lang.tag,
        company=lang.words(company.name),
        product=lang.words(company.product),
        kind=kind,
        period=str(book.window.period),
        period_words=period_words(book),
        tag=lang.say("CONFIDENTIAL"),
        foot=lang.say("confidential, {readers}; data as of {day}", readers=readers(book), day=day),
        build=lang.say(
            "{period}, as of {day}; packs {packs}",
            period=book.window.period,
            day=day,
            packs=lang.join(_version(p) for p in book.packs.values()),
        ),
        readers=readers(book),
        root=root,
        nav=navigation(book, root, current),
        periods=(Link(text=str(book.window.period), current=True),),
        crumbs=crumbs,
    )


def marked(book: Book, report: str, framed: Edition) -> Edition:
    """Return the frame of a type of page with the marks that the profile asks for: draft, or 机密 across it."""
    rules, lang = book.config.profile.pdf, book.lang
    if rules.draft:
        word = lang.say("DRAFT")
        return replace(framed, watermark=word, tag=f"{word} · {framed.tag}" if framed.tag else word)
    if rules.confidential.covers(book.audience.id, report):
        return replace(framed, watermark=lang.say("CONFIDENTIAL"))
    return framed


def _version(pack: Pack) -> str:
    return f"{pack.id} {pack.document.issue or pack.version}"


def navigation(book: Book, root: str, current: str) -> tuple[Link, ...]:
    """Return the links at the head of every page."""
    lang = book.lang
    links = [
        Link(text=lang.say("Overview"), href=f"{root}index.html", current=current == "index"),
        Link(text=lang.say("Clients"), href=f"{root}index.html#clients", count=str(len(book.clients))),
        Link(text=lang.say("Offices"), href=f"{root}index.html#offices", count=str(len(book.offices))),
    ]
    if "management" in book.audience.reports:
        links.append(
            Link(
                text=lang.say("Management report"), href=f"{root}management.html", current=current == "management"
            )
        )
    links += [
        Link(
            text=lang.say("Data quality"),
            href=f"{root}data-quality.html",
            count=str(len(book.results.problems) or ""),
            current=current == "quality",
        ),
        Link(text=lang.say("Coverage"), href=f"{root}coverage.html", current=current == "coverage"),
        Link(text=lang.say("Methods and clauses"), href=f"{root}methodology.html", current=current == "methods"),
    ]
    if book.audience.id == "credit":
        links.append(
            Link(text=lang.say("Who sees what"), href=f"{root}who-sees-what.html", current=current == "sight")
        )
    return tuple(links)
