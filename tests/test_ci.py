"""The check that no test is skipped without leave."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parent.parent
REPORT = """<testsuites><testsuite>
<testcase classname="tests.test_a" name="test_runs"/>
<testcase classname="tests.test_a" name="test_sleeps"><skipped type="pytest.skip" message="no browser"/></testcase>
<testcase classname="tests.test_a" name="test_known"><skipped type="pytest.xfail" message="known"/></testcase>
</testsuite></testsuites>"""


@pytest.fixture(scope="module")
def skips() -> ModuleType:
    spec = importlib.util.spec_from_file_location("skips", ROOT / ".ci" / "skips.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def report(tmp_path: Path) -> str:
    path = tmp_path / "report.xml"
    path.write_text(REPORT)
    return str(path)


def test_a_skip_without_leave_fails(
    skips: ModuleType, report: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    leave = tmp_path / "allowed.txt"
    leave.write_text("# none\n")
    assert skips.main(str(leave), report) == 1
    assert capsys.readouterr().out == "skipped without leave: tests.test_a::test_sleeps: no browser\n"


def test_a_skip_with_leave_passes(skips: ModuleType, report: str, tmp_path: Path) -> None:
    leave = tmp_path / "allowed.txt"
    leave.write_text("tests.test_a::test_sleeps  # the browser is optional there\n")
    assert skips.main(str(leave), report) == 0
