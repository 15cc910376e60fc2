"""The answer in one headline and five lines, by rule: how is it, what changed, is it real, why, what next."""

from collections import Counter

from reportgen.model.text import msg
from reportgen.render.filters import number, percent
from reportgen.render.viewmodel import Five, Rich, Run
from reportgen.render.views.actions import Task
from reportgen.render.views.book import Book, Figure, GradeRow
from reportgen.render.views.complaints import Wait, received, waits
from reportgen.render.views.grades import item_name, points_of, points_unit
from reportgen.render.views.measures import named, printed, unit_of, verdict_tone, worded

_TESTED = (
    "service_quality.index",
    "satisfaction.index",
    "complaint.first_reply_hours.p50",
    "complaint.handling_hours.p50",
    "complaint.first_reply_on_time",
)
_HEADLINE = (
    "complaint.first_reply_hours.p50",
    "service_quality.index",
    "satisfaction.index",
    "complaint.handling_hours.p50",
)
_CHANGE_WORDS = {
    ("complaint.first_reply_hours.p50", "up"): msg("first replies clearly slower"),
    ("complaint.first_reply_hours.p50", "down"): msg("first replies clearly faster"),
    ("complaint.handling_hours.p50", "up"): msg("handling clearly slower"),
    ("complaint.handling_hours.p50", "down"): msg("handling clearly faster"),
    ("complaint.first_reply_on_time", "up"): msg("more replies on time"),
    ("complaint.first_reply_on_time", "down"): msg("fewer replies on time"),
    ("service_quality.index", "up"): msg("service quality up"),
    ("service_quality.index", "down"): msg("service quality down"),
    ("satisfaction.index", "up"): msg("satisfaction up"),
    ("satisfaction.index", "down"): msg("satisfaction down"),
}


# ------------------------------------------------------------------ client
def client_headline(book: Book, client: str) -> str:
    """Return the finding of a client's report in one line."""
    lang = book.lang
    parts = [*_grade_news(book, client), *_figure_news(book, "client", client)]
    if not parts:
        levels = _levels(book, client)
        if levels:
            return lang.say("Stable at {levels}; no change beyond noise", levels=lang.join(levels))
        return lang.say("Not graded yet; no change beyond noise")
    return _first_upper(lang.say("; ").join(parts[:3]))


def _first_upper(words: str) -> str:
    return words[:1].upper() + words[1:]


def _levels(book: Book, client: str) -> list[str]:
    return [f"{row.pack} {row.level}" for row in book.grades_of(client) if row.level and row.transition != "lost"]


def _grade_news(book: Book, client: str) -> list[str]:
    lang, found = book.lang, []
    for row in book.grades_of(client):
        values = {"pack": row.pack, "before": row.previous_level, "after": row.level}
        if row.vetoed and row.transition in {"up", "down", "same", "new"}:
            veto = lang.join(item_name(book, row.pack, item) for item in row.because) or lang.say("a veto item")
            found.append(lang.say("{pack} failed by a veto ({items})", pack=row.pack, items=veto))
        elif row.transition == "down" and _steps(book, row) > 1:
            found.append(
                lang.say("{pack} falls {steps} levels, {before} to {after}", steps=_steps(book, row), **values)
            )
        elif row.transition == "down":
            found.append(lang.say("{pack} falls from {before} to {after}", **values))
        elif row.transition == "up":
            found.append(lang.say("{pack} rises from {before} to {after}", **values))
        elif row.transition == "not_rerated":
            found.append(lang.say("{pack} evaluation overdue", pack=row.pack))
        elif row.transition == "lost" and not found:
            found.append(lang.say("lost as a client"))
        elif row.transition == "new" and not found:
            found.append(lang.say("first graded {pack} {after}", **values))
    return list(dict.fromkeys(found))


def _steps(book: Book, row: GradeRow) -> int:
    grading = book.packs[row.pack].grading
    if grading is None or not row.level or not row.previous_level:
        return 0
    return abs(grading.rank(row.level) - grading.rank(row.previous_level))


def _figure_news(book: Book, level: str, one: str) -> list[str]:
    figures = [book.figure(level, one, measure) for measure in _HEADLINE]
    moved = [f for f in figures if f.moved]
    moved.sort(key=lambda f: verdict_tone(f) != "bad")
    return [book.lang.say(_CHANGE_WORDS[f.measure, f.verdict]) for f in moved]


def client_five(book: Book, client: str, found: list[Task]) -> Five:
    """Return the five lines of a client's report."""
    return Five(
        how=_client_how(book, client),
        changed=_client_changed(book, client),
        real=real(book, "client", client),
        why=_client_why(book, client),
        next=following(book, found),
    )


