"""The JSON Schemas as files that an editor finds."""

from pathlib import Path

from reportgen.policy.schema import schemas


def write_schemas(folder: Path) -> list[Path]:
    """Write every schema into ``folder`` and return the paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, content in schemas().items():
        path = folder / name
        path.write_text(content, encoding="utf-8")
        paths.append(path)
    return paths
