"""Put a period before its readers."""

from pathlib import Path
from typing import Any

import click

from reportgen.commands.options import as_period, now, root_option
from reportgen.model.period import Period


@click.command()
@click.argument("period", callback=as_period)
@root_option
@click.option("--to", required=True, metavar="TARGET", help="A folder that a web server reads.")
@click.option("--draft", is_flag=True, help="Publish the build even if it says that it is a draft.")
@click.option("--output", type=click.Path(file_okay=False, path_type=Path), help="Default: ROOT/output.")
@click.option("--jobs", type=click.IntRange(1, 256), help="Worker processes. Default: one per processor.")
@click.option("--locale", type=click.Choice(["zh", "en"]), help="Language of messages and of the list of periods.")
@click.pass_context
def publish(ctx: click.Context, /, period: Period, *, root: Path, to: str, draft: bool, **options: Any) -> None:
    """Publish PERIOD as it is built: one release more at TARGET, beside the periods published before.

    The leak gate reads every file first. Readers see the old release or the new one, never a mixture; `reportgen
    rollback --at TARGET` goes back. What is online already is left alone.
    """
    from reportgen.model.actor import actor
    from reportgen.pipeline import Request
    from reportgen.publishing.publish import Order
    from reportgen.publishing.publish import publish as published
    from reportgen.terminal import outcome, progress

    request = Request(root=root, period=period, **options)
    with progress(quiet=ctx.obj["quiet"]) as watch:
        done = published(request, Order(to=to, at=now(), actor=actor(), draft=draft), watch)
    outcome(done)
    ctx.exit(int(done.exit))
