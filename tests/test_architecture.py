"""Rules about the code itself. Every check runs beside a control: a planted breach that it must find."""

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "reportgen"
MODULES = sorted(PACKAGE.rglob("*.py"))
DISTRIBUTIONS = packages_distributions()
NOT_IMPORTED = {"brotli", "pillow", "tzdata"}  # floors under weasyprint's own, and the time zones of zoneinfo
LONGEST = 400
BANNED_NAMES = {"utils", "util", "helpers", "common", "core", "manager", "base", "misc"}
CLOCKS = {
    ("datetime", "now"),
    ("datetime", "today"),
    ("datetime", "utcnow"),
    ("date", "today"),
    ("Timestamp", "now"),
    ("Timestamp", "today"),
    ("time", "time"),
}
NOTED_DOWN = {"reportgen/commands/aliases.py"}
"""Commands that write down when a person said something; no figure depends on it."""
# A developer's own folders, and where packages are fetched from; spelt so that this file is not a hit itself.
MACHINE = re.compile(
    r"(?<![\w.~/-])/(?:work|root|home/\w+|Users/\w+)/"
    r"|(?:py[p]i\.org|python[h]osted\.org|npm[j]s\.(?:com|org)|deb\.deb[i]an\.org|--(?:extra-)?index[-]url)"
)


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


def tracked_files() -> list[Path]:
    listed = run("git", "ls-files", "-z", cwd=ROOT)
    assert listed.returncode == 0, listed.stderr
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


# ------------------------------------------------------------------------------------ layers


def layers(folder: Path) -> subprocess.CompletedProcess[str]:
    return run(Path(sys.executable).with_name("lint-imports"), "--no-cache", cwd=folder)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    ignored = shutil.ignore_patterns("__pycache__", "*.ttf", "*.mo")
    shutil.copytree(PACKAGE, tmp_path / "reportgen", ignore=ignored)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_data_flows_one_way() -> None:
    found = layers(ROOT)
    assert found.returncode == 0, found.stdout


@pytest.mark.parametrize(
    ("home", "line"),
    [
        ("measure", "import reportgen.grade\n"),  # a sibling
        ("model", "import reportgen.policy\n"),  # uphill
        ("sample", "import reportgen.ingest\n"),  # a sample that leans on the reader proves nothing
    ],
)
def test_control_an_import_against_the_layers_is_found(copy: Path, home: str, line: str) -> None:
    (copy / "reportgen" / home / "planted.py").write_text(line)
    found = layers(copy)
    assert found.returncode == 1
    assert f"reportgen.{home}.planted" in found.stdout


def test_control_a_home_without_a_layer_is_found(copy: Path) -> None:
    (copy / "reportgen" / "elsewhere.py").write_text('"""No place in the contract."""\n')
    assert "reportgen.elsewhere" in layers(copy).stdout


# ------------------------------------------------------------------------------------ code


