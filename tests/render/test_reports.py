"""The pool: order, limits, lost workers, and the same bytes everywhere."""

import hashlib
import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from reportgen.model.problem import Problem
from reportgen.render.reports import rendered
from reportgen.render.worker import PageJob, RenderedFile, RenderSetup, Worker
from tests.render.conftest import SETUP
from tests.render.quarter_client import CLIENT
from tests.render.quarter_management import MANAGEMENT
from tests.render.quarter_site import METHOD_PAGE

ROOT = Path(__file__).parents[2]
OS = "cycler.__init__.__globals__.os"


def job(number: int, template: str = "methodology") -> PageJob:
    view = replace(METHOD_PAGE, headline=f"第 {number} 页")
    return PageJob(template=template, view=view, media=("screen",), target=f"p{number}")


def limited(setup: RenderSetup, **limits: int) -> RenderSetup:
    return replace(setup, limits=setup.limits.model_copy(update=limits))


@pytest.fixture
def with_template(tmp_path: Path) -> Callable[[str], RenderSetup]:
    """A setup with one more template, bad.html.j2."""

    def write(template: str) -> RenderSetup:
        (tmp_path / "bad.html.j2").write_text(template, "utf-8")
        return replace(SETUP, folders=(tmp_path, *SETUP.folders))

    return write


def test_files_come_in_the_order_of_the_jobs_whatever_the_workers() -> None:
    jobs = [replace(job(i), media=("screen", "print") if i % 5 == 0 else ("screen",)) for i in range(12)]
    jobs = [replace(one, template="client", view=CLIENT) if "print" in one.media else one for one in jobs]
    one, two = (list(rendered(jobs, SETUP, workers=n)) for n in (1, 2))
    assert one == two
    paths = [file.path for file in one if isinstance(file, RenderedFile)]
    assert paths == [
        f"p{i}{suffix}" for i in range(12) for suffix in ([".html", ".pdf"] if i % 5 == 0 else [".html"])
    ]


def test_a_job_can_be_sent_to_a_worker() -> None:
    one = PageJob(template="client", view=CLIENT, media=("print",), target="clients/C0417")
    assert pickle.loads(pickle.dumps(one)) == one  # noqa: S301  # our own


@pytest.mark.parametrize(
    ("template", "limits"),
    [
        ("{% for i in range(10 ** 12) %}{% endfor %}", {"seconds": 1}),
        ("{{ 'x' * 10 ** 10 }}", {"memory_mb": 1024}),
        (f"{{{{ {OS}.abort() }}}}", {}),
    ],
    ids=["time", "memory", "death"],
)
def test_a_report_that_never_ends_is_named_and_the_others_are_done(
    template: str, limits: dict[str, int], with_template: Callable[[str], RenderSetup]
) -> None:
    setup = limited(with_template(template), **limits)
    out = list(rendered([job(1), job(2, "bad"), job(3)], setup, workers=1))
    assert [one.path for one in out if isinstance(one, RenderedFile)] == ["p1.html", "p3.html"]
    assert [(one.code, one.file) for one in out if isinstance(one, Problem)] == [("E402", "p2")]


def test_a_report_whose_worker_died_once_is_done_when_tried_alone(
    with_template: Callable[[str], RenderSetup], tmp_path: Path
) -> None:
    marker = tmp_path / "died"
    setup = with_template(
        f"{{% if not {OS}.path.exists(page.about) %}}"
        f"{{{{ {OS}.mkdir(page.about) }}}}{{{{ {OS}.abort() }}}}"
        "{% endif %}done"
    )
    again = replace(job(2, "bad"), view=replace(METHOD_PAGE, about=str(marker)))
    out = list(rendered([job(1), again, job(3)], setup, workers=2))
    assert [one.path for one in out if isinstance(one, RenderedFile)] == ["p1.html", "p3.html", "p2.html"]
    assert marker.exists()


def test_a_font_that_cannot_be_read_stops_before_the_first_page(tmp_path: Path) -> None:
    broken = tmp_path / "font.ttf"
    broken.write_bytes(b"no font")
    out = list(rendered([job(1)], replace(SETUP, fonts=(broken, tmp_path / "gone.otf")), workers=1))
    assert [(one.code, one.file) for one in out if isinstance(one, Problem)] == [
        ("E422", "font.ttf"),
        ("E422", "gone.otf"),
    ]
    assert len(out) == 2


def test_workers_that_cannot_start_are_said() -> None:
    setup = replace(SETUP, folders=(Path("nowhere"),))
    out = list(rendered([job(1), job(2)], setup, workers=1))
    assert [one.code for one in out if isinstance(one, Problem)] == ["E403"]


SCRIPT = """
import hashlib, sys
from dataclasses import replace
from pathlib import Path
from tests.render.conftest import SETUP
from tests.render.quarter_client import CLIENT
from tests.render.quarter_management import MANAGEMENT
from reportgen.render.worker import PageJob, Worker
folders = (Path(sys.argv[1]), *SETUP.folders)
worker = Worker(replace(SETUP, folders=folders), Path(sys.argv[2]))
for template, view in (("client", CLIENT), ("management", MANAGEMENT)):
    for file in worker.rendered(PageJob(template=template, view=view, media=("screen", "print"), target=template)):
        print(file.path, hashlib.sha256(file.content).hexdigest())
"""


def digests(tmp_path: Path, seed: str, zone: str, templates: Path) -> str:
    scratch = tmp_path / f"scratch-{seed}"
    scratch.mkdir(exist_ok=True)
    environment = {
        **{key: value for key, value in os.environ.items() if key not in ("FONTCONFIG_FILE", "SOURCE_DATE_EPOCH")},
        "PYTHONHASHSEED": seed,
        "TZ": zone,
    }
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(templates), str(scratch)],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def test_two_processes_in_other_zones_with_other_hashes_write_the_same_bytes(tmp_path: Path) -> None:
    first = digests(tmp_path, "1", "Asia/Shanghai", tmp_path)
    second = digests(tmp_path, "2", "America/New_York", tmp_path)
    assert first == second
    assert first.count("\n") == 4
    control = tmp_path / "control"
    control.mkdir()
    shipped = (SETUP.folders[0] / "_actions.html.j2").read_text("utf-8")
    planted = shipped.replace("{{ actions.empty }}", "").replace(
        '<th scope="col">#</th>', "<th>{{ page.name.__hash__() }}</th>"
    )
    assert planted != shipped
    (control / "_actions.html.j2").write_text(planted, "utf-8")
    assert digests(tmp_path, "1", "UTC", control) != digests(tmp_path, "2", "UTC", control)


def test_the_date_inside_is_the_periods_and_a_different_one_is_seen(tmp_path: Path) -> None:
    later = replace(SETUP, made_on=SETUP.made_on.replace(year=2027))
    one = PageJob(template="management", view=MANAGEMENT, media=("print",), target="m")
    made = {
        hashlib.sha256(file.content).hexdigest()
        for i, setup in enumerate((SETUP, SETUP, later))
        for file in Worker(setup, tmp_path / str(i)).rendered(one)
        if isinstance(file, RenderedFile)
    }
    assert len(made) == 2


def test_a_worker_has_no_network(tmp_path: Path) -> None:
    script = (
        "import socket, sys; from tests.render.conftest import SETUP; from reportgen.render.worker import start;"
        "start(SETUP, sys.argv[1]);"
        "socket.create_connection(('127.0.0.1', 9), timeout=1)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert "PermissionError: a render worker has no network" in done.stderr
