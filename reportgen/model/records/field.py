"""What a declaration is made of: fields of a kind, and exports of fields."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """How the cells of a field are read, and what its column holds."""

    CODE = "code"
    TEXT = "text"
    WHOLE = "whole text"
    WORD = "word"
    LEVELS = "levels"
    DAY = "day"
    ANY_DAY = "day, also to come"
    MONTH = "month"
    MONEY = "money"
    NUMBER = "number"
    COUNT = "count"
    FLAG = "yes or no"


class About(StrEnum):
    """Whom a row is about: which of the register's keys it gives."""

    CLIENT = "client"
    """Every row names a client; one that does not is set aside."""
    ANYONE = "client or office"
    """A row may name a client, or an office, or neither: the whole company."""
    OFFICE = "office"
    """A row may name an office."""
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of an export."""

    name: str
    heading: str
    """The data dictionary's own word, the heading of the shipped rule."""
    kind: Kind
    meaning: str
    clause: str = ""
    """Clauses that need it, such as P11.22-23."""
    required: bool = False
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    """Of a word: our word → how it is written in Chinese, the shipped rule's spelling first."""
    group: str = ""
    """What it belongs to in the profile's table of audiences: contacts, staff, comments, evidence, scores, cards.

    Money is always of amounts. cards: what is known of a client in confidence.
    """

    @property
    def column(self) -> str:
        """The name of its column in the frame; money is in fen."""
        return f"{self.name}_fen" if self.kind is Kind.MONEY else self.name


CLIENT_FIELDS = (
    Field("client_id", "客户编号", Kind.CODE, "client, or its name or credit code"),
    Field("client_name", "客户名称", Kind.TEXT, "name, short or previous name of the client"),
    Field("credit_code", "统一社会信用代码", Kind.CODE, "credit code of the client"),
)
OFFICE_FIELDS = (
    Field("office_id", "办事处编号", Kind.CODE, "office, or its name"),
    Field("office_name", "办事处", Kind.TEXT, "name of the office"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One export: what a row says, and about whom."""

    export: str
    title: str
    """Its Chinese name."""
    meaning: str
    section: str
    """Of the data dictionary."""
    about: About
    dated_by: str = ""
    """The field that says when: the office of a client is that on this day."""
    key: tuple[str, ...]
    """Fields and client_id or office_id. A blank id that is not required is made up of what the row says."""
    state: bool = False
    """Each folder holds the whole list as of its period's end; the column state_period tells them apart."""
    standing: bool = False
    """Each folder may hold the whole list anew: the last word on a key counts, earlier ones are not noted."""
    fields: tuple[Field, ...]

    @property
    def whom(self) -> tuple[Field, ...]:
        """The fields that say whom a row is about."""
        return {
            About.CLIENT: CLIENT_FIELDS,
            About.ANYONE: (*CLIENT_FIELDS, *OFFICE_FIELDS),
            About.OFFICE: OFFICE_FIELDS,
            About.NOBODY: (),
        }[self.about]

    @property
    def names(self) -> tuple[str, ...]:
        """Every field that a rule may map."""
        return tuple(one.name for one in (*self.whom, *self.fields))

    @property
    def required(self) -> tuple[str, ...]:
        """The fields without which a file is refused, beside one that names the client."""
        return tuple(one.name for one in self.fields if one.required)

    @property
    def has_client(self) -> bool:
        """Whether its frame has a client."""
        return self.about in {About.CLIENT, About.ANYONE}

    @property
    def has_office(self) -> bool:
        """Whether its frame has an office."""
        return self.about is not About.NOBODY

    def field(self, name: str) -> Field:
        """Return one of its own fields."""
        return next(one for one in self.fields if one.name == name)
