"""How patterns, limits of noise, importance and words are computed, in a line each."""

from reportgen.model.text import msg
from reportgen.policy.pack import Pack
from reportgen.policy.patterns import Patterns
from reportgen.render.viewmodel_sections import Definition
from reportgen.render.views.book import Book


def repeat_words(book: Book) -> list[Definition]:
    """Return what counts as a repeated problem."""
    lang, found = book.lang, _rules(book)
    rule = None if found is None else found[1].repeat
    if found is None or rule is None:
        return []
    pack = found[0]
    words = lang.rich(
        "{times} complaints of one category and client, or product, within {days} days, "
        "the last in the period{example}",
        times=rule.times,
        days=rule.days,
        example=_example(book, pack),
    )
    return [Definition(lang.say("Repeated"), words)]


def pattern_words(book: Book) -> list[Definition]:
    """Return what counts as a systemic problem, how limits of noise and importance are computed."""
    return [*repeat_words(book), *_systemic(book), *_noise(book), *_importance(book)]


def _rules(book: Book) -> tuple[Pack, Patterns] | None:
    pack = book.packs.get(book.config.profile.reference.complaint or "")
    if pack is None or pack.complaints is None or pack.complaints.patterns is None:
        return None
    return pack, pack.complaints.patterns


def _example(book: Book, pack: Pack) -> str:
    return book.lang.say("; example values, not the policy's text") if pack.example_values else ""


def _systemic(book: Book) -> list[Definition]:
    lang, found = book.lang, _rules(book)
    if found is None:
        return []
    pack, rules = found
    parts = []
    if rules.spread is not None and rules.spread.clients is not None:
        parts.append(lang.say("{threshold} clients or more", threshold=rules.spread.clients))
    if rules.spread is not None and rules.spread.offices is not None:
        parts.append(lang.say("{threshold} offices or more", threshold=rules.spread.offices))
    if rules.rising is not None:
        parts.append(lang.say("rising {threshold} periods running", threshold=rules.rising.periods))
    if not parts:
        return []
    words = lang.rich("a category with {parts}{example}", parts=lang.join(parts), example=_example(book, pack))
    return [Definition(lang.say("Systemic"), words)]


def _noise(book: Book) -> list[Definition]:
    lang, found = book.lang, _rules(book)
    if found is None or found[1].limits is None:
        return []
    limits = found[1].limits
    words = lang.rich(
        "exact binomial limits of the complaints now, given those of up to {months} months before and the orders; "
        "wider where those months vary more than by chance; all charts of a period together alarm by noise in at "
        "most {share} % of quiet periods",
        months=limits.baseline_months,
        share=f"{(limits.false_alarms * 100).normalize():f}",
    )
    return [Definition(lang.say("Limits of noise"), words)]


def _importance(book: Book) -> list[Definition]:
    lang = book.lang
    pack = book.packs.get(book.config.profile.reference.satisfaction or "")
    if pack is None or pack.satisfaction is None or pack.satisfaction.overall is None:
        return []
    words = msg(
        "Shapley value of each dimension's share in R² of the overall answer, over responses; "
        "about 95 %: one client left out at a time; fewer than 30 responses: no figure"
    )
    return [Definition(lang.say("Importance"), lang.rich(words))]
