"""Which kind of target an address names."""

from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.model.text import text
from reportgen.outcome import output_of
from reportgen.pipeline import Request
from reportgen.publishing.folder import Folder, placed_under
from reportgen.publishing.target import Target, TargetError

if TYPE_CHECKING:
    from reportgen.policy.config import Config


def target_at(address: str, request: Request, config: "Config") -> Target:
    """Return the target that ``address`` names.

    Raises:  TargetError E506 where a folder is part of the workspace.
    """
    own = [config.root / name for name in ("surveys", "config", "templates")]
    path = Path(address)
    if placed_under(path, [*own, output_of(request), request.ledger_folder]):
        expected = text("a folder apart from the workspace's own")
        hint = text("a web server must not reach what the workspace holds")
        raise TargetError("E506", address, path.name, expected, hint)
    return Folder(path)