def _client_how(book: Book, client: str) -> Rich:
    lang = book.lang
    grades = []
    for row in book.grades_of(client):
        if not row.level or row.transition == "lost":
            continue
        if row.score is None or row.gap == "HIDDEN":
            grades.append(lang.say("{pack} level {level}", pack=row.pack, level=row.level))
        else:
            score = f"{points_of(book, row.pack, row.score)} {points_unit(book, row.pack)}"
            grades.append(lang.say("{pack} level {level} ({score})", pack=row.pack, level=row.level, score=score))
    levels = lang.rich("**{levels}**", levels=lang.join(grades)) if grades else lang.rich("no level in force")
    return lang.sentence([levels, _satisfaction(book, "client", client), _reply(book, "client", client)])


def _satisfaction(book: Book, level: str, one: str) -> Rich:
    lang = book.lang
    service, index = (book.figure(level, one, m) for m in ("service_quality.index", "satisfaction.index"))
    if index.value is None:
        return lang.rich("satisfaction: {gap}", gap=lang.gap(index.gap))
    if service.value is None:
        return lang.rich(
            "satisfaction index **{index}** (n={n})",
            index=printed(index.value, "points", index.measure),
            n=index.n,
        )
    return lang.rich(
        "service quality **{service}**, satisfaction index **{index}** (n={n})",
        service=printed(service.value, "points", service.measure),
        index=printed(index.value, "points", index.measure),
        n=index.n,
    )


def _reply(book: Book, level: str, one: str) -> Rich:
    lang = book.lang
    figure = book.figure(level, one, "complaint.first_reply_hours.p50")
    count = book.figure(level, one, "complaint.count")
    if count.value == 0:
        return lang.rich("no complaints")
    if figure.value is None:
        return lang.rich("first reply, median: {gap}", gap=worded(lang, figure))
    return lang.rich(
        "first reply median **{hours} h** (n={n})",
        hours=printed(figure.value, "hours", figure.measure),
        n=figure.n,
    )


def _client_changed(book: Book, client: str) -> Rich:
    lang = book.lang
    news = lang.say("; ").join(_grade_news(book, client))
    parts = [lang.rich("**{news}**", news=news)] if news else [lang.rich("levels as before")]
    parts += _shifts(book, "client", client)
    return lang.sentence(parts)


def _shifts(book: Book, level: str, one: str) -> list[Rich]:
    """Return before → now of the headline figures."""
    found = []
    for measure in ("service_quality.index", "complaint.first_reply_hours.p50"):
        figure = book.figure(level, one, measure)
        if figure.value is None or figure.previous is None or figure.change is None:
            continue
        found.append(
            book.lang.rich(
                "{name} {before} → **{now}**{unit}",
                name=named(book, measure),
                before=printed(figure.previous, figure.unit, measure),
                now=printed(figure.value, figure.unit, measure),
                unit=f" {unit_of(book.lang, figure.unit)}",
            )
        )
    return found


def real(book: Book, level: str, one: str) -> Rich:
    """Return which changes are beyond noise, which are not, and which cannot be told."""
    lang = book.lang
    figures = [book.figure(level, one, measure) for measure in _TESTED]
    moved = [_change(book, f) for f in figures if f.moved]
    noise = [_change(book, f) for f in figures if f.verdict == "no_clear_change"]
    few = [named(book, f.measure) for f in figures if f.verdict == "too_few"]
    parts = []
    if moved:
        parts.append(lang.rich("{changes} **beyond noise**", changes=lang.join(moved)))
    if noise:
        parts.append(lang.rich("{changes} **within noise**", changes=lang.join(noise)))
    if few:
        parts.append(lang.rich("{names}: too few to tell", names=lang.join(few)))
    if not parts:
        parts.append(lang.rich("nothing to compare: no tested figure in both periods"))
    return lang.sentence(parts)


def _change(book: Book, figure: Figure) -> str:
    lang, name = book.lang, named(book, figure.measure)
    if not figure.change:
        return lang.say("{name} unchanged", name=name)
    if figure.unit == "share":
        change = lang.say("{points} pp", points=percent(figure.change, 0, sign=True))
    else:
        change = number(figure.change, 1, sign=True)
    return f"{name} {change}"


def _client_why(book: Book, client: str) -> Rich:
    lang = book.lang
    parts = []
    for row in book.grades_of(client):
        names = [item_name(book, row.pack, item) for item in row.because]
        if row.vetoed and names:
            parts.append(
                lang.rich(
                    "{pack}: **{items}** fails the card whatever its points", pack=row.pack, items=lang.join(names)
                )
            )
        elif row.because == ("(rules)",):
            parts.append(lang.rich("{pack}: **the new version of the rules** moved the level", pack=row.pack))
        elif names and row.transition in {"up", "down"}:
            parts.append(
                lang.rich(
                    "{pack}: **{items}**; unchanged, the level would still be {level}",
                    pack=row.pack,
                    items=lang.join(names),
                    level=row.previous_level,
                )
            )
    parts += _late(book, [client])
    if not parts:
        parts.append(lang.rich("no level moved and no complaint was late"))
    return lang.sentence(parts)


