"""Who sees what in a real build: in each root exactly what its audience may see."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from reportgen.audit.reading import found_in
from reportgen.audit.record import Record, read
from reportgen.audit.secrets import NOBODY, NUMBERS, Kind
from reportgen.pipeline import Exit, Request, audit, build
from reportgen.policy.shipped import shipped
from reportgen.safekeeping import GATE
from tests.builds.conftest import PERIOD, Built, new_workspace

SHOWN = {Kind.NAME, Kind.SHORT_NAME, Kind.CLIENT_ID, Kind.CONTACT, Kind.COMMENT, Kind.AMOUNT, Kind.STAFF}
"""Kinds of which the reports show something; nobody prints a credit code."""


@pytest.fixture(scope="module")
def known(built: Built) -> Record:
    return read((built.output / GATE).read_bytes())


def texts_of(folder: Path, known: Record) -> dict[str, set[str]]:
    """File of a root → every secret of every client that it holds."""
    secrets = [one for one in known.secrets if one.client_id != NOBODY]
    paths = [path for path in folder.rglob("*") if path.is_file() and path.suffix != ".css"]
    names = {path.relative_to(folder).as_posix(): path for path in paths}
    return {name: {one.text for one in found_in(name, path.read_bytes(), secrets)} for name, path in names.items()}


@pytest.fixture(scope="module")
def held(built: Built, known: Record) -> dict[str, dict[str, set[str]]]:
    return {reader.id: texts_of(built.output / reader.id, known) for reader in known.readers}


@pytest.fixture(scope="module")
def uncut(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The same workspace, with as many pages as a report needs: what paper cuts differs from reader to reader."""
    root = new_workspace(tmp_path_factory.mktemp("uncut"))
    profile = root / "config" / "profile.yaml"
    said = profile.read_text("utf-8")
    assert "pages: {client: 4, office: 8, management: 10}" in said
    profile.write_text(
        said.replace("{client: 4, office: 8, management: 10}", "{client: 99, office: 99, management: 99}"), "utf-8"
    )
    return Built(root, build(Request(root=root, period=PERIOD)))


def test_the_gate_finds_no_leak_in_the_build(built: Built) -> None:
    run = audit(Request(root=built.root, period=PERIOD))
    assert (run.exit, run.problems) == (Exit.DONE, ())


NAMES = {Kind.NAME, Kind.SHORT_NAME}
Held = dict[str, dict[str, set[str]]]


@pytest.mark.slow
def test_no_root_holds_what_its_audience_may_not_see(known: Record, held: Held) -> None:
    for reader in known.readers:
        allowed = {one.text for one in known.secrets if reader.may_see(one)}
        assert not set().union(*held[reader.id].values()) - allowed, reader.id


@pytest.mark.slow
def test_each_page_holds_all_that_its_audience_may_see_of_it(known: Record, uncut: Built) -> None:
    """The same client's or office's page, as credit sees it, less what is masked: nothing own is missing.

    Staff may be: who signs cards too stands on a page only by the cards that it does not show. And so may
    words that name another office's client: they are there, but with a mask in them (F19).
    """
    held = {reader.id: texts_of(uncut.output / reader.id, known) for reader in known.readers}
    staff = {one.text for one in known.secrets if one.kind is Kind.STAFF}
    for reader in known.readers:
        allowed = {one.text for one in known.secrets if reader.may_see(one)} - staff
        foreign = {one.text for one in known.secrets if one.kind in NAMES and not reader.may_see(one)}
        allowed -= {said for said in allowed if any(name in said for name in foreign)}
        pages = [name for name in held[reader.id] if name.startswith(("clients/", "offices/"))]
        assert pages
        for name in pages:
            assert held[reader.id][name] & allowed == held["credit"][name] & allowed, f"{reader.id}/{name}"


@pytest.mark.slow
def test_the_reports_do_show_secrets_of_each_kind(known: Record, held: Held) -> None:
    """The control of the equality: two empty sets would be equal too."""
    roots = {one: set().union(*files.values()) for one, files in held.items()}
    assert {one.kind for one in known.secrets if one.text in roots["credit"]} >= SHOWN - {Kind.AMOUNT}
    names = {one.text for one in known.secrets if one.kind is Kind.NAME}
    assert names <= roots["credit"]
    assert all(names & roots[f"office-{one}"] and names - roots[f"office-{one}"] for one in ("HD", "HN"))


def test_each_office_gets_the_problems_of_its_own_clients_rows(built: Built, known: Record) -> None:
    """K04: from the data files; the row of a client is told to its office, and to no other."""

    def rows(audience: str) -> set[str]:
        return set((built.output / audience / "data" / "problems.csv").read_text("utf-8").splitlines()[1:])

    whole, east, south = rows("credit"), rows("office-HD"), rows("office-HN")
    assert east
    assert south
    assert not east & south
    assert len(east | south) < len(whole)


def test_no_master_manifest_and_no_record_of_the_gate_stands_in_a_root(built: Built, known: Record) -> None:
    """K05."""
    roots = [built.output / reader.id for reader in known.readers]
    assert not [
        path for root in roots for path in root.rglob("*") if path.name in {"manifest.json", "leak-gate.json"}
    ]


# ------------------------------------------------------------------ what a careless template would do
def with_leak(root: Path, words: Iterable[str]) -> None:
    """Let the workspace's own template of offices name somebody."""
    whole = (shipped("templates") / "office.html.j2").read_text("utf-8")
    folder = root / "templates"
    folder.mkdir(exist_ok=True)
    mark = "{% block screen %}"
    assert mark in whole
    (folder / "office.html.j2").write_text(whole.replace(mark, f"{mark}<!-- {' '.join(words)} -->"), "utf-8")


@pytest.mark.slow
def test_a_template_that_names_another_offices_client_is_stopped(tmp_path: Path, known: Record) -> None:
    """As a preview, which is the fastest build that writes pages; nothing of it stays."""
    root = new_workspace(tmp_path)
    name = min(one.text for one in known.secrets if one.kind is Kind.NAME)
    with_leak(root, [name])
    run = build(Request(root=root, period=PERIOD, offices=("HD", "HN"), formats=frozenset({"html"})))
    assert run.exit is Exit.LEAK
    told = {one.value for one in run.problems if one.code == "E701"}
    assert name in told
    assert all(one in name for one in told), "the name, and the short name inside it"
    assert not (root / "output" / ".preview" / "2026Q3").exists()


@pytest.mark.slow
def test_a_leak_leaves_the_build_before_in_place(tmp_path: Path, known: Record) -> None:
    root = new_workspace(tmp_path)
    assert build(Request(root=root, period=PERIOD)).exit is Exit.NOTED
    link = root / "output" / "2026Q3"
    before = link.readlink()
    with_leak(root, [min(one.text for one in known.secrets if one.kind is Kind.NAME)])
    assert build(Request(root=root, period=PERIOD)).exit is Exit.LEAK
    assert link.readlink() == before
    assert audit(Request(root=root, period=PERIOD)).exit is Exit.DONE


def test_numbers_that_give_somebody_away_are_among_the_secrets(known: Record) -> None:
    assert {one.kind for one in known.secrets} >= NUMBERS - {Kind.SCORE, Kind.LIMIT}
