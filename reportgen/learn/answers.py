"""The questions of a survey: which columns can be scored, on which scale, about what."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportgen.learn.looks import Looks
from reportgen.learn.proposal import Asked, Scale
from reportgen.learn.scales import plainly, scale_of, shared
from reportgen.learn.wording import Meant, Wordings
from reportgen.model.text import Text, text

_CODE = re.compile(r"[^A-Za-z0-9_.]+")
_ASKS = re.compile(
    r"[?？]|满意|评价|程度|您|贵公司|同意|satisf|rate|agree|how\b|likely|important|favorabl|opinion|should|rude|"
    r"wie |welche|^q\d",
    re.IGNORECASE,
)
_NO_SCORE = re.compile(
    r"\b(?:age|alter|income|household|education|how many|how old|years?|employees|number of|weight|duration|rank|"
    r"gender|finished|progress|latitude|longitude|zip)\d*\b|年龄|收入|学历|人数|排序|性别",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column that may be a question."""

    seen: Looks
    name: str
    """What a rule calls it."""
    wording: str
    part: str = ""
    code: str = ""
    """The platform's own."""
    told: bool = False
    """A platform says that it holds answers on a scale."""


def asked(columns: Sequence[Column], words: Wordings, missing: Sequence[str]) -> tuple[Asked, ...]:
    """Return the columns that can be scored; a code of the packs goes to the column that says it best."""
    family = frozenset(plainly(label) for one in columns for label in one.seen.counts)
    own = {one.seen.index: scale for one in columns if (scale := _scale(one, words, missing, family)) is not None}
    bare = {one.seen.index: one.seen for one in columns if one.seen.index not in own}
    own |= shared(own, bare, (*missing, *words.synonyms.missing))
    found = [(one, own[one.seen.index]) for one in columns if one.seen.index in own]
    alike = Counter(_shape(scale) for _, scale in found)
    kept = [(one, scale, words.meant(one.wording, one.part)) for one, scale in found]
    kept = [
        (one, scale, meant) for one, scale, meant in kept if _is_score(one, scale, meant, alike[_shape(scale)])
    ]
    taken = _taken(kept)
    codes = _codes(
        [(one, meant if number in taken else Meant(code="")) for number, (one, _, meant) in enumerate(kept)]
    )
    return tuple(
        _asked(one, scale, meant if number in taken else replace(meant, code=""), code, words)
        for number, ((one, scale, meant), code) in enumerate(zip(kept, codes, strict=True))
    )


def _scale(one: Column, words: Wordings, missing: Sequence[str], family: frozenset[str]) -> Scale | None:
    return scale_of(one.seen, words.synonyms.scales, (*missing, *words.synonyms.missing), family)


def _shape(scale: Scale) -> tuple[object, ...]:
    return (scale.words, scale.low, scale.high)


def _is_score(one: Column, scale: Scale, meant: Meant, alike: int) -> bool:
    """Whether answers on a scale are meant to be scored: a number alone may be a count or an age."""
    if scale.words:
        return True
    if _NO_SCORE.search(f"{one.wording} {one.part}"):
        return meant.sure
    if meant.code:
        return True
    return alike > 1 and (one.told or bool(_ASKS.search(one.wording)))


def _taken(kept: Sequence[tuple[Column, Scale, Meant]]) -> set[int]:
    """Return which columns get the code that their wording means: each code once, to a sure one first."""
    order = sorted(range(len(kept)), key=lambda number: (not kept[number][2].sure, number))
    used: set[str] = set()
    taken = set()
    for number in order:
        code = kept[number][2].code
        if code and code not in used:
            used.add(code)
            taken.add(number)
    return taken


def _codes(kept: Sequence[tuple[Column, Meant]]) -> list[str]:
    """Return a code for every question: the packs', else the platform's, else its place; each once."""
    used = {meant.code for _, meant in kept if meant.code}
    codes = []
    for one, meant in kept:
        code = meant.code
        if not code:
            own = _CODE.sub("_", one.code).strip("_.")
            own = own if own[:1].isalpha() else f"K{one.seen.index + 1}"
            code = own if own not in used else f"K{one.seen.index + 1}"
        used.add(code)
        codes.append(code)
    return codes


def _asked(one: Column, scale: Scale, meant: Meant, code: str, words: Wordings) -> Asked:
    whole = _against_packs(scale, code, words)
    sure = meant.sure and meant.code == code and whole.sure
    return Asked(
        code=code,
        column=one.seen.index,
        heading=one.name,
        dimension=meant.dimension if meant.code == code else "",
        scale=whole,
        sure=sure,
        why=_why(meant, code),
    )


def _against_packs(scale: Scale, code: str, words: Wordings) -> Scale:
    """Return the scale with what the active packs say against it."""
    ends = words.scales.get(code, ())
    if scale.words:
        known = {plainly(one) for one in words.labels}
        unsaid = tuple(one for one in scale.words if plainly(one) not in known)
        return replace(scale, unsaid=unsaid, sure=not unsaid and bool(ends))
    if not ends:
        return scale
    fits = any(low == scale.low and scale.high == high for low, high in ends)
    said = ", ".join(f"{low:f}–{high:f}" for low, high in ends)
    return replace(scale, pack="" if fits else said, sure=fits)


def _why(meant: Meant, code: str) -> Text:
    if meant.code == code and meant.word:
        return text(
            "its wording says “{word}”, so it is about {dimension}", word=meant.word, dimension=meant.dimension
        )
    if meant.dimension:
        return text("about {dimension} too; another column has that question", dimension=meant.dimension)
    return text("about no dimension of the active packs")
