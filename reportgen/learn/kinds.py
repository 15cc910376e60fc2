"""What the values of a field must look like, and how well those of a column do."""

from collections.abc import Callable, Mapping
from enum import Enum, auto

from reportgen.learn.looks import Looks
from reportgen.model.records.field import Kind as Declared
from reportgen.policy.sources import Export
from reportgen.policy.synonyms import declared

AGAINST = -1.0
"""The values cannot be the field's, whatever the heading says."""
UNKNOWN = 0.0
"""There are none, or they could be anything's."""


class Kind(Enum):
    """What a field holds."""

    DATE = auto()
    AMOUNT = auto()
    COUNT = auto()
    MONTH = auto()
    YEAR = auto()
    KEY = auto()
    """The record's own number: another in every row."""
    CODE = auto()
    NAME = auto()
    CLASS = auto()
    """A few words again and again."""
    PROSE = auto()
    MAIL = auto()
    SCORE = auto()
    ANY = auto()


_KINDS: Mapping[Kind, tuple[str, ...]] = {
    Kind.DATE: (
        "office_since", "start_date", "end_date", "answered_at", "started_at", "received_at", "first_reply_at",
        "closed_at", "graded_on", "signed_at", "order_date", "invoice_date", "due_date", "visited_at", "lost_date",
        "reported_at", "filled_at", "approved_at", "effective_at",
    ),
    Kind.AMOUNT: ("amount", "margin", "paid_amount", "open_amount", "target_amount", "old_limit", "new_limit"),
    Kind.COUNT: ("quantity", "problems_found", "problems_solved", "max", "stated_total"),
    Kind.MONTH: ("month",),
    Kind.YEAR: ("year",),
    Kind.KEY: ("complaint_id", "order_id", "invoice_id", "response_id", "application_id", "visit_id"),
    Kind.CODE: ("client_id", "credit_code", "office_id", "merged_into", "card_id", "item", "question", "step"),
    Kind.NAME: (
        "client_name", "name", "short_name", "previous_names", "office_name", "account_manager", "contact",
        "manager", "handler", "person", "filled_by", "approved_by",
    ),
    Kind.CLASS: (
        "approval_class", "client_type", "industry", "region", "department", "round", "channel", "category",
        "product", "state", "priority", "card_kind", "special", "part", "role", "visitor_role", "old_grade",
        "new_grade", "source", "mode", "finished",
    ),
    Kind.PROSE: ("comment", "content", "result", "evidence", "opinion", "reason", "cause", "item_name"),
    Kind.MAIL: ("mail",),
    Kind.SCORE: ("satisfaction", "points", "mark", "answer", "score_total", "duration"),
}  # fmt: skip
KIND_OF: Mapping[str, Kind] = {name: kind for kind, names in _KINDS.items() for name in names}
_DECLARED: Mapping[Declared, Kind] = {
    Declared.CODE: Kind.CODE,
    Declared.WHOLE: Kind.PROSE,
    Declared.WORD: Kind.CLASS,
    Declared.DAY: Kind.DATE,
    Declared.ANY_DAY: Kind.DATE,
    Declared.MONTH: Kind.MONTH,
    Declared.MONEY: Kind.AMOUNT,
    Declared.NUMBER: Kind.COUNT,
    Declared.COUNT: Kind.COUNT,
    Declared.FLAG: Kind.CLASS,
}
_OWN_KEYS = {Export.CLIENTS: "client_id", Export.OFFICES: "office_id"}

_LIKELY = 0.6
_MOST = 0.9
_MANY = 0.5
_SOME = 0.1
_LONG = 40
_SHORT = 24
_FEW = 60
_ONCE = 0.98
_SMALL = 3
_SELDOM = 0.1
_YES_NO = frozenset({"yes", "no", "y", "n", "是", "否", "true", "false"})


def kind_of(export: Export, name: str) -> Kind:
    """Return what a field holds; a register's own id is another in every row."""
    if _OWN_KEYS.get(export) == name:
        return Kind.KEY
    said = declared(export, name)
    return KIND_OF.get(name, Kind.ANY) if said is None else _DECLARED.get(said.kind, Kind.ANY)


def fit(kind: Kind, seen: Looks) -> float:
    """Return how well a column's values are of a kind: 1 exactly so, 0 nobody knows, −1 they are not."""
    if not seen.filled:
        return UNKNOWN
    if kind in _TYPED:
        return _TYPED[kind](seen)
    return AGAINST if seen.dates > _MANY else _FREE.get(kind, _any)(seen)


def _share(share: float) -> float:
    return 1.0 if share >= _MOST else 0.4 if share >= _MANY else -0.5 if share >= _SOME else AGAINST


def _key(seen: Looks) -> float:
    if seen.length > _LONG:
        return AGAINST
    if seen.distinct >= _ONCE:
        return 1.0 if seen.fullness >= _MANY else 0.2
    # a log holds a row an event, so that a number stands in several
    return 0.3 if (seen.distinct >= _SELDOM and seen.codes > _MANY) or seen.filled <= _SMALL else -0.3


def _month(seen: Looks) -> float:
    return max(_share(seen.months), _share(seen.dates) / 2)


def _mail(seen: Looks) -> float:
    return _share(sum(n for one, n in seen.counts.items() if "@" in one) / seen.filled)


def _name(seen: Looks) -> float:
    return AGAINST if seen.numbers > _MOST else _LIKELY if seen.length <= _LONG else -0.3


def _code(seen: Looks) -> float:
    return _LIKELY if seen.codes > _MANY else 0.2 if seen.length <= _SHORT else -0.5


def _class(seen: Looks) -> float:
    return _LIKELY if len(seen.counts) <= _FEW or seen.distinct < _MANY else -0.3


def _score(seen: Looks) -> float:
    if {one.casefold() for one in seen.counts} <= _YES_NO:
        return AGAINST
    return _LIKELY if seen.numbers > _SOME else 0.4 if len(seen.counts) <= _FEW else -0.3


def _prose(seen: Looks) -> float:
    return AGAINST if seen.numbers > _MOST else _LIKELY


def _any(_seen: Looks) -> float:
    return 0.4


_TYPED: Mapping[Kind, Callable[[Looks], float]] = {
    Kind.DATE: lambda seen: _share(seen.dates + seen.short_years),
    Kind.AMOUNT: lambda seen: _share(seen.numbers),
    Kind.COUNT: lambda seen: _share(seen.numbers),
    Kind.MONTH: _month,
    Kind.YEAR: lambda seen: _share(seen.years),
    Kind.MAIL: _mail,
}
_FREE: Mapping[Kind, Callable[[Looks], float]] = {
    Kind.KEY: _key,
    Kind.NAME: _name,
    Kind.CODE: _code,
    Kind.CLASS: _class,
    Kind.SCORE: _score,
    Kind.PROSE: _prose,
}
"""Kinds whose values are never dates."""