def _late(book: Book, clients: list[str]) -> list[Rich]:
    """Return how many replies were late and what they were about."""
    lang = book.lang
    found = received(book, waits(book, clients))
    late = [wait for wait in found if wait.reply_late]
    if not found:
        return []
    if not late:
        return [lang.rich("no first reply was late (n={n})", n=len(found))]
    category, most = Counter(w.row["category"] or lang.say("not said") for w in late).most_common(1)[0]
    return [
        lang.rich(
            "**{late} of {n}** first replies late, {most} of them {category}",
            late=len(late),
            n=len(found),
            most=most,
            category=category,
        )
    ]


def following(book: Book, found: list[Task]) -> Rich:
    """Return the first actions in a line."""
    lang = book.lang
    if not found:
        return lang.sentence([lang.rich("nothing is due")])
    shown = list(dict.fromkeys(task.short for task in found))[:3]
    parts: list[Rich] = [(Run(words, "strong" if i == 0 else ""),) for i, words in enumerate(shown)]
    rest = len(found) - len(shown)
    if rest > 0:
        parts.append(lang.rich("{count} more below", count=rest))
    return lang.sentence(parts)


# ------------------------------------------------------------------ office and company
def group_headline(book: Book, level: str, one: str, clients: list[str]) -> str:
    """Return the finding of an office's or the company's report in one line."""
    lang = book.lang
    downs, ups = _moved(book, clients)
    parts = _figure_news(book, level, one)
    if level == "company":
        parts += _office_news(book)
    if downs:
        parts.append(lang.say("clients down a level: {count}", count=downs))
    elif ups:
        parts.append(lang.say("clients up a level: {count}", count=ups))
    if not _figure_news(book, level, one):
        quiet = lang.say("no change beyond noise") if level == "office" else lang.say("company figures steady")
        parts.insert(0, quiet)
    return _first_upper(lang.say("; ").join(parts[:3]))


def _office_news(book: Book) -> list[str]:
    """Return the offices whose headline figures moved beyond noise, bad ones first."""
    found = []
    for office in sorted(book.offices):
        for measure in _HEADLINE:
            figure = book.figure("office", office, measure)
            if figure.moved:
                words = book.lang.say(_CHANGE_WORDS[measure, figure.verdict])
                found.append(
                    (
                        verdict_tone(figure) != "bad",
                        book.lang.say("{office}: {news}", office=book.office_short(office), news=words),
                    )
                )
    return [words for _, words in sorted(found, key=lambda pair: pair[0])]


def _moved(book: Book, clients: list[str]) -> tuple[int, int]:
    rows = [row for one in clients if (row := book.grade(one, book.lead_pack))]
    return sum(row.transition == "down" for row in rows), sum(row.transition == "up" for row in rows)


def group_five(book: Book, level: str, one: str, clients: list[str], found: list[Task]) -> Five:
    """Return the five lines of an office's or the company's report."""
    return Five(
        how=_group_how(book, level, one, clients),
        changed=_group_changed(book, level, one, clients),
        real=_group_real(book, level, one),
        why=_group_why(book, level, clients),
        next=following(book, found),
    )


def _group_how(book: Book, level: str, one: str, clients: list[str]) -> Rich:
    lang = book.lang
    parts = [_satisfaction(book, level, one), _reply(book, level, one)]
    kept = book.figure(level, one, "complaint.first_reply_on_time")
    if kept.value is not None:
        parts.append(
            lang.rich("**{share} %** of replies on time", share=printed(kept.value, "share", kept.measure))
        )
    return lang.sentence([*parts, level_counts(book, clients)])


def level_counts(book: Book, clients: list[str]) -> Rich:
    """Return how many clients have each level of the lead pack."""
    lang, pack = book.lang, book.packs.get(book.lead_pack)
    if pack is None or pack.grading is None:
        return ()
    rows = [row for client in clients if (row := book.grade(client, book.lead_pack)) and row.transition != "lost"]
    counts = Counter(row.level for row in rows if row.transition != "not_rerated" and row.level)
    words = [f"{band.level} {counts[band.level]}" for band in pack.grading.bands if counts[band.level]]
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
    return lang.sentence([*_shifts(book, level, one), moves if rows else ()])


def _group_real(book: Book, level: str, one: str) -> Rich:
    own = real(book, level, one)
    if level != "company":
        return own
    news = _office_news(book)
    if not news:
        return own
    lang = book.lang
    offices = lang.rich("beyond noise in an office: **{news}**", news=lang.say("; ").join(news[:3]))
    return (*own, Run(" " if lang.locale == "en" else ""), *lang.sentence([offices]))


def _group_why(book: Book, level: str, clients: list[str]) -> Rich:
    lang = book.lang
    parts = _late(book, clients)
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
    late = [wait for wait in received(book, waits(book, list(book.clients))) if wait.reply_late]
    if not late:
        return []
    office, most = Counter(wait.row["office_id"] for wait in late).most_common(1)[0]
    return [book.lang.rich("{most} of the late replies in {office}", most=most, office=book.office_short(office))]


def late_waits(book: Book, clients: list[str]) -> list[Wait]:
    """Return the complaints that wait past a limit."""
    return [wait for wait in waits(book, clients) if wait.overdue]
