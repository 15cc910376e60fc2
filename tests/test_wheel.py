"""The wheel alone, in an empty folder: nothing of the checkout may be needed. No network is used."""

import os
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
NOTED = 3  # the sample is dirty on purpose
SHIPPED = ("templates", "config")

pytestmark = pytest.mark.slow


def run(*command: str | Path, cwd: Path, code: int = 0) -> str:
    environment = {key: value for key, value in os.environ.items() if key not in {"PYTHONPATH", "PYTEST_ADDOPTS"}}
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == code, f"{done.stdout}\n{done.stderr}"
    return done.stdout


def tracked(folder: str = ".") -> list[str]:
    listed = run("git", "ls-files", "-z", folder, cwd=ROOT).split("\0")
    return [name for name in listed if name and (ROOT / name).is_file()]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from the tracked files alone, as they stand."""
    source = tmp_path_factory.mktemp("source")
    for name in tracked():
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, source / name)
    target = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", target, cwd=source)
    return next(target.glob("*.whl"))


@pytest.fixture(scope="module")
def command(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`reportgen` in a virtual environment with the locked libraries, but without the checkout."""
    home = tmp_path_factory.mktemp("installed") / "venv"
    venv.create(home, with_pip=False, symlinks=True)
    site = next(home.glob("lib/python*/site-packages"))
    libraries = Path(sys.executable).parent.parent / site.relative_to(home)
    for path in libraries.iterdir():
        if "reportgen" not in path.name.lower():
            (site / path.name).symlink_to(path)
    run(sys.executable, "-m", "pip", "--python", home, "install", "--no-deps", "--no-index", wheel, cwd=home)
    return home / "bin" / "reportgen"


def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_the_wheel_carries_templates_packs_fonts_and_catalogue(wheel: Path) -> None:
    found = names(wheel)
    for folder in SHIPPED:
        carried = tracked(folder)
        assert carried
        assert {f"reportgen/_shipped/{name}" for name in carried} <= found
    assert {f"reportgen/fonts/ReportgenSansSC-{style}.ttf" for style in ("Regular", "Bold")} <= found
    assert any(name.endswith(("reportgen.po", "reportgen.mo")) for name in found)
    assert any(name.endswith("licenses/LICENSE") for name in found)


def test_the_wheel_carries_no_test_and_no_export(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in names(wheel)}
    assert {top for top in tops if not top.startswith("client_reportgen-")} == {"reportgen"}


def test_a_sample_is_written_and_built_in_an_empty_folder(command: Path, tmp_path: Path) -> None:
    run(command, "sample", "demo", cwd=tmp_path)
    shown = run(command, "build", "2026Q3", "--root", "demo", "--jobs", "2", cwd=tmp_path, code=NOTED)
    pages = [Path(line) for line in shown.splitlines()]
    assert pages
    assert all((tmp_path / page).is_file() for page in pages)
    assert list(tmp_path.glob("demo/output/2026Q3/*/clients/*.pdf"))


def test_control_the_checkout_is_out_of_reach(command: Path, tmp_path: Path) -> None:
    """With the shipped folder gone the build must fail, or the test above proves nothing."""
    home = command.parent.parent
    copy = tmp_path / "venv"
    shutil.copytree(home, copy, symlinks=True)
    package = next(copy.glob("lib/python*/site-packages/reportgen"))
    shutil.rmtree(package / "_shipped")
    run(command, "sample", "demo", cwd=tmp_path)
    shutil.rmtree(tmp_path / "demo" / "templates", ignore_errors=True)
    python = copy / "bin" / "python"
    script = f"import sys; sys.path.insert(0, {str(package.parent)!r}); from reportgen.cli import main; main()"
    build = [str(python), "-c", script, "build", "2026Q3", "--root", "demo"]
    done = subprocess.run(build, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode not in {0, NOTED}
    assert "ModuleNotFoundError" not in done.stderr
