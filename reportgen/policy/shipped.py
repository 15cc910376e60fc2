"""Files that the product ships: the repository's top level, or the copy inside the wheel."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent
_WHEEL = _PACKAGE / "_shipped"


def shipped(name: str) -> Path:
    """Return the shipped folder or file ``name``, such as ``templates`` or ``config/packs``."""
    inside = _WHEEL / name
    return inside if inside.exists() else _PACKAGE.parent / name


def template_folders(root: Path) -> tuple[Path, Path]:
    """Return where templates are looked up: the workspace first, then what is shipped."""
    return root / "templates", shipped("templates")


def found(root: Path, name: str) -> Path:
    """Return ``name`` of the workspace where it exists, else the shipped one."""
    own = root / name
    return own if own.exists() else shipped(name)
