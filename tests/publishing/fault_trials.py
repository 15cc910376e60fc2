"""Publishing and closing a handful of files, as work to be disturbed.

Run as ``python -m``, it prints what came of it: a process of its own, so that it may be forked.
"""

import json
import shutil
import sys
from dataclasses import replace
from pathlib import Path

import pandas as pd

from reportgen import outcome
from reportgen.ledger import objects
from reportgen.ledger.chain import LedgerError, chain_faults, entries
from reportgen.ledger.closing import FRAMES, Closing, closing_of, frozen
from reportgen.ledger.kinds import CLOSED
from reportgen.ledger.objects import lost
from reportgen.model.problem import Problem
from reportgen.policy.config import Config
from reportgen.publishing.folder import CURRENT, Folder
from tests.publishing.faults import Trial, tried
from tests.publishing.small import NOON, Small, shipped_config

DONE, PROMISED = 0, {0, 6}
OLD = {"office-HD/index.html": b"<p>old HD</p>", "office-HN/index.html": b"<p>old HN</p>"}
NEW = {"office-HD/index.html": b"<p>new HD</p>", "office-HN/index.html": b"<p>new HN</p>", "office-HN/a.css": b"a"}


def configured() -> None:
    config = shipped_config()

    def found(root: Path) -> tuple[Config, list[Problem]]:
        return replace(config, root=root), []

    setattr(outcome, "load_config", found)  # noqa: B010 - the module's own name, in a process of its own


def small(folder: Path) -> Small:
    return Small(folder / "workspace", folder / "site")


class Prepared:
    """The state before: made once, copied for each case."""

    def __init__(self, template: Path) -> None:
        self.template = template
        one = small(template)
        one.target.mkdir(parents=True)
        one.built("2026Q2", OLD)
        assert one.publish("2026Q2").exit == DONE
        self.old = one.online()
        one.built("2026Q3", NEW)
        done = Path(f"{template}.done")
        shutil.copytree(template, done, symlinks=True)
        moved = small(done)
        assert moved.publish("2026Q3").exit == DONE
        self.new = moved.online()

    def __call__(self, folder: Path) -> None:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.template, folder, symlinks=True)

    def whole(self, folder: Path) -> str:
        """Whether readers see the old or the new site, each file of it."""
        one = small(folder)
        if not (one.target / CURRENT).exists():
            return "no site"
        return "a mixture" if self.side(folder) == "neither" else "whole"

    def side(self, folder: Path) -> str:
        online = small(folder).online()
        return "old" if online == self.old else "new" if online == self.new else "neither"


def publishing(prepared: Prepared) -> Trial:
    def work(folder: Path) -> int:
        return int(small(folder).publish("2026Q3").exit)

    def verdict(folder: Path, code: int | None) -> str:
        found = prepared.whole(folder)
        if found != "whole":
            return found
        if code is not None and code not in PROMISED:
            return "an exit that was not promised"
        if code == DONE and prepared.side(folder) != "new":
            return "said to be published, and is not"
        if code == DONE and len(entries(small(folder).ledger, kind="published")) != 2:
            return "said to be published, and the ledger has no entry"
        return "whole"

    def again(folder: Path) -> str:
        one = small(folder)
        done = one.publish("2026Q3")
        if done.exit != DONE or prepared.side(folder) != "new":
            return f"not finished: {done}"
        chain = entries(one.ledger)
        if chain_faults(chain) or len(chain) != 2:  # the second quarter, then this one
            return f"{len(chain)} entries"
        left = [name for name in one.releases() if name.startswith(".")]
        return f"left {left}" if left else "whole"

    return Trial(prepared, work, verdict, again)


class Unlinking(Folder):
    """The control that takes the old link away before it makes the new one, as ``ln -sfn`` does."""

    def switch(self, name: str, seen: str) -> None:
        assert self.current() == seen
        (self.path / CURRENT).unlink()
        (self.path / CURRENT).symlink_to(Path("releases") / name)


