"""The last lines of a run: how many cases were answered as the catalogue says."""

import pytest

from tests.faults.tally import MISSED, SWALLOWED, swallowed, told


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if MISSED in config.stash:
        from tests.faults.every import CASES

        missed = config.stash[MISSED]
        for line in told(missed, CASES):
            terminalreporter.write_line(line)
    if SWALLOWED in config.stash:
        counts = config.stash[SWALLOWED]
        terminalreporter.write_line(swallowed(counts))
