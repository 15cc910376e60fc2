"""Clients that a name nobody registered may mean: offered to a person, never taken."""

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reportgen.model.folding import folded
from reportgen.model.text import Text, text

MOST = 3
_ALIKE = 0.55
_FEW = 2
_SHORTEST_CORE = 2
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】")
_FORMS = re.compile(
    r"(股份有限公司|有限责任公司|股份公司|有限公司|分公司|子公司|集团公司|总公司|公司|集团|股份|控股|总厂|分厂|"
    r"co\.?,?ltd\.?|limited|ltd\.?|inc\.?|corp(?:oration)?\.?|llc|gmbh|company)$"
)
_PLACES = re.compile(
    r"^(中国|北京|上海|天津|重庆|河北|山西|内蒙古|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|"
    r"广东|广西|海南|四川|贵州|云南|西藏|陕西|甘肃|青海|宁夏|新疆)?(省|市|自治区)?"
    r"(深圳|广州|东莞|佛山|苏州|无锡|南京|常州|杭州|宁波|温州|青岛|济南|大连|沈阳|武汉|长沙|成都|西安|郑州|合肥|"
    r"厦门|福州|昆明|南昌)?市?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One client that a name may mean, how alike its nearest name is, and why it is offered."""

    client_id: str
    name: str
    """The registered, short or previous name that comes nearest."""
    likeness: float
    why: Text


@dataclass(frozen=True, slots=True)
class Named:
    """A name of a client, in the forms that are compared."""

    client_id: str
    name: str
    form: str
    core: str


def brand_core(name: str) -> str:
    """Return a name without brackets, place in front and legal form: what a brand is known by.

    Two clients of one core are two clients all the same: subsidiaries carry their parent's brand.

    >>> brand_core("北京恒达电子股份有限公司"), brand_core("恒达电子（上海）有限公司")
    ('恒达电子', '恒达电子')
    """
    whole = folded(name).casefold()
    core = _BRACKETS.sub("", whole)
    while (shorter := _FORMS.sub("", core)) != core:
        core = shorter
    core = _PLACES.sub("", core) or core
    return core or whole


class Nearest:
    """The register's names, prepared for questions about names that it does not have."""

    def __init__(self, names: Mapping[str, Sequence[str]]) -> None:
        """``names``: client id → all its names, the registered one first."""
        self.names = [
            Named(client, name, folded(name).casefold(), brand_core(name))
            for client, own in names.items()
            for name in dict.fromkeys(own)
            if name
        ]
        self.ids = {folded(client).casefold(): client for client in names}
        self.first = {client: own[0] if own else client for client, own in names.items()}

    def of_name(self, said: str, most: int = MOST) -> list[Candidate]:
        """Return the clients that a name may mean, best first: same brand before alike, then by likeness."""
        form, core = folded(said).casefold(), brand_core(said)
        matcher = difflib.SequenceMatcher(autojunk=False)
        matcher.set_seq2(form)
        best: dict[str, tuple[bool, float, Candidate]] = {}
        for one in self.names:
            branded = len(core) >= _SHORTEST_CORE and core in {one.core, one.form}
            likeness = _likeness(matcher, one.form, least=0 if branded else _ALIKE)
            if likeness is None:
                continue
            if one.client_id in best and best[one.client_id][:2] >= (branded, likeness):
                continue
            why = _why(form, core, one, branded=branded)
            found = Candidate(client_id=one.client_id, name=one.name, likeness=likeness, why=why)
            best[one.client_id] = branded, likeness, found
        ranked = sorted(best.values(), key=lambda b: (not b[0], -b[1], b[2].client_id))
        return [candidate for _, _, candidate in ranked[:most]]

    def of_id(self, said: str, most: int = MOST) -> list[Candidate]:
        """Return the clients whose ids an unknown id comes nearest to."""
        form = folded(said).casefold()
        close = difflib.get_close_matches(form, list(self.ids), n=most, cutoff=_ALIKE)
        return [
            Candidate(
                client_id=self.ids[one],
                name=self.first[self.ids[one]],
                likeness=difflib.SequenceMatcher(None, form, one).ratio(),
                why=text("a like id"),
            )
            for one in close
        ]


def _likeness(matcher: "difflib.SequenceMatcher[str]", form: str, *, least: float) -> float | None:
    """Return how alike a name is, or None below ``least``; the quick looks only ever say too much."""
    matcher.set_seq1(form)
    looks = (matcher.real_quick_ratio, matcher.quick_ratio, matcher.ratio)
    return matcher.ratio() if all(look() >= least for look in looks) else None


def _why(form: str, core: str, one: Named, *, branded: bool) -> Text:
    """Return why a client is offered."""
    if one.form == core and form != core:
        return text("its short name is the brand in it")
    if branded and one.form != form:
        return text("the same brand “{core}”; whether it is the same company only a person knows", core=core)
    odd = odd_glyphs(form, one.form)
    if odd:
        return text("other characters: {glyphs}", glyphs=odd)
    return text("the same name") if one.form == form else text("a like name")


def odd_glyphs(found: str, near: str) -> str:
    """Return the code points in which two names of one length differ, if they are few.

    >>> odd_glyphs("恒达電子", "恒达电子")
    '電 U+96FB / 电 U+7535'
    """
    pairs = [(a, b) for a, b in zip(found, near, strict=False) if a != b]
    if len(found) != len(near) or not pairs or len(pairs) > _FEW:
        return ""
    return ", ".join(f"{a} U+{ord(a):04X} / {b} U+{ord(b):04X}" for a, b in pairs)
