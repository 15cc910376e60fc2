"""Small samples, what their last two quarters found, and readers of every kind."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from reportgen.model.period import Period
from reportgen.model.results import Results
from reportgen.pipeline import check
from reportgen.policy.audiences import REPORTS, Audience, Custom, Fields, Sight
from reportgen.policy.config import Config
from reportgen.policy.load import load_config
from reportgen.policy.strict import Words
from reportgen.render.audience import audiences, client_audience, masked
from reportgen.sample.workspace import write_workspace

QUARTERS = ("2026Q2", "2026Q3")
PAIR = "south"
"""A reader of two offices together."""
COPY = Sight(
    offices="own",
    clients="own",
    reports=("client",),
    fields=Fields(**{**dict.fromkeys(Fields.model_fields, False), "amounts": True, "findings": True}),
)
"""What a client gets of itself: the most that the profile may allow, but for words and names."""


@dataclass(frozen=True)
class Sample:
    """A workspace whose profile has all kinds of readers, and its last two quarters before any mask."""

    config: Config
    quarters: dict[str, Results]
    copies: dict[str, dict[str, Results]] = field(default_factory=dict)
    """Reader → what was masked for it already."""

    @property
    def now(self) -> Results:
        return self.quarters[QUARTERS[-1]]

    def readers(self) -> Iterator[Audience]:
        """Yield everybody from whom something is hidden, and the copies for two clients."""
        yield from (one for one in audiences(self.config, self.now) if one.id != "credit")
        for client in sorted(self.now.clients["client_id"])[:2]:
            copy = client_audience(self.config, client)
            assert copy is not None
            yield copy

    def reader(self, one: str) -> Audience:
        return next(reader for reader in self.readers() if reader.id == one)

    def seen(self, reader: Audience) -> dict[str, Results]:
        """Return what a reader's copy of each quarter holds."""
        if reader.id not in self.copies:
            self.copies[reader.id] = {
                one: masked(found, reader, self.config) for one, found in self.quarters.items()
            }
        return self.copies[reader.id]


@cache
def sample(clients: int, offices: int, quarters: int = 4) -> Sample:
    root = Path(mkdtemp(prefix="reportgen-attack-"))
    write_workspace(root, clients=clients, offices=offices, quarters=quarters, seed=1)
    config, problems = load_config(root)
    assert config is not None, problems
    found = {quarter: check(root, Period.parse(quarter)).table for quarter in QUARTERS}
    return Sample(with_readers(config, found[QUARTERS[-1]]), found)


def with_readers(config: Config, results: Results) -> Config:
    """Return a configuration with a reader of all offices but the last, and copies for clients."""
    ids = sorted(results.facts.offices["office_id"])
    table = config.profile.audiences
    pair = Custom(
        id=PAIR,
        name=Words(zh="片区", en="Region"),
        offices=tuple(ids[1:]),
        clients="all",
        reports=REPORTS,
        fields=table.office.fields,
    )
    known = table.model_copy(update={"custom": (pair,), "client": COPY})
    profile = config.profile.model_copy(update={"audiences": known})
    return Config(**{name: getattr(config, name) for name in Config.__slots__} | {"profile": profile})
