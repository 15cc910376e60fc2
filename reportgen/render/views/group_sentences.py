"""The answer of an office's or the company's report in one headline and five lines, by rule."""

from collections import Counter

from reportgen.render.filters import with_unit
from reportgen.render.viewmodel import Five, Rich, Run
from reportgen.render.views.actions import Task
from reportgen.render.views.book import Book
from reportgen.render.views.complaints import received, waits_at
from reportgen.render.views.levels import item_name
from reportgen.render.views.measures import printed
from reportgen.render.views.phrases import (
    capitalised,
    following,
    late_replies,
    moved_news,
    real,
    reply_line,
    satisfaction_line,
    shifts,
)


def group_headline(book: Book, level: str, one: str, clients: list[str]) -> str:
    """Return the finding of an office's or the company's report in one line."""
    lang = book.lang
    downs, ups = _moved(book, clients)
    news = moved_news(book, level, one)
    quiet = not news
    news += _office_news(book) if level == "company" else []
    if downs:
        news.append((True, lang.say("clients down a level: {count}", count=downs)))
    elif ups:
        news.append((False, lang.say("clients up a level: {count}", count=ups)))
    parts = [words for bad in (True, False) for is_bad, words in news if is_bad is bad]
    if quiet:
        calm = lang.say("no change beyond noise") if level == "office" else lang.say("company figures steady")
        parts.insert(0, calm)
    return capitalised(lang.say("; ").join(parts[:3]))


def _office_news(book: Book) -> list[tuple[bool, str]]:
    """Return the offices whose headline figures moved beyond noise, whether for the worse, bad ones first."""
    found = [
        (bad, book.lang.say("{office}: {news}", office=book.office_short(office), news=words))
        for office in sorted(book.offices)
        for bad, words in moved_news(book, "office", office)
    ]
    return sorted(found, key=lambda pair: not pair[0])


def _moved(book: Book, clients: list[str]) -> tuple[int, int]:
    rows = [row for one in clients if (row := book.grade(one, book.lead_pack))]
    return sum(row.transition == "down" for row in rows), sum(row.transition == "up" for row in rows)


def group_five(book: Book, level: str, one: str, clients: list[str], found: list[Task]) -> Five:
    """Return the five lines of an office's or the company's report."""
    return Five(
        how=_group_how(book, level, one, clients),
        changed=_group_changed(book, level, one, clients),
        real=_group_real(book, level, one),
        why=_group_why(book, level, one, clients),
        next=following(book, found, named=True),
    )


def _group_how(book: Book, level: str, one: str, clients: list[str]) -> Rich:
    lang = book.lang
    parts = [satisfaction_line(book, level, one), reply_line(book, level, one)]
    kept = book.figure(level, one, "complaint.first_reply_on_time")
    if kept.value is not None:
        parts.append(
            lang.rich("**{share} %** of replies on time", share=printed(lang, kept.value, "share", kept.measure))
        )
    return lang.sentence([*parts, level_counts(book, clients)])


def level_counts(book: Book, clients: list[str]) -> Rich:
    """Return how many clients have each level of the lead pack."""
    lang, pack = book.lang, book.packs.get(book.lead_pack)
    if pack is None or pack.grading is None:
        return ()
    rows = [row for client in clients if (row := book.grade(client, book.lead_pack)) and row.transition != "lost"]
    counts = Counter(row.level for row in rows if row.transition != "not_rerated" and row.level)
    words = [with_unit(band.level, str(counts[band.level])) for band in pack.grading.bands if counts[band.level]]
    late = sum(row.transition == "not_rerated" for row in rows)
    none = sum(not row.level for row in rows)
    words += [lang.say("not re-rated {count}", count=late)] if late else []
    words += [lang.say("unrated {count}", count=none)] if none else []
    return lang.rich("{pack}: {levels}", pack=book.lead_pack, levels=lang.join(words)) if words else ()


def _group_changed(book: Book, level: str, one: str, clients: list[str]) -> Rich:
    lang = book.lang
    downs, ups = _moved(book, clients)
    rows = [row for client in clients if (row := book.grade(client, book.lead_pack))]
    new, lost = (sum(row.transition == kind for row in rows) for kind in ("new", "lost"))
    moves = lang.rich("**{down} down**, {up} up, {new} new, {lost} lost", down=downs, up=ups, new=new, lost=lost)
    return lang.sentence([*shifts(book, level, one), moves if rows else ()])


def _group_real(book: Book, level: str, one: str) -> Rich:
    own = real(book, level, one)
    if level != "company":
        return own
    news = _office_news(book)
    if not news:
        return own
    lang = book.lang
    said = lang.say("; ").join(words for _, words in news[:3])
    offices = lang.rich("beyond noise in an office: **{news}**", news=said)
    return (*own, Run(" " if lang.locale == "en" else ""), *lang.sentence([offices]))


def _group_why(book: Book, level: str, one: str, clients: list[str]) -> Rich:
    lang = book.lang
    parts = late_replies(book, level, one)
    if level == "company":
        parts += _late_offices(book)
    rows = [row for one in clients if (row := book.grade(one, book.lead_pack)) and row.transition == "down"]
    counts = Counter(item for row in rows for item in row.because)
    if counts:
        item, most = counts.most_common(1)[0]
        parts.append(
            lang.rich(
                "**{item}** decides {most} of {n} falls",
                item=item_name(book, book.lead_pack, item),
                most=most,
                n=len(rows),
            )
        )
    return lang.sentence(parts or [lang.rich("no level fell and no complaint was late")])


def _late_offices(book: Book) -> list[Rich]:
    late = [wait for wait in received(book, waits_at(book, "company", "")) if wait.reply_late]
    if not late:
        return []
    office, most = Counter(wait.row["office_id"] for wait in late).most_common(1)[0]
    return [book.lang.rich("{most} of the late replies in {office}", most=most, office=book.office_short(office))]
