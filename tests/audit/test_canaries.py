"""Canaries in every client: what is found in a root is what its audience may see, no more and no less.

Each client of the worked example has a name, an alias, a code, a contact, words, an amount and a score that
nobody else has, and its words name a client of the other office. Masks, views, templates, data files and the
data book then make every root; the gate's own readers find what is in them.
"""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from functools import cache
from typing import Any

import pandas as pd
import pytest

from reportgen.audit.reading import found_in
from reportgen.audit.secrets import NOBODY, Kind, Secret, secrets_of
from reportgen.audit.watched import Reader, reader_of
from reportgen.deliver.book import data_book
from reportgen.deliver.data import data_files, data_tables
from reportgen.model.fact_frames import COMMENTS, ORDERS
from reportgen.model.results import Results
from reportgen.policy.aliases import Alias
from reportgen.policy.audiences import EVERYTHING, Audience
from reportgen.policy.config import Config
from reportgen.render import own_rows
from reportgen.render.audience import audiences, masked
from reportgen.render.html import Medium
from reportgen.render.site import search_script
from reportgen.render.views.pages import Asked, site
from reportgen.render.worker import RenderedFile, Worker
from tests.measure.literal import framed
from tests.render.example_results import example_config, example_results

CLIENTS = tuple(f"C0{number}" for number in range(1, 9))
OTHER = dict(zip(CLIENTS, ("C04", "C05", "C07", "C01", "C02", "C08", "C03", "C06"), strict=True))
"""Client → one of the other office, whom its words name."""
KINDS = {
    Kind.NAME,
    Kind.ALIAS,
    Kind.CREDIT_CODE,
    Kind.CONTACT,
    Kind.COMMENT,
    Kind.AMOUNT,
    Kind.SCORE,
    Kind.CLIENT_ID,
}


def name(client: str) -> str:
    return f"金丝雀{'甲乙丙丁戊己庚辛'[CLIENTS.index(client)]}号传动有限公司"


def alias(client: str) -> str:
    return f"{'甲乙丙丁戊己庚辛'[CLIENTS.index(client)]}雀厂"


def code(client: str) -> str:
    return f"9132CANARY{client}MA1X"


def contact(client: str) -> str:
    return f"鸟小{'甲乙丙丁戊己庚辛'[CLIENTS.index(client)]}"


def amount(client: str) -> int:
    return 123_456_701 + 1_111_002 * CLIENTS.index(client)


def score(client: str) -> Fraction:
    return Fraction(871_231 + 1_012 * CLIENTS.index(client), 10_000)


def words(client: str) -> str:
    """What it says of itself, with its own names, then of another office's client, spaced and full-width."""
    other = OTHER[client]
    mine = f"我厂{alias(client)}税号{code(client)}，本季交货比上季明显快了，"
    return mine + f"只是不如{' '.join(name(other))}和{alias(other)}，也不如{code(other).translate(WIDE)}"


WIDE = {code_: code_ + 0xFEE0 for code_ in range(0x21, 0x7F)}


def config() -> Config:
    found = example_config()
    table = found.profile.audiences
    fields = table.office.fields.model_copy(update={"comments": True, "contacts": True, "scores": True})
    seen = {"comments": True, "contacts": True}
    above = table.management.fields.model_copy(update=seen)
    table = table.model_copy(
        update={
            "office": table.office.model_copy(update={"fields": fields}),
            "management": table.management.model_copy(update={"fields": above}),
        }
    )
    spelt = tuple(Alias(written=alias(one), client_id=one) for one in CLIENTS)
    return replace(found, profile=found.profile.model_copy(update={"audiences": table}), aliases=spelt)


@cache
def results() -> Results:
    base = example_results()
    said = [
        {
            "response_id": f"R-{one}",
            "client_id": one,
            "office_id": home(base, one),
            "contact": contact(one),
            "answered_at": "2026-08-01T02:00:00Z",
            "comment": words(one),
            "file": "f.csv",
            "row": number,
        }
        for number, one in enumerate(CLIENTS, start=2)
    ]
    sold = [
        {
            "order_id": f"A-{one}-2026",
            "client_id": one,
            "office_id": home(base, one),
            "order_date": "2026-08-01",
            "amount_fen": amount(one),
            "margin_fen": amount(one) - 7,
        }
        for one in CLIENTS
    ]
    register = base.facts.register
    named: dict[str, Any] = {
        "name": register["client_id"].map(name).astype("str"),
        "credit_code": register["client_id"].map(code).astype("str"),
    }
    facts = replace(
        base.facts, register=register.assign(**named), comments=framed(COMMENTS, said), orders=framed(ORDERS, sold)
    )
    clients = base.clients.assign(
        name=base.clients["client_id"].map(name).astype("str"),
        sales=pd.Series([Fraction(amount(one), 100) for one in base.clients["client_id"]], dtype="object"),
    )
    scored = [score(one) if pack == "P03" else was for one, pack, was in _scores(base)]
    return replace(
        base,
        facts=facts,
        clients=clients,
        grades=base.grades.assign(score=pd.Series(scored, index=base.grades.index, dtype="object")),
    )


