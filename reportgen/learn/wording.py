"""Which dimension of the active packs a question belongs to, by its wording."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reportgen.learn.spelling import plain
from reportgen.policy.pack import Pack, Question
from reportgen.policy.synonyms import Synonyms

_SATISFIED = re.compile(r"满意|评价|认可|satisf|rate |rating|how would you|zufrieden", re.IGNORECASE)
_LEAD = 1.4
_SURE = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """What a question is about."""

    code: str
    """Question of the packs; empty = none."""
    dimension: str = ""
    word: str = ""
    """What in its wording tells."""
    sure: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Wordings:
    """The dimensions of the active packs with the words of questions about them."""

    words: Mapping[str, tuple[tuple[str, float], ...]]
    """Dimension → words and their weight."""
    questions: Mapping[str, tuple[tuple[str, bool], ...]]
    """Dimension → question codes and whether they are asked the other way round."""
    scales: Mapping[str, tuple[tuple[Decimal, Decimal], ...]]
    labels: frozenset[str]
    """Words that some pack gives a number, or says that they are no answer."""
    overall: str
    recommend: str
    synonyms: Synonyms

    def meant(self, wording: str, part: str = "") -> Meant:
        """Return what a question is about; the row of a matrix says more than its question."""
        said = plain(f"{wording} {part}")
        if self.recommend and _holds(said, self.synonyms.recommend):
            return Meant(
                code=self.recommend, dimension="recommend", word=_hit(said, self.synonyms.recommend), sure=True
            )
        if self.overall and _holds(said, self.synonyms.overall) and _SATISFIED.search(wording + part):
            return Meant(code=self.overall, dimension="overall", word=_hit(said, self.synonyms.overall), sure=True)
        weights = {name: _weight(said, words) for name, words in self.words.items()}
        best = max(weights, key=lambda name: weights[name][0], default="")
        if not best or weights[best][0] <= 0:
            return Meant(code="")
        rest = max((weight for name, (weight, _) in weights.items() if name != best), default=0.0)
        turned = _holds(said, self.synonyms.reversed)
        codes = [code for code, other in self.questions[best] if other is turned]
        clear = weights[best][0] >= _LEAD * rest and weights[best][0] >= _SURE
        sure = clear and bool(codes) and bool(_SATISFIED.search(wording + part) or turned)
        return Meant(code=codes[0] if codes else "", dimension=best, word=weights[best][1], sure=sure)


def wordings(packs: Sequence[Pack], synonyms: Synonyms) -> Wordings:
    """Return the words of every dimension of satisfaction that the packs name."""
    words: dict[str, dict[str, float]] = {}
    questions: dict[str, dict[str, bool]] = {}
    scales: dict[str, set[tuple[Decimal, Decimal]]] = {}
    labels: set[str] = set()
    overall = recommend = ""
    for rules in (pack.satisfaction for pack in packs if pack.satisfaction):
        labels |= {*rules.labels, *rules.not_applicable}
        for name, dimension in rules.dimensions.items():
            own = words.setdefault(name, {})
            own |= dict.fromkeys((plain(dimension.name.zh), plain(dimension.name.en)), 3.0)
            own |= {plain(one): 2.0 for one in synonyms.dimensions.get(name, ())}
            for keyword in (dimension.keywords or {}).values():
                own |= {plain(one): 1.0 for one in keyword.words if plain(one) not in own}
            questions.setdefault(name, {}).update({code: q.reversed for code, q in dimension.questions.items()})
            for code, question in dimension.questions.items():
                scales.setdefault(code, set()).add(_ends(question))
        if rules.overall:
            overall = overall or rules.overall.question
            scales.setdefault(rules.overall.question, set()).add(_ends(rules.overall.scale))
        if rules.nps_question:
            recommend = recommend or rules.nps_question
            scales.setdefault(rules.nps_question, set()).add((Decimal(0), Decimal(10)))
    return Wordings(
        words={name: tuple(own.items()) for name, own in words.items()},
        questions={name: tuple(own.items()) for name, own in questions.items()},
        scales={code: tuple(sorted(own)) for code, own in scales.items()},
        labels=frozenset(labels),
        overall=overall,
        recommend=recommend,
        synonyms=synonyms,
    )


def _ends(question: Question) -> tuple[Decimal, Decimal]:
    return question.min, question.max


def _weight(said: str, words: Sequence[tuple[str, float]]) -> tuple[float, str]:
    """Return the weight of the words that a wording holds, and the one that tells most; longer ones first."""
    total, told, rest = 0.0, ("", 0.0), said
    for word, weight in sorted(words, key=lambda one: -len(one[0])):
        if word and _found(rest, word):
            rest = rest.replace(word, " ")
            total += weight
            told = (word, weight) if weight > told[1] else told
    return total, told[0]


def _holds(said: str, words: Sequence[str]) -> bool:
    return any(_found(said, plain(word)) for word in words)


def _hit(said: str, words: Sequence[str]) -> str:
    return next((word for word in words if _found(said, plain(word))), "")


def _found(said: str, word: str) -> bool:
    """Whether a word stands in a wording; one in Latin letters as a word of its own, or its beginning."""
    return bool(re.search(rf"(?<![a-z]){re.escape(word)}", said)) if word.isascii() else word in said
