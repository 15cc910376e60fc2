"""Read back what was built, and compare it with who may see what."""

from pathlib import Path
from typing import Any

import click

from reportgen.commands.options import as_period, root_option
from reportgen.model.period import Period


@click.command()
@click.argument("period", callback=as_period)
@root_option
@click.option("--output", type=click.Path(file_okay=False, path_type=Path), help="Default: ROOT/output.")
@click.option("--jobs", type=click.IntRange(1, 256), help="Worker processes. Default: one per processor.")
@click.option("--locale", type=click.Choice(["zh", "en"]), help="Default: the profile's.")
@click.pass_context
def audit(ctx: click.Context, /, period: Period, *, root: Path, **options: Any) -> None:
    """Read back every finished file of PERIOD and look for what its audience may not see.

    Every build does so before its files are put in place. One name, id, code, contact, quote or telling
    number of a client in a file of an audience that may not see it ends with 9.
    """
    from reportgen import pipeline
    from reportgen.terminal import audited, progress

    request = pipeline.Request(root=root, period=period, **options)
    with progress(quiet=ctx.obj["quiet"]) as watch:
        run = pipeline.audit(request, watch)
    audited(run)
    ctx.exit(int(run.exit))
