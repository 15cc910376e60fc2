"""Fail where a test was skipped that tests/allowed_skips.txt does not name.

python .ci/skips.py ALLOWED JUNIT_XML...
"""

import sys
from pathlib import Path

from defusedxml.ElementTree import parse


def allowed(path: Path) -> set[str]:
    """Test ids of the list; what follows # is the reason."""
    lines = (line.split("#")[0].strip() for line in path.read_text(encoding="utf-8").splitlines())
    return {line for line in lines if line}


def skipped(path: Path) -> dict[str, str]:
    """Test id to reason, for each test skipped in a JUnit report; expected failures are not skips."""
    found = {}
    for case in parse(path).iter("testcase"):
        for mark in case.iter("skipped"):
            if mark.get("type") == "pytest.skip":
                found[f"{case.get('classname')}::{case.get('name')}"] = mark.get("message") or ""
    return found


def main(allowed_path: str, *reports: str) -> int:
    """Print what was skipped without leave; return the exit code."""
    leave = allowed(Path(allowed_path))
    found = {test: why for report in reports for test, why in skipped(Path(report)).items() if test not in leave}
    for test, why in sorted(found.items()):
        print(f"skipped without leave: {test}: {why}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
