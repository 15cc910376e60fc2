"""Close a period."""

from pathlib import Path
from typing import Any

import click

from reportgen.commands.options import as_period, now, root_option
from reportgen.model.period import Period


@click.command()
@click.argument("period", callback=as_period)
@root_option
@click.option("--output", type=click.Path(file_okay=False, path_type=Path), help="Default: ROOT/output.")
@click.option("--jobs", type=click.IntRange(1, 256), help="Worker processes. Default: one per processor.")
@click.pass_context
def close(ctx: click.Context, /, period: Period, *, root: Path, **options: Any) -> None:
    """Freeze PERIOD as it is built: exports, rules, figures and pages are kept in ROOT/ledger for good.

    Later periods are compared with it as it was closed. The line with the head of the ledger is worth noting
    elsewhere: `reportgen verify PERIOD --head HASH` proves with it that nothing was changed since.
    """
    from reportgen.closings.close import close as closed
    from reportgen.model.actor import actor
    from reportgen.pipeline import Request
    from reportgen.terminal import outcome, progress

    request = Request(root=root, period=period, **options)
    with progress(quiet=ctx.obj["quiet"]) as watch:
        done = closed(request, at=now(), actor=actor(), watch=watch)
    outcome(done)
    ctx.exit(int(done.exit))
