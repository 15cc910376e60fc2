"""The answer of a client's report in one headline and five lines, by rule."""

from reportgen.render.viewmodel import Five, Rich
from reportgen.render.views.actions import Task
from reportgen.render.views.book import Book, GradeRow
from reportgen.render.views.event_words import called
from reportgen.render.views.levels import item_name, points_of, points_unit
from reportgen.render.views.phrases import (
    capitalised,
    figure_news,
    following,
    late_replies,
    real,
    reply_line,
    satisfaction_line,
    shifts,
)


def client_headline(book: Book, client: str) -> str:
    """Return the finding of a client's report in one line."""
    lang = book.lang
    parts = [*_grade_news(book, client), *figure_news(book, "client", client)]
    if not parts:
        levels = _levels(book, client)
        if levels:
            return lang.say("Stable at {levels}; no change beyond noise", levels=lang.join(levels))
        return lang.say("Not graded yet; no change beyond noise")
    return capitalised(lang.say("; ").join(parts[:3]))


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
            found.append(_left(book, row.client_id))
        elif row.transition == "new" and not found:
            found.append(lang.say("first graded {pack} {after}", **values))
    return list(dict.fromkeys(found))


def _left(book: Book, client: str) -> str:
    """Return that a client was lost, or which client it went over into."""
    merged = [event for event in book.events.get(("client", client), ()) if event.kind == "merged"]
    if not merged:
        return book.lang.say("lost as a client")
    return book.lang.say("went over into {other}", other=called(book, merged[-1].other))


def _steps(book: Book, row: GradeRow) -> int:
    grading = book.packs[row.pack].grading
    if grading is None or not row.level or not row.previous_level:
        return 0
    return abs(grading.rank(row.level) - grading.rank(row.previous_level))


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
    return lang.sentence([levels, satisfaction_line(book, "client", client), reply_line(book, "client", client)])


def _client_changed(book: Book, client: str) -> Rich:
    lang = book.lang
    news = lang.say("; ").join(_grade_news(book, client))
    parts = [lang.rich("**{news}**", news=news)] if news else [lang.rich("levels as before")]
    parts += shifts(book, "client", client)
    return lang.sentence(parts)


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
    parts += late_replies(book, "client", client)
    if not parts:
        parts.append(lang.rich("no level moved and no complaint was late"))
    return lang.sentence(parts)
