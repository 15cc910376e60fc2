"""Say what late data change in a closed period."""

from pathlib import Path
from typing import Any

import click

from reportgen.commands.options import as_period, now, root_option
from reportgen.model.period import Period


@click.command()
@click.argument("period", callback=as_period)
@root_option
@click.option("--output", type=click.Path(file_okay=False, path_type=Path), help="Default: ROOT/output.")
@click.option(
    "--csv", type=click.Path(dir_okay=False, path_type=Path), help="Write every difference to this file."
)
@click.pass_context
def restate(ctx: click.Context, /, period: Period, *, root: Path, csv: Path | None, **options: Any) -> None:
    """Compare the closed PERIOD with what is known now: old and new figure, cause, rows, who was sent the old.

    The differences are entered in the ledger; the closed files stay as they are.
    """
    from reportgen.closings.restate import restate as restated
    from reportgen.model.actor import actor
    from reportgen.pipeline import Request
    from reportgen.terminal import outcome, progress

    request = Request(root=root, period=period, **options)
    with progress(quiet=ctx.obj["quiet"]) as watch:
        done = restated(request, at=now(), actor=actor(), watch=watch)
    outcome(done, csv)
    ctx.exit(int(done.exit))
