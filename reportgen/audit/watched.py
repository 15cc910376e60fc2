"""What one audience may not see, ready to be looked for."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from reportgen.audit.numbers import tokens
from reportgen.audit.secrets import NOBODY, NUMBERS, Kind, Secret
from reportgen.model.sightings import Sought, squeezed
from reportgen.policy.audiences import Audience

STRONG = 8
"""Bytes of UTF-8 below which a word in raw bytes is chance."""
SHORT_NUMBER = 8
"""Digits below which an id is taken for a number in a text; it is looked for in names of files only."""
_FIELDS = {
    Kind.CONTACT: "contacts",
    Kind.STAFF: "staff",
    Kind.COMMENT: "comments",
    Kind.EVIDENCE: "evidence",
    Kind.CARD: "cards",
    Kind.SCORE: "scores",
    Kind.LIMIT: "limits",
    Kind.AMOUNT: "amounts",
}
"""Kind → the group of fields that opens it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """An audience as the gate knows it: whose secrets of which kinds it may see."""

    id: str
    clients: frozenset[str] | None
    """None = all."""
    kinds: frozenset[Kind]

    def may_see(self, one: Secret) -> bool:
        """Whether a secret is open to it."""
        mine = self.clients is None or one.client_id in self.clients or one.client_id == NOBODY
        return mine and one.kind in self.kinds

    @property
    def sees_all(self) -> bool:
        """Whether nothing is hidden from it."""
        return self.clients is None and len(self.kinds) == len(Kind)


def reader_of(audience: Audience, homes: Iterable[tuple[str, str]]) -> Reader:
    """Return an audience for the gate; ``homes``: (client, office) pairs."""
    hidden = {kind for kind, field in _FIELDS.items() if not getattr(audience.sees, field)}
    if not audience.sees.cards:
        hidden.add(Kind.EVIDENCE)
    clients = None if audience.whole else audience.owned(homes)
    return Reader(id=audience.id, clients=clients, kinds=frozenset(Kind) - hidden)


class Watched:
    """Secrets that a reader may not see, found in texts and among numbers."""

    def __init__(self, reader: Reader, secrets: Iterable[Secret], free: Iterable[str]) -> None:
        """``free``: words that anybody may see, such as the names of offices and words of every day."""
        self.reader = reader
        every = list(secrets)
        open_ = [one for one in every if reader.may_see(one)]
        shut = [one for one in every if not reader.may_see(one)]
        self._shut = {one.text: one for one in reversed(shut)}
        plain = {one.text for one in open_ if one.kind in NUMBERS}
        self.numbers = {one.text: one for one in shut if one.kind in NUMBERS and one.text not in plain}
        self._allowed = [*(one.text for one in open_ if one.kind not in NUMBERS), *free]
        self._words = [one.text for one in shut if one.kind not in NUMBERS]

    @cached_property
    def words(self) -> Sought:
        """Words looked for in texts."""
        return Sought((one for one in self._words if not _like_a_number(one)), self._allowed)

    @cached_property
    def strong_words(self) -> Sought:
        """Words long enough to be no chance among raw bytes."""
        return Sought((one for one in self._words if len(squeezed(one).encode()) >= STRONG), self._allowed)

    @cached_property
    def file_words(self) -> Sought:
        """Words looked for in the names of files and folders: ids that are numbers too."""
        return Sought(self._words, self._allowed)

    @property
    def nothing(self) -> bool:
        """Whether there is nothing to look for."""
        return not self.words.words and not self.numbers

    def secret(self, word: str) -> Secret:
        """Return the secret of a word that was found."""
        return self._shut[word]

    def found_numbers(self, text: str) -> Iterable[tuple[Secret, int]]:
        """Yield the secrets among the numbers of a half-width text, and where each stands."""
        return ((self.numbers[form], at) for form, at in tokens(text) if form in self.numbers)


def _like_a_number(word: str) -> bool:
    return word.isdigit() and len(word) < SHORT_NUMBER
