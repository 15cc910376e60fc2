"""Client files: what they lack, how old they are, and whether the levels in use are the computed ones."""

from typing import TYPE_CHECKING

from reportgen.grade.card_findings import place
from reportgen.model.records.words import FIELD_WORDS
from reportgen.model.register import clients_at
from reportgen.model.text import Text, text
from reportgen.policy.sources import Export

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pandas as pd

    from reportgen.grade.scene import Row, Scene
    from reportgen.model.finding import Finding

_BASICS = ("registered_address", "legal_representative", "main_business", "contact_name", "phone")


def client_file_incomplete(scene: "Scene", clause: str) -> "Iterator[Finding]":
    """The clients whose file lacks basic data, orders or a contract.

    In:      scene: of any pack; the register, ORDERS, and contracts of the declared exports.
    Out:     a finding per client and group that is missing. Basic data count only where the register
             records them for somebody; a client new in the period need not have ordered yet.
    Source:  P04.21 basic data, history of business, cooperation.
    """
    facts, window = scene.facts, scene.window
    clients = _clients(scene)
    kept = [name for name in _BASICS if clients[name].ne("").any()]
    ordered = set(facts.orders["client_id"])
    bound = _bound(scene)
    for client in clients.to_dict("records"):
        lacking = [name for name in kept if client[name] == ""]
        if lacking:
            what = text(
                "the file lacks basic data: {fields}", fields=tuple(Text(FIELD_WORDS[name]) for name in lacking)
            )
            yield _of(scene, clause, client, what)
        fresh = client["start_date"] is not None and client["start_date"] >= _stamp(window.period.start)
        if not fresh and client["client_id"] not in ordered and facts.was_read(Export.ORDERS, window.period):
            yield _of(scene, clause, client, text("the file holds no order"))
        if client["client_id"] not in bound:
            yield _of(scene, clause, client, text("the file holds no contract in force"))


def record_stale(scene: "Scene", clause: str) -> "Iterator[Finding]":
    """The clients whose data nobody has looked through for a year.

    In:      scene: of any pack; the register's updated_at.
    Out:     a finding per client, since the day of the last look.
    Source:  P17.23 up-to-date client data; house rule: a year, as P17.21 grades once a year.
    """
    import pandas as pd

    clients = _clients(scene)
    limit = _stamp(scene.window.last_day) - pd.DateOffset(years=1)
    for client in clients[clients["updated_at"] < limit].to_dict("records"):
        day = str(client["updated_at"])[:10]
        yield _of(scene, clause, client, text("its data were last looked through on {day}", day=day), since=day)
    for client in clients[clients["updated_at"].isna()].to_dict("records"):
        yield _of(scene, clause, client, text("no day is recorded on which its data were looked through"))


def level_not_recorded(scene: "Scene", clause: str) -> "Iterator[Finding]":
    """The clients whose level in use is another than the computed one.

    In:      scene: of a pack with levels; the register's grade_recorded, else the last row of ratings.
    Out:     a finding per client with both levels. A client without a recorded level of this policy
             is none: it may be recorded elsewhere.
    Source:  P04.18 levels match the facts.
    """
    computed = scene.graded[scene.graded["level"] != ""]
    levels = dict(zip(computed["client_id"], computed["level"], strict=True))
    recorded = _rated(scene) | _registered(scene)
    places = {client["client_id"]: client for client in _clients(scene).to_dict("records")}
    for client_id, level in levels.items():
        said = recorded.get(client_id, "")
        if said and said.casefold() != level.casefold():
            what = text("the level in use is {recorded}, the computed one {level}", recorded=said, level=level)
            yield _of(scene, clause, places[client_id], what, since=scene.window.last_day)


def recorded_levels(cell: str) -> "Mapping[str, str]":
    """The levels of one cell, by policy.

    In:      cell: of grade_recorded, as ingest leaves it.
    Out:     policy → level.
    Source:  house rule: P03:A;P17:B.
    """
    return dict(part.split(":", 1) for part in cell.split(";") if part)


def _registered(scene: "Scene") -> dict[str, str]:
    clients = _clients(scene)
    pairs = zip(clients["client_id"], clients["grade_recorded"], strict=True)
    found = {client: recorded_levels(cell).get(scene.pack.id, "") for client, cell in pairs}
    return {client: level for client, level in found.items() if level}


def _rated(scene: "Scene") -> dict[str, str]:
    """Return client → its level in force by the export of levels."""
    rows = in_force(scene, scene.facts.records["ratings"])
    mine = rows[rows["pack_id"].str.upper() == scene.pack.id]
    return dict(zip(mine["client_id"], mine["grade"], strict=True))


def in_force(scene: "Scene", ratings: "pd.DataFrame") -> "pd.DataFrame":
    """The levels that are recorded as in force at as-of.

    In:      ratings: of the declared exports.
    Out:     its rows of the population, the later of one client last.
    Source:  house rule: a level without a last day holds until the next.
    """
    last = _stamp(scene.window.last_day)
    begun = ratings["valid_from"] <= last
    over = ratings["valid_to"] < last
    mine = ratings["client_id"].isin(scene.clients["client_id"])
    return ratings[begun & ~over.fillna(value=False) & mine].sort_values("valid_from", kind="stable")


def _bound(scene: "Scene") -> set[str]:
    """Return the clients that have a contract in force at as-of."""
    contracts, last = scene.facts.records["contracts"], _stamp(scene.window.last_day)
    begun = ~(contracts["valid_from"] > last) & (contracts["signed_at"] <= last)
    return set(contracts.loc[begun & ~(contracts["valid_to"] < last), "client_id"])


def _clients(scene: "Scene") -> "pd.DataFrame":
    return clients_at(scene.facts.register, scene.window)


def _stamp(day: object) -> "pd.Timestamp":
    import pandas as pd

    return pd.Timestamp(str(day))


def _of(scene: "Scene", clause: str, client: "Row", what: "Text", since: object = "") -> "Finding":
    return scene.found(clause, what, client=client["client_id"], since=since, evidence=place(client))