def unlinking(prepared: Prepared) -> Trial:
    from reportgen.publishing import places

    setattr(places, "Folder", Unlinking)  # noqa: B010
    return publishing(prepared)


def in_place(prepared: Prepared) -> Trial:
    """The control that writes into the folder that readers read."""

    def work(folder: Path) -> int:
        current = small(folder).target / CURRENT
        for path, content in sorted(prepared.new.items()):
            (current / path).parent.mkdir(parents=True, exist_ok=True)
            (current / path).unlink(missing_ok=True)
            (current / path).write_bytes(content)
        return DONE

    def disturbed(folder: Path) -> int:
        try:
            return work(folder)
        except OSError:
            return 6

    def again(folder: Path) -> str:
        work(folder)
        return prepared.whole(folder)

    return Trial(prepared, disturbed, lambda folder, _: prepared.whole(folder), again)


def closing_at(folder: Path) -> Closing:
    files = {path.name: path for path in sorted((folder / "files").iterdir())}
    frames = {
        name: contract.check(
            pd.DataFrame({one: pd.Series([], dtype=column.dtype) for one, column in contract.columns.items()})
        )
        for name, contract in FRAMES.items()
    }
    return Closing(
        period="2026Q3",
        options={"as_of": "2026-10-01", "locale": "zh"},
        workspace=files,
        outputs=files,
        frames=frames,
        rules="r",
        tool="t",
        earlier={},
    )


def _files(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "files").mkdir(parents=True)
    for name in ("a.csv", "b.html", "c.pdf"):
        (folder / "files" / name).write_bytes(name.encode() * 40)


def _closed(folder: Path) -> str:
    """Whether nothing is closed, or the closing has every file."""
    chain = entries(folder / "ledger")
    if chain_faults(chain):
        return "a broken chain"
    for entry in chain:
        body = entry.body
        if lost(folder / "ledger", {**body["workspace"], **body["outputs"], **body["frames"]}):
            return "a closing without its files"
    return "whole" if len(chain) <= 1 else "closed twice"


def closing() -> Trial:
    def work(folder: Path) -> int:
        try:
            if closing_of(folder / "ledger", "2026Q3") is None:
                frozen(folder / "ledger", closing_at(folder), NOON, "li@server")
        except (OSError, LedgerError):
            return 6
        return DONE

    def verdict(folder: Path, code: int | None) -> str:
        found = _closed(folder)
        if found == "whole" and code == DONE and not entries(folder / "ledger", kind=CLOSED):
            return "said to be closed, and is not"
        return found

    def again(folder: Path) -> str:
        if work(folder) != DONE or not entries(folder / "ledger", kind=CLOSED):
            return "not finished"
        return _closed(folder)

    return Trial(_files, work, verdict, again)


def entry_first() -> Trial:
    """The control that enters a closing before its files are kept."""
    from reportgen.ledger import closing as module

    trial = closing()
    kept = objects.kept
    later: list[tuple[Path, list[bytes]]] = []

    def postponed(folder: Path, contents: object) -> list[str]:
        from reportgen.deliver.stage import digest

        found = list(contents)  # type: ignore[call-overload]
        later.append((folder, found))
        return [digest(one) for one in found]

    def work(folder: Path) -> int:
        later.clear()
        setattr(module, "kept", postponed)  # noqa: B010
        code = trial.work(folder)
        try:
            for one in later:
                kept(*one)
        except OSError:
            return 6
        return code

    return Trial(_files, work, trial.verdict, trial.again)


def main(name: str, folder: Path, kinds: str) -> None:
    """Print what came of one trial; ``kinds`` empty = all faults."""
    configured()
    if name in {"closing", "entry_first"}:
        trial = {"closing": closing, "entry_first": entry_first}[name]()
    else:
        prepared = Prepared(folder / "before")
        trial = {"publishing": publishing, "unlinking": unlinking, "in_place": in_place}[name](prepared)
    chosen = replace(trial, kinds=tuple(kinds.split(",")) if kinds else trial.kinds)
    print(json.dumps(tried(chosen, folder / "case").said(), ensure_ascii=False))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3])
