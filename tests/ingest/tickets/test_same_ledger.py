"""The sample's complaint ledger sent as an OpenDocument workbook, and as a log of events: the same measures."""

import csv
import io
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from reportgen.model.results import Results
from reportgen.sample.workspace import write_workspace
from tests.ingest.opening import ods, plain, table
from tests.real.workspace import analysed

pytestmark = pytest.mark.slow

PERIOD = "2026Q3"
FILES, ENCODING = '    files: ["客诉台账_*.csv"]\n', "    encoding: gb18030  # 客服系统只会导出 GBK\n"
RECEIVED, REPLIED, CLOSED, STATE = "收到时间", "首次答复时间", "结案时间", "状态"
BACKWARDS = "TS-2607-004"
"""Its close lies before its receipt: a log of events tells another story of it."""

Rows = list[list[str]]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("sample")
    write_workspace(root, clients=12, offices=2, quarters=2, seed=1)
    return root


def sent(
    sample: Path, root: Path, rule: Callable[[str], str], write: Callable[[Rows], bytes], suffix: str
) -> Results:
    """Return the results of the sample with its ledgers written in another way."""
    shutil.copytree(sample, root, dirs_exist_ok=True)
    sources = root / "config/sources.yaml"
    sources.write_text(rule(sources.read_text("utf-8")), encoding="utf-8")
    for path in sorted(root.glob("surveys/*/客诉台账_*.csv")):
        rows = list(csv.reader(io.StringIO(path.read_bytes().decode("gb18030"), newline="")))
        at = rows[0].index("投诉编号")
        kept = [row for row in rows if row[at] != BACKWARDS]
        path.unlink()
        path.with_suffix(suffix).write_bytes(write(kept))
    return analysed(root, PERIOD)


def as_csv(rows: Rows) -> bytes:
    """Return rows as the customer service sends them."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode("gb18030")


def as_events(rows: Rows) -> bytes:
    """Return a log of what the ledger says happened, without its columns of reply and close."""
    names = rows[0]
    received, replied, closed, state = (names.index(name) for name in (RECEIVED, REPLIED, CLOSED, STATE))
    told = [[*names, "更新时间"]]
    for row in rows[1:]:
        steps = [("待受理", row[received]), ("处理中", row[replied]), (row[state], row[closed])]
        told += [[*row[:state], word, *row[state + 1 :], when] for word, when in steps if when]
    return as_csv([[cell for at, cell in enumerate(row) if at not in {replied, closed}] for row in told])


def of_events(text: str) -> str:
    """Return the rules with the ledger as a log of events."""
    before, _, rest = text.partition(FILES)
    own, mark, after = rest.partition("  - export")
    own = own.replace(ENCODING, f"{ENCODING}    events: {{updated_at: [更新时间], opening: [待受理]}}\n")
    own = own.replace(f"      first_reply_at: [{REPLIED}]\n", "").replace(f"      closed_at: [{CLOSED}]\n", "")
    own = own.replace("open: [处理中, 未解决]", "open: [处理中, 未解决, 待受理]")
    return before + FILES + own + mark + after


def of_ods(text: str) -> str:
    """Return the rules with the ledger as an OpenDocument workbook."""
    return text.replace(FILES, FILES.replace(".csv", ".ods")).replace(ENCODING, "")


@pytest.fixture(scope="module")
def usual(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Results:
    return sent(sample, tmp_path_factory.mktemp("usual"), str, as_csv, ".csv")


def test_an_opendocument_workbook_gives_the_same_measures(sample: Path, usual: Results, tmp_path: Path) -> None:
    other = sent(sample, tmp_path, of_ods, lambda rows: ods([table(plain(rows), "台账")]), ".ods")
    assert other.changed.equals(usual.changed)


def test_a_log_of_events_gives_the_same_measures(sample: Path, usual: Results, tmp_path: Path) -> None:
    other = sent(sample, tmp_path, of_events, as_events, ".csv")
    assert other.changed.equals(usual.changed)


def test_control_a_log_without_its_last_events_does_not(sample: Path, usual: Results, tmp_path: Path) -> None:
    cut = lambda rows: as_events(rows[:-9])  # noqa: E731
    other = sent(sample, tmp_path, of_events, cut, ".csv")
    assert not other.changed.equals(usual.changed)
