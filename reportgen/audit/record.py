"""What the gate needs to know of a build, kept beside its restricted tables, so that it can run alone."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reportgen.audit.secrets import NUMBERS, Kind, Secret, secrets_of
from reportgen.audit.watched import Reader, Watched, reader_of
from reportgen.model.problem import Problem, Severity
from reportgen.model.results import Results
from reportgen.model.sightings import Sought
from reportgen.model.text import text
from reportgen.policy.audiences import Audience

FILE = "leak-gate.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Secrets, readers and words that anybody may see."""

    secrets: tuple[Secret, ...]
    readers: tuple[Reader, ...]
    free: tuple[str, ...]

    def watched(self, reader: Reader) -> Watched:
        """Return what one reader may not see."""
        return Watched(reader, self.secrets, self.free)


def record(secrets: Iterable[Secret], readers: Iterable[Reader], free: Iterable[str]) -> Record:
    """Return a record in the order in which it is written."""
    return Record(secrets=tuple(sorted(secrets)), readers=tuple(readers), free=tuple(sorted(set(free))))


def written(one: Record) -> bytes:
    """Return a record as JSON; the same record gives the same bytes."""
    content = {
        "secrets": [[secret.kind.value, secret.client_id, secret.text] for secret in one.secrets],
        "readers": [
            {
                "id": reader.id,
                "clients": None if reader.clients is None else sorted(reader.clients),
                "kinds": sorted(kind.value for kind in reader.kinds),
            }
            for reader in one.readers
        ],
        "free": list(one.free),
    }
    return (json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def read(content: bytes) -> Record:
    """Return the record that ``written`` wrote.

    Raises:  ValueError, KeyError or TypeError where it is no such record.
    """
    found = json.loads(content)
    return Record(
        secrets=tuple(Secret(Kind(kind), client, said) for kind, client, said in found["secrets"]),
        readers=tuple(
            Reader(
                id=one["id"],
                clients=None if one["clients"] is None else frozenset(one["clients"]),
                kinds=frozenset(map(Kind, one["kinds"])),
            )
            for one in found["readers"]
        ),
        free=tuple(found["free"]),
    )


def record_of(
    results: Results,
    audiences: Iterable[Audience],
    aliases: Iterable[tuple[str, str]],
    *,
    cards: frozenset[str],
    free: Iterable[str],
    vocabulary: str,
) -> tuple[Record, list[Problem]]:
    """Return what the gate needs to know of a build, and a note on names that it cannot look for.

    In:      results before any mask; audiences of the build; aliases: (client, spelling) pairs; cards: packs
             that grade by a scorecard; free: words that anybody may see; vocabulary: the product's own words,
             in which a name is no sign of its client.
    """
    homes = list(zip(results.clients["client_id"], results.clients["office_id"], strict=True))
    secrets = secrets_of(results, aliases, cards)
    offices = results.facts.offices
    known = [word for name in ("office_id", "name", "region", "manager", "mail") for word in offices[name] if word]
    ordinary = _ordinary(secrets, vocabulary)
    readers = [reader_of(one, homes) for one in audiences]
    return record(secrets, readers, [*free, *known, *ordinary]), _note(ordinary)


def _ordinary(secrets: Iterable[Secret], vocabulary: str) -> list[str]:
    """Return the words among the secrets that the product itself uses."""
    sought = Sought(one.text for one in secrets if one.kind not in NUMBERS)
    lines = (line for line in vocabulary.splitlines() if sought.may_be_in(line))
    return sorted({span.word for line in lines for span in sought.spans(line)})


def _note(ordinary: Sequence[str]) -> list[Problem]:
    if not ordinary:
        return []
    return [
        Problem(
            code="W703",
            severity=Severity.NOTE,
            file="config/profile.yaml",
            column="audiences",
            value=", ".join(ordinary),
            expected=text(
                "names that are no words of the reports themselves; these are not looked for by the leak gate"
            ),
        )
    ]
