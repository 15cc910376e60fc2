"""What is wrong with an output folder."""

from pathlib import Path

from reportgen.deliver.stage import write_code
from reportgen.model.problem import Problem, Severity
from reportgen.model.text import text


def output_fault(root: Path, output: Path) -> Problem | None:
    """Return the Problem of an output folder that would overwrite what the build reads."""
    own = [root / name for name in ("surveys", "config", "templates")]
    if output == root or any(output == path or path in output.parents for path in own):
        return Problem(
            code="E331",
            severity=Severity.REFUSED,
            file=output.name,
            value=output.name,
            expected=text("an output folder apart from surveys/, config/ and templates/"),
        )
    return None


def unwritten(code: str, path: Path, error: OSError) -> Problem:
    """Return the Problem of a failed write."""
    return Problem(
        code=code,
        severity=Severity.REFUSED,
        file=path.name,
        value=error.strerror or str(error),
        expected=text("a folder that can be written to"),
        hint=text("the output of before is untouched; free space or change the rights, then build again"),
    )


def failed(path: Path, error: OSError) -> Problem:
    """Return the Problem of a failed write, whose code says whether the disk is full."""
    return unwritten(write_code(error), path, error)
