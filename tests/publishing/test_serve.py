"""The preview: what it serves and what it does not, and that a change reaches the page."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from reportgen.model.period import Period
from reportgen.pipeline import Exit, Request, Run
from reportgen.policy.shipped import shipped
from reportgen.publishing import preview
from reportgen.publishing.preview import Shown, server
from reportgen.publishing.serve import Shop, Teller, rebuilt, serve, watched
from reportgen.publishing.watching import changed, seen
from reportgen.sample.workspace import write_workspace
from tests.publishing.small import site
from tests.publishing.web import asked, free_port

Q3 = Period.parse("2026Q3")


@contextmanager
def served(shown: Shown) -> Iterator[int]:
    with server(shown, 0) as web:
        threading.Thread(target=web.serve_forever, daemon=True).start()
        yield web.server_port
        web.shutdown()


def get(port: int, path: str, host: str = "") -> tuple[int, bytes, dict[str, str]]:
    return asked(port, path, {"Host": host or f"127.0.0.1:{port}"})


def laid(folder: Path, word: str) -> Path:
    """Pages of a build, and the restricted tables beside them."""
    files = site(word) | {"data/measures.csv": b"all", "office-HN/a b.csv": "数".encode()}
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


@pytest.fixture
def shown(tmp_path: Path) -> Shown:
    one = Shown()
    one.put(laid(tmp_path / "one", "first"))
    (tmp_path / "one" / "office-HN" / "out").symlink_to(tmp_path)
    (tmp_path / "secret.html").write_text("secret")
    return one


def test_a_page_gets_a_script_on_its_way_and_the_file_stays(shown: Shown, tmp_path: Path) -> None:
    with served(shown) as port:
        status, body, headers = get(port, "/office-HN/index.html")
    assert (status, headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert b'<script src="/-/reload.js?since=1" defer="defer"></script>' in body
    assert (tmp_path / "one/office-HN/index.html").read_bytes() == b"<p>first office-HN</p>"


def test_other_files_come_as_they_are(shown: Shown) -> None:
    with served(shown) as port:
        assert get(port, "/office-HN/assets/screen.css")[1] == b"/* first */"
        assert get(port, "/office-HN/a%20b.csv")[1] == "数".encode()
        assert asked(port, "/office-HN/a%20b.csv", {"Host": f"127.0.0.1:{port}"}, "HEAD")[:2] == (200, b"")


@pytest.mark.parametrize(
    "path",
    [
        "/data/measures.csv",
        "/office-HN/../data/measures.csv",
        "/office-HN/..%2fdata/measures.csv",
        "/office-HN/%2e%2e/%2e%2e/secret.html",
        "/office-HN/out/secret.html",
        "/../secret.html",
        "//secret.html",
        "/office-HN/nothing.html",
        "/-/nothing",
        "/office-HN/\0",
    ],
)
def test_nothing_outside_an_audience_is_served(path: str, shown: Shown) -> None:
    with served(shown) as port:
        assert get(port, path.replace("\0", "%00"))[0] == 404


def test_a_page_elsewhere_that_gave_its_name_our_address_gets_nothing(shown: Shown) -> None:
    with served(shown) as port:
        assert get(port, "/office-HN/index.html", "evil.example.com")[0] == 403
        assert get(port, "/office-HN/index.html", f"localhost:{port}")[0] == 200


def test_one_audience_alone(tmp_path: Path) -> None:
    shown = Shown("office-HN")
    shown.put(laid(tmp_path, "first"))
    with served(shown) as port:
        assert (get(port, "/")[0], get(port, "/")[2]["location"]) == (302, "/office-HN/")
        assert get(port, "/office-HN/")[0] == 200
        assert get(port, "//office-HN")[2]["location"] == "/office-HN/"
        assert get(port, "/office-HD/index.html")[0] == 404


def test_only_this_machine_can_connect(shown: Shown) -> None:
    with server(shown, 0) as web:
        assert web.server_address[0] == "127.0.0.1"


def test_news_are_told_at_once_and_no_news_after_a_while(
    shown: Shown, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preview, "PATIENCE", 0.05)
    with served(shown) as port:
        assert b"since" in get(port, "/-/reload.js?since=1")[1]
        assert get(port, "/-/news.js?since=1")[1] == b"// none yet\n"
        shown.put(laid(tmp_path / "two", "second"))
        assert get(port, "/-/news.js?since=1")[1] == b"location.reload();\n"
        assert b"second" in get(port, "/office-HN/index.html")[1]


# ------------------------------------------------------------------------------- building again


def renderer(root: Path) -> Callable[[Request], Run]:
    """A build that takes moments: its pages are the template as it stands; none where it is broken."""

    def build(request: Request) -> Run:
        template = (root / "templates" / "page.txt").read_text()
        if "broken" in template:
            return Run(exit=Exit.RENDER)
        assert request.output is not None
        return Run(exit=Exit.DONE, output=laid(request.output / "2026Q3", template))

    return build


@contextmanager
def working(root: Path, folder: Path) -> Iterator[tuple[int, list[str]]]:
    """A preview of ``root`` that looks for changes all the time."""
    lines: list[str] = []
    teller = Teller(built=lambda run: lines.append(run.exit.name), said=lambda one: lines.append(str(one)))
    shop = Shop(
        request=Request(root=root, period=Q3), shown=Shown(), teller=teller, build=renderer(root), pause=0.01
    )
    stop = threading.Event()
    rebuilt(shop, folder / "0")
    with served(shop.shown) as port:
        thread = threading.Thread(target=watched, args=(shop, folder, stop))
        thread.start()
        yield port, lines
        stop.set()
        thread.join(10)


def awaited(holds: Callable[[], bool], seconds: float = 10) -> bool:
    """Whether something comes true in time."""
    end = time.monotonic() + seconds
    while not holds() and time.monotonic() < end:
        time.sleep(0.02)
    return holds()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in ("templates/page.txt", "config/profile.yaml", "surveys/2026Q3/a.csv", "surveys/2026Q4/b.csv"):
        (tmp_path / "root" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "root" / name).write_text("first")
    return tmp_path / "root"


def test_a_changed_template_is_on_the_page_a_little_later(root: Path, tmp_path: Path) -> None:
    with working(root, tmp_path / "work") as (port, lines):
        assert b"first" in get(port, "/office-HN/index.html")[1]
        time.sleep(0.1)
        (root / "templates/page.txt").write_text("second")
        assert awaited(lambda: b"second" in get(port, "/office-HN/index.html")[1])
        assert "page.txt has changed; building again" in lines
    assert not (root / "output").exists()


def test_what_cannot_be_built_leaves_the_pages_before(root: Path, tmp_path: Path) -> None:
    with working(root, tmp_path / "work") as (port, lines):
        time.sleep(0.1)
        (root / "templates/page.txt").write_text("broken")
        assert awaited(lambda: "RENDER" in lines)
        assert b"first" in get(port, "/office-HN/index.html")[1]
        (root / "templates/page.txt").write_text("mended")
        assert awaited(lambda: b"mended" in get(port, "/office-HN/index.html")[1])


@pytest.mark.parametrize(("name", "counts"), [("surveys/2026Q3/a.csv", True), ("surveys/2026Q4/b.csv", False)])
def test_exports_up_to_the_period_count(name: str, counts: bool, root: Path, tmp_path: Path) -> None:  # noqa: FBT001
    with working(root, tmp_path / "work") as (_, lines):
        time.sleep(0.1)
        (root / name).write_text("later")
        assert awaited(lambda: lines.count("DONE") == 2, 5 if counts else 0.3) is counts


def test_files_that_an_editor_keeps_for_itself_do_not_count(root: Path) -> None:
    before = seen([root])
    for name in (".page.txt.swp", "~$a.xlsx", "page.txt~"):
        (root / "templates" / name).write_text("x")
    assert changed(before, seen([root])) == []
    (root / "templates" / "new.j2").write_text("x")
    assert changed(before, seen([root])) == [str(root / "templates" / "new.j2")]


def test_a_port_that_is_taken_is_said(shown: Shown) -> None:
    with server(shown, 0) as web:
        request = Request(root=shipped("config").parent, period=Q3)
        done = serve(request, Teller(built=print, said=print), port=web.server_port)
    assert done.exit == Exit.USAGE
    assert "is taken" in str(done.said[0])


@pytest.mark.slow
def test_a_real_workspace_a_real_template_a_real_client(tmp_path: Path) -> None:
    """The whole of it: one client of the sample, an overridden template, the browser's request for news."""
    root = tmp_path / "root"
    write_workspace(root, clients=12, offices=2, quarters=2, seed=1)
    (root / "templates").mkdir(exist_ok=True)
    shipped_page = (shipped("templates") / "client.html.j2").read_text("utf-8")
    lines: list[str] = []
    port = free_port()
    request = Request(root=root, period=Q3, clients=("C001",), jobs=2)
    teller = Teller(built=lambda run: lines.append(run.exit.name), said=lambda one: lines.append(str(one)))
    command = threading.Thread(target=serve, args=(request, teller), kwargs={"port": port}, daemon=True)
    command.start()
    assert awaited(lambda: any("look at" in line for line in lines), 120), lines
    page = "/credit/clients/C001.html"
    assert b"A planted sentence" not in get(port, page)[1]
    assert b'href="/credit/clients/C001.html"' in get(port, "/")[1]
    planted = shipped_page.replace("{% block screen %}", "{% block screen %}<p>A planted sentence</p>", 1)
    assert planted != shipped_page
    (root / "templates" / "client.html.j2").write_text(planted, "utf-8")
    while get(port, "/-/news.js?since=1")[1] != b"location.reload();\n":
        assert command.is_alive()
    assert b"A planted sentence" in get(port, page)[1]
    assert not (root / "output").exists()
