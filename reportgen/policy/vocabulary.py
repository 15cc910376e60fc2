"""The product's own words: what templates, catalogue, glossary and packs say whoever the clients are."""

from pathlib import Path

from reportgen.policy.shipped import shipped

_FOLDERS = (("templates", "*.*"), ("config/packs", "*.yaml"))
_FILES = ("config/glossary.yaml",)
_CATALOGUE = Path(__file__).parent.parent / "locale" / "zh" / "LC_MESSAGES" / "reportgen.po"


def vocabulary() -> str:
    """Return the words of everything that is shipped; a workspace's own templates and packs are not among them."""
    paths = [path for folder, pattern in _FOLDERS for path in sorted(shipped(folder).glob(pattern))]
    paths += [*map(shipped, _FILES), _CATALOGUE]
    return "\n".join(path.read_text("utf-8") for path in paths)
