"""Prove that a closed period is as it was closed."""

from pathlib import Path
from typing import Any

import click

from reportgen.commands.options import as_period, root_option
from reportgen.model.period import Period


@click.command()
@click.argument("period", callback=as_period)
@root_option
@click.option(
    "--head", default="", metavar="HASH", help="A head that was noted at a closing; 12 digits are enough."
)
@click.option("--output", type=click.Path(file_okay=False, path_type=Path), help="Default: ROOT/output.")
@click.option("--jobs", type=click.IntRange(1, 256), help="Worker processes. Default: one per processor.")
@click.pass_context
def verify(ctx: click.Context, /, period: Period, *, root: Path, head: str, **options: Any) -> None:
    """Check the ledger and every kept file of PERIOD, and make the build again from what was kept.

    With the versions of then installed every file must come out with the same bytes, with others every table;
    it says which. A file that was altered or is lost is named and ends with 6.
    """
    from reportgen.closings.verify import verify as verified
    from reportgen.pipeline import Request
    from reportgen.terminal import outcome, progress

    request = Request(root=root, period=period, **options)
    with progress(quiet=ctx.obj["quiet"]) as watch:
        done = verified(request, head, watch)
    outcome(done)
    ctx.exit(int(done.exit))
