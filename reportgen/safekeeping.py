"""What the leak gate is told of a build, and what it says of one that stands."""

from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.audit.record import read, record_of
from reportgen.model.results import Results
from reportgen.policy.config import Config
from reportgen.policy.vocabulary import vocabulary
from reportgen.render.audience import audiences
from reportgen.render.field_masks import packs_by

if TYPE_CHECKING:
    from reportgen.audit.gate import Audit
    from reportgen.audit.record import Record
    from reportgen.model.problem import Problem

GATE = "data/leak-gate.json"
"""What the gate needs to run alone, among the restricted tables."""


def secrets(config: Config, results: Results) -> "tuple[Record, list[Problem]]":
    """Return what each audience may not see, and a note on names that the gate cannot look for."""
    profile = config.profile
    names = (profile.company.name, profile.company.product)
    free = [*profile.audiences.ordinary_words, *(word for one in names for word in (one.zh, one.en))]
    aliases = [(one.client_id, one.written) for one in config.aliases]
    cards = packs_by(config, "scorecard")
    readers = audiences(config, results)
    return record_of(results, readers, aliases, cards=cards, free=free, vocabulary=vocabulary())


def read_back(folder: Path, *, workers: int, locale: str) -> "Audit | None":
    """Return what the gate says of a build that stands in ``folder``; None where there is none with a record."""
    from reportgen.audit.gate import audited

    try:
        record = read((folder / GATE).read_bytes())
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return audited(folder, record, workers=workers, locale=locale)
