"""A real nginx lets each audience into its own root and nowhere else."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from reportgen.cli import cli
from reportgen.publishing.guarded import guarded
from reportgen.publishing.nginx import HEADERS, Server, rules, wrong
from tests.publishing.small import AUDIENCES, Small, said, site
from tests.publishing.web import asked, by_password, free_port, password_files, served

TRICKS = (
    "/{other}/",
    "/{other}/2026Q3/index.html",
    "/{own}/../{other}/2026Q3/index.html",
    "/{own}/%2e%2e/{other}/2026Q3/index.html",
    "/{own}/..%2f{other}/2026Q3/index.html",
    "//{other}/2026Q3/index.html",
    "/{own}//..//{other}/2026Q3/index.html",
    "/./{other}/2026Q3/index.html",
    "/{own}/2026Q3/../../{other}/periods.js",
    "/{own}/../release.json",
    "/release.json",
    "/{own}/../../releases/",
    "/{own}/../../releases/lock",
    "/../releases/",
    "/current/{other}/index.html",
    "/",
    "/{other}",
)
"""Ways to another's root, or out of one's own."""
Identity = Callable[[str], dict[str, str]]


def by_header(audience: str) -> dict[str, str]:
    return {"X-Groups": f"staff, {audience}"}


@pytest.fixture
def published(small: Small) -> Small:
    small.publish("2026Q2")
    small.publish("2026Q3")
    for path in (small.target.parent, *small.target.parents[:3]):
        path.chmod(path.stat().st_mode | 0o055)
    return small


def server(small: Small, **given: str) -> Server:
    return Server(folder=str(small.target), name="localhost", listen=f"127.0.0.1:{free_port()}", **given)


def breaches(port: int, who: Identity) -> list[str]:
    """What a reader gets that is not of its own root, and what of its own it does not get."""
    found = []
    for own, other in (AUDIENCES, AUDIENCES[::-1]):
        for path in ("/", "/2026Q3/index.html", "/2026Q2/clients/C0.html", "/periods.js"):
            status = asked(port, f"/{own}{path}", who(own))[0]
            found += [f"{own} does not get {path}"] if status != 200 else []
        for trick in TRICKS:
            path = trick.format(own=own, other=other)
            status, body, _ = asked(port, path, who(own))
            if status < 400 and (status != 301 or other.encode() in body):
                found.append(f"{own} gets {path}: {status}")
        if asked(port, f"/{own}/2026Q3/index.html")[0] < 400:
            found.append(f"nobody gets /{own}/")
        if asked(port, f"/{own}/2026Q3/clients/", who(own))[0] != 403:
            found.append(f"{own} sees a listing")
        for method in ("POST", "PUT", "DELETE"):
            empty = {**who(own), "Content-Length": "0"}
            status = asked(port, f"/{own}/2026Q3/index.html", empty, method)[0]
            found += [f"{own} may {method}"] if status < 400 else []
    return found


@pytest.fixture(params=["password", "header"])
def guard(request: pytest.FixtureRequest, published: Small, tmp_path: Path) -> tuple[Server, Identity]:
    if request.param == "password":
        return server(published, users=str(password_files(tmp_path / "users"))), by_password
    return server(published, header="X-Groups", proxy="127.0.0.1"), by_header


def port_of(one: Server) -> int:
    return int(one.listen.rpartition(":")[2])


@pytest.mark.slow
def test_each_audience_gets_its_own_root_and_is_refused_the_others(
    guard: tuple[Server, Identity], tmp_path: Path
) -> None:
    one, who = guard
    with served(tmp_path / "nginx", rules(one, AUDIENCES), port_of(one)):
        assert breaches(port_of(one), who) == []


@pytest.mark.slow
def test_without_the_guard_of_a_root_anybody_gets_in(guard: tuple[Server, Identity], tmp_path: Path) -> None:
    """The control: the same rules, the same requests, the guards taken out."""
    one, who = guard
    open_rules = re.sub(r"(?m)^ *auth_basic.*\n|^ *if \((?s:.*?)\n {8}\}\n", "", rules(one, AUDIENCES))
    assert open_rules.count("\n") < rules(one, AUDIENCES).count("\n")
    with served(tmp_path / "nginx", open_rules, port_of(one)):
        found = breaches(port_of(one), who)
    assert "office-HN gets /office-HD/2026Q3/index.html: 200" in found
    assert "nobody gets /office-HD/" in found


@pytest.mark.slow
def test_every_answer_carries_the_headers(published: Small, tmp_path: Path) -> None:
    one = server(published, users=str(password_files(tmp_path / "users")))
    with served(tmp_path / "nginx", rules(one, AUDIENCES), port_of(one)):
        for path in ("/office-HN/2026Q3/index.html", "/office-HD/2026Q3/index.html", "/nowhere"):
            _, _, headers = asked(port_of(one), path, by_password("office-HN"))
            assert {name: headers.get(name.lower()) for name in HEADERS} == HEADERS
            assert headers["server"] == "nginx"


@pytest.mark.slow
def test_a_header_from_elsewhere_does_not_count(published: Small, tmp_path: Path) -> None:
    one = server(published, header="X-Groups", proxy="127.0.0.2")
    with served(tmp_path / "nginx", rules(one, AUDIENCES), port_of(one)):
        assert asked(port_of(one), "/office-HN/2026Q3/index.html", by_header("office-HN"))[0] == 403


@pytest.mark.slow
@pytest.mark.parametrize("groups", ["office-HN2", "xoffice-HN", "office.HN", ""])
def test_a_group_of_a_similar_name_is_another(groups: str, published: Small, tmp_path: Path) -> None:
    one = server(published, header="X-Groups", proxy="127.0.0.1")
    with served(tmp_path / "nginx", rules(one, AUDIENCES), port_of(one)):
        assert asked(port_of(one), "/office-HN/2026Q3/index.html", {"X-Groups": groups})[0] == 403


@pytest.mark.slow
def test_the_server_follows_the_switch_and_the_old_release_is_out_of_reach(
    published: Small, tmp_path: Path
) -> None:
    one = server(published, users=str(password_files(tmp_path / "users")))
    who = by_password("office-HN")
    with served(tmp_path / "nginx", rules(one, AUDIENCES), port_of(one)):
        published.built("2026Q3", site("fourth"))
        published.publish("2026Q3")
        assert asked(port_of(one), "/office-HN/2026Q3/index.html", who)[1] == b"<p>fourth office-HN</p>"
        published.rollback()
        assert asked(port_of(one), "/office-HN/2026Q3/index.html", who)[1] == b"<p>third office-HN</p>"


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({}, "one of them"),
        ({"users": "/etc/users", "header": "X-Groups"}, "one of them"),
        ({"header": "X-Groups"}, "--proxy"),
        ({"users": "/etc/users", "certificate": "/etc/c.pem"}, "belong together"),
        ({"users": "/etc/users", "listen": "80"}, "clear text"),
        ({"users": '/etc/"users'}, "cannot be told of"),
        ({"header": "X Groups", "proxy": "127.0.0.1"}, "cannot be told of"),
        ({"users": "/etc/users", "name": "a; b"}, "cannot be told of"),
    ],
)
def test_rules_that_would_not_hold_are_not_written(given: dict[str, str], why: str) -> None:
    fault = wrong(Server(**{"folder": "/srv/reports", "name": "reports.example.com", **given}), AUDIENCES)
    assert why in str(fault)


def test_an_audience_that_nginx_cannot_be_told_of_is_named() -> None:
    one = Server(folder="/srv", name="localhost", users="/etc/users")
    assert "office-a;b" in str(wrong(one, ["office-a;b"]))
    assert wrong(one, ["office-华东", "office-HN"]) is None


def test_the_command_prints_rules_for_the_audiences_that_are_online(published: Small) -> None:
    done = guarded(published.request(), str(published.target), {"name": "x", "users": "/etc/users"})
    for audience in AUDIENCES:
        assert f'location ^~ "/{audience}/"' in said(done)


def test_before_anything_is_published_there_is_nothing_to_guard(small: Small) -> None:
    assert "publish first" in said(guarded(small.request(), str(small.target), {"name": "x", "users": "/u"}))


def test_the_command_is_there() -> None:
    assert "--users" in CliRunner().invoke(cli, ["nginx", "--help"]).output
