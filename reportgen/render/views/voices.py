"""What clients write about: comments by dimension, with the words that say so and the comments behind them."""

from reportgen.model.pattern_frames import ANY_KEYWORD, NO_DIMENSION
from reportgen.policy.keywords import Dictionary
from reportgen.policy.pack import Satisfaction
from reportgen.render.clean import shown_comment
from reportgen.render.viewmodel import Heading
from reportgen.render.viewmodel_patterns import Voice, Voices
from reportgen.render.viewmodel_sections import Quote
from reportgen.render.views.book import Book, Record
from reportgen.render.views.clauses import clauses

_QUOTES = 12
_PRINTED = 2


def voices(book: Book, level: str, one: str) -> Voices | None:
    """Return the comments of the company or an office by dimension; None without any."""
    rules = _rules(book)
    dictionary = None if rules is None else Dictionary.of(rules)
    rows = book.behind("keywords", level, one)
    if rules is None or dictionary is None or not rows:
        return None
    lang = book.lang
    totals = [row for row in rows if row["keyword"] == ANY_KEYWORD and row["dimension"] in rules.dimensions]
    totals.sort(key=lambda row: (-row["comments"], row["dimension"]))
    unnamed = next((row["comments"] for row in rows if row["dimension"] == NO_DIMENSION), 0)
    quotes = _quotes(book, dictionary, level, one)
    first = totals[0] if totals else None
    return Voices(
        heading=Heading(
            title=lang.say(
                "Comments are most about {name}", name=lang.words(rules.dimensions[first["dimension"]].name)
            )
            if first
            else lang.say("Comments: none has a word of the dictionary"),
            about=lang.rich(
                "comments of the period by the words in them; one comment may be about several dimensions"
            ),
            source=clauses(lang, *(rules.dimensions[row["dimension"]].clause for row in totals)),
        ),
        rows=tuple(_voice(book, rules, row, rows, quotes.get(row["dimension"], [])) for row in totals),
        note=lang.say("{count} comments without a word of the dictionary", count=unnamed) if unnamed else "",
    )


def _rules(book: Book) -> Satisfaction | None:
    pack = book.packs.get(book.config.profile.reference.satisfaction or "")
    return None if pack is None else pack.satisfaction


def _voice(book: Book, rules: Satisfaction, row: Record, rows: list[Record], quotes: list[Quote]) -> Voice:
    lang, dimension = book.lang, rules.dimensions[row["dimension"]]
    own = [one for one in rows if one["dimension"] == row["dimension"] and one["keyword"] != ANY_KEYWORD]
    own.sort(key=lambda one: (-one["comments"], one["keyword"]))
    names = dimension.keywords or {}
    return Voice(
        name=lang.words(dimension.name),
        comments=str(row["comments"]),
        clients=str(row["n_clients"]),
        words=lang.join(f"{lang.words(names[one['keyword']].name)} {one['comments']}" for one in own),
        quotes=tuple(quotes[:_QUOTES]),
        rest=lang.say("{count} more on the site", count=len(quotes) - _PRINTED) if len(quotes) > _PRINTED else "",
        more=lang.say("{count} more comments in the data", count=len(quotes) - _QUOTES)
        if len(quotes) > _QUOTES
        else "",
    )


def _quotes(book: Book, dictionary: Dictionary, level: str, one: str) -> dict[str, list[Quote]]:
    """Return the comments that this audience may see, by dimension, the latest first."""
    limit = book.config.profile.render_limits.comment_characters
    found: dict[str, list[Quote]] = {}
    rows = [row for own in book.comments.values() for row in own if level == "company" or row["office_id"] == one]
    for row in sorted(rows, key=lambda row: (row["answered_at"], row["client_id"], row["row"]), reverse=True):
        words = shown_comment(str(row["comment"]), book.lang.translate, limit)
        by = book.lang.join((book.short(row["client_id"]), f"{book.local(row['answered_at']):%m-%d}"))
        for dimension in sorted({dimension for dimension, _ in dictionary.found(str(row["comment"]))}):
            found.setdefault(dimension, []).append(Quote(words=words, by=by))
    return found
