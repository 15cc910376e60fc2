"""Look at a period while working on it."""

from pathlib import Path
from typing import Any

import click

from reportgen.commands.options import as_period, root_option
from reportgen.model.period import Period


@click.command()
@click.argument("period", callback=as_period)
@root_option
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 = any free one.")
@click.option("--audience", default="", metavar="NAME", help="Show only these pages, such as office-HN.")
@click.option("--client", "clients", multiple=True, metavar="ID", help="Build only this client. Repeatable.")
@click.option("--office", "offices", multiple=True, metavar="ID", help="Build only this office. Repeatable.")
@click.option("--jobs", type=click.IntRange(1, 256), help="Worker processes. Default: one per processor.")
@click.option("--locale", type=click.Choice(["zh", "en"]), help="Report language. Default: the profile's.")
@click.pass_context
def serve(ctx: click.Context, /, period: Period, *, root: Path, port: int, audience: str, **options: Any) -> None:
    """Show PERIOD's pages at http://127.0.0.1:8000/ and build them again when something changes.

    A template, a rule or an export that is saved is on the page a little later; the browser loads it by itself.
    Only this machine can connect. The output folder stays as it is, and no PDF is made. Ctrl-C ends it.
    """
    from dataclasses import replace

    from reportgen.model.language import translator
    from reportgen.pipeline import Request, Run
    from reportgen.policy.load import load_config
    from reportgen.publishing.serve import Teller
    from reportgen.publishing.serve import serve as served
    from reportgen.terminal import outcome, report

    request = Request(root=root, period=period, **options)

    def told(run: Run) -> None:
        report(replace(run, pages=()), verbose=ctx.obj["verbose"])

    config, _ = load_config(root)
    say = translator(request.locale or (config.profile.locale if config else "en"))
    teller = Teller(built=told, said=lambda one: click.echo(one.said(say), err=True))
    try:
        done = served(request, teller, port=port, audience=audience)
    except KeyboardInterrupt:
        return
    outcome(done)
    ctx.exit(int(done.exit))