def _scores(base: Results) -> Iterator[tuple[str, str, Any]]:
    grades = base.grades
    return zip(grades["client_id"], grades["pack"], grades["score"], strict=True)


def home(base: Results, client: str) -> str:
    return str(base.clients.set_index("client_id").at[client, "office_id"])  # noqa: PD008


@cache
def canaries() -> tuple[Secret, ...]:
    spelt = [(one.client_id, one.written) for one in config().aliases]
    found = secrets_of(results(), spelt, frozenset({"P03"}))
    return tuple(one for one in found if one.kind in KINDS and one.client_id != NOBODY)


def root(audience: Audience, worker: Worker, media: tuple[Medium, ...] = ("screen",)) -> dict[str, bytes]:
    """Every file of an audience; of its PDFs, where they are asked for, one of each kind, as they take long."""
    seen = masked(results(), audience, config())
    made = site(seen, audience, config(), "zh", Asked(media=media))
    tables = data_tables(seen, seen.problems)
    files = data_files(tables, f"{audience.id}/data")
    files[f"{audience.id}/data/book.xlsx"] = data_book(tables, seen.window.as_of)
    files[f"{audience.id}/assets/search.js"] = search_script(made.search).encode()
    printed: set[str] = set()
    for job in made.jobs:
        first = job.template not in printed
        printed.add(job.template)
        wanted = job.media if first else tuple(one for one in job.media if one == "screen")
        for file in worker.rendered(replace(job, media=wanted)):
            if isinstance(file, RenderedFile):
                files[file.path] = file.content
    return files


def held(files: dict[str, bytes]) -> set[Secret]:
    return {one for path, content in files.items() for one in found_in(path, content, canaries())}


@pytest.fixture(scope="module")
def roots(worker: Worker) -> dict[str, set[Secret]]:
    return {one.id: held(root(one, worker)) for one in audiences(config(), results())}


def readers() -> list[Reader]:
    homes = list(zip(results().clients["client_id"], results().clients["office_id"], strict=True))
    return [reader_of(one, homes) for one in audiences(config(), results())]


def test_the_credit_root_holds_every_canary_of_every_kind(roots: dict[str, set[Secret]]) -> None:
    """The control of the equality: all that can be missed is there to be found."""
    assert {one.client_id for one in roots["credit"]} >= set(CLIENTS)
    for kind in KINDS:
        assert any(one.kind is kind for one in roots["credit"]), kind


@pytest.mark.slow
def test_pdfs_hold_exactly_what_their_audience_may_see(worker: Worker) -> None:
    found = {one.id: held(root(one, worker, ("screen", "print"))) for one in audiences(config(), results())}
    for reader in readers():
        allowed = {one.text for one in found["credit"] if reader.may_see(one)}
        assert {one.text for one in found[reader.id]} == allowed, reader.id


def test_each_root_holds_exactly_what_its_audience_may_see(roots: dict[str, set[Secret]]) -> None:
    for reader in readers():
        allowed = {one.text for one in roots["credit"] if reader.may_see(one)}
        assert {one.text for one in roots[reader.id]} == allowed, reader.id


def test_masks_left_out_are_seen(worker: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: without the mask of names, the words of one office's clients give the other's away."""
    monkeypatch.setattr(own_rows, "_without_others", lambda frame, *_: frame)
    east = next(one for one in audiences(config(), results()) if one.id == "office-E")
    mine = next(one for one in readers() if one.id == "office-E")
    foreign = {one.kind for one in held(root(east, worker)) if not mine.may_see(one)}
    assert foreign >= {Kind.NAME, Kind.ALIAS, Kind.CREDIT_CODE}


def test_what_a_group_of_fields_opens_is_gone_without_it_and_nothing_else(worker: Worker) -> None:
    sees = EVERYTHING.model_copy(update={"contacts": False, "amounts": False, "scores": False})
    kinds = {one.kind for one in held(root(Audience(id="management", sees=sees), worker))}
    assert kinds == KINDS - {Kind.CONTACT, Kind.AMOUNT, Kind.SCORE}