def breaches(source: str) -> list[str]:
    """What the house style forbids in ``source``, with its line."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    return [f"{call.lineno}: {what}" for call in calls for what in _breach(call)]


def _breach(node: ast.Call) -> Iterator[str]:
    if not isinstance(node.func, ast.Attribute):
        return
    name = node.func.attr
    keywords = {keyword.arg: keyword.value for keyword in node.keywords}
    owner = node.func.value
    if (getattr(owner, "attr", getattr(owner, "id", "")), name) in CLOCKS:
        yield f"{ast.unparse(node.func)}() reads the clock; it enters once, as --as-of"
    if "inplace" in keywords:
        yield "inplace= changes an argument"
    if name == "iterrows":
        yield "iterrows() where a column operation or to_dict('records') belongs"
    if name == "apply" and "axis" in keywords:
        yield "apply(axis=) is a row loop"
    if name == "merge" and not keywords.keys() >= {"how", "validate"}:
        yield "merge without how= and validate="


AS_OF = "reportgen/commands/options.py"
"""Where --as-of is parsed: the one place that looks at the clock, to say that the two are far apart (E13)."""


def test_no_clock_no_inplace_no_row_loop_no_vague_merge() -> None:
    found = {str(path.relative_to(ROOT)): breaches(path.read_text(encoding="utf-8")) for path in MODULES}
    held_against_the_clock = [line for line in found.pop(AS_OF) if "as --as-of" not in line]
    assert not held_against_the_clock
    assert {path for path in NOTED_DOWN if len(found.pop(path)) != 1} == set()
    assert {path: lines for path, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    "planted",
    [
        "now = datetime.now(UTC)",
        "now = datetime.datetime.now()",
        "day = date.today()",
        "day = pd.Timestamp.today()",
        "then = time.time()",
        "frame.sort_values('a', inplace=True)",
        "for _, row in frame.iterrows(): pass",
        "frame.apply(f, axis=1)",
        "left.merge(right, on='a', how='left')",
    ],
)
def test_control_a_planted_breach_is_found(planted: str) -> None:
    assert len(breaches(f"x = 1\n{planted}\n")) == 1


def too_long(path: Path, limit: int = LONGEST) -> bool:
    return len(path.read_text(encoding="utf-8").splitlines()) > limit


def test_no_module_is_longer_than_it_can_be_read() -> None:
    assert [str(path.relative_to(ROOT)) for path in MODULES if too_long(path)] == []


def test_control_a_long_module_is_found(tmp_path: Path) -> None:
    planted = tmp_path / "long.py"
    planted.write_text("x = 1\n" * (LONGEST + 1))
    assert too_long(planted)


def vague(path: Path) -> bool:
    return bool(BANNED_NAMES & {path.stem, *path.parts})


def test_every_home_is_named_after_what_lives_there() -> None:
    assert [path for path in MODULES if vague(path.relative_to(PACKAGE))] == []


def test_control_a_vague_home_is_found() -> None:
    assert vague(Path("grade/utils.py"))
    assert vague(Path("common/scores.py"))


# ------------------------------------------------------------------------------------ docstrings of figures


def undocumented(source: str) -> list[str]:
    """Public functions over frames that do not say what comes in, what goes out and which clause says so."""
    functions = [node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef)]
    return [
        node.name
        for node in functions
        if not node.name.startswith("_")
        and node.returns is not None
        and "DataFrame" in ast.unparse(node.returns)
        and not all(label in (ast.get_docstring(node) or "") for label in ("In:", "Out:", "Source:"))
    ]


def test_every_figure_says_what_it_takes_what_it_gives_and_why() -> None:
    paths = [path for home in ("measure", "grade", "compare") for path in sorted((PACKAGE / home).glob("*.py"))]
    found = {str(path.relative_to(ROOT)): undocumented(path.read_text(encoding="utf-8")) for path in paths}
    assert {path: names for path, names in found.items() if names} == {}


def test_control_a_figure_without_a_source_is_found() -> None:
    planted = (
        'def share(answers: pd.DataFrame) -> pd.DataFrame:\n    """Share.\n\n    In: x\n    Out: y\n    """\n'
    )
    assert undocumented(planted) == ["share"]
    assert undocumented(planted.replace("Out: y", "Out: y\n    Source: P06.8")) == []


# ------------------------------------------------------------------------------------ tracked files


def machine_traces(path: Path) -> list[str]:
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return []
    return [line.strip()[:120] for line in text.splitlines() if MACHINE.search(line)]


def test_no_tracked_file_names_a_machine_or_a_package_index() -> None:
    found = {str(path.relative_to(ROOT)): machine_traces(path) for path in tracked_files()}
    assert {path: lines for path, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    ("form", "word"),
    [
        ("see /{}/main/x", "work"),
        ("open('/{}/a')", "root"),
        ("/{}/wang/a", "home"),
        ("--{}-url x", "index"),
        ("{}.org/simple", "pypi"),
    ],
)
def test_control_a_planted_trace_is_found(tmp_path: Path, form: str, word: str) -> None:
    path = tmp_path / "notes.md"
    path.write_text(f"fine: config/work/x and https://example.org/root/\n{form.format(word)}\n")
    assert len(machine_traces(path)) == 1


LOCKED = re.compile(r"^[a-z0-9-]+==[^ ;]+( ; [^\\]+)? \\$|^    --hash=sha256:[0-9a-f]{64}( \\)?$")


def test_the_lock_file_holds_versions_and_hashes_and_no_more() -> None:
    lines = (ROOT / "requirements.lock").read_text().splitlines()
    assert [line for line in lines if not LOCKED.match(line)] == []


@pytest.mark.parametrize(
    "planted", ["click>=8", "click==8.5.1", "--find-links x", "# via click", "click @ https://x/y.whl \\"]
)
def test_control_a_line_that_pins_nothing_is_found(planted: str) -> None:
    assert not LOCKED.match(planted)


def declared() -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [line for lines in project["optional-dependencies"].values() for line in lines]
    return {re.split(r"[<>=\[ ;]", line)[0].lower() for line in (*project["dependencies"], *extras)}


def libraries(source: str) -> set[str]:
    """Top-level names of what is imported, but for the standard library and our own."""
    tree = list(ast.walk(ast.parse(source)))
    plain = {alias.name for node in tree if isinstance(node, ast.Import) for alias in node.names}
    origins = {node.module or "" for node in tree if isinstance(node, ast.ImportFrom) and not node.level}
    return {name.split(".")[0] for name in plain | origins} - sys.stdlib_module_names - {"reportgen"}


def distributions(library: str) -> set[str]:
    return {name.lower().replace("_", "-") for name in DISTRIBUTIONS.get(library, [])}


def undeclared(source: str) -> set[str]:
    """Imported libraries that pyproject.toml does not name; transitive ones are not ours to import."""
    return {library for library in libraries(source) if not declared() & distributions(library)}


def test_every_library_that_is_imported_is_declared() -> None:
    found = {str(path.relative_to(ROOT)): undeclared(path.read_text(encoding="utf-8")) for path in MODULES}
    assert {path: names for path, names in found.items() if names} == {}


def test_every_library_that_is_declared_is_used() -> None:
    imported = set().union(*(libraries(path.read_text(encoding="utf-8")) for path in MODULES))
    assert declared() - set().union(*map(distributions, imported)) == NOT_IMPORTED


def test_control_an_undeclared_library_is_found() -> None:
    assert undeclared("import pandas as pd\nfrom yaml import load\nfrom duckdb import sql\nimport nowhere") == {
        "duckdb",
        "nowhere",
    }
