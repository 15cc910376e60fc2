"""Write the rules of a web server."""

from pathlib import Path
from typing import Any

import click

from reportgen.commands.options import root_option


@click.command()
@root_option
@click.option("--at", required=True, metavar="FOLDER", help="Where it was published to.")
@click.option("--name", required=True, metavar="HOST", help="The name that readers type, reports.example.com.")
@click.option("--listen", default="127.0.0.1:8080", show_default=True, metavar="ADDRESS", help="Such as 443.")
@click.option("--certificate", default="", metavar="FILE", help="Certificate of the host, with --key.")
@click.option("--key", default="", metavar="FILE", help="Key of the certificate.")
@click.option("--users", default="", metavar="FOLDER", help="Password files, one an audience: office-HN.htpasswd.")
@click.option("--header", default="", metavar="NAME", help="Header in which a signing-in proxy names audiences.")
@click.option("--proxy", default="", metavar="ADDRESS", help="The proxy that sets --header.")
@click.pass_context
def nginx(ctx: click.Context, /, *, root: Path, at: str, **options: Any) -> None:
    """Print rules for nginx that let each audience of what is published at FOLDER into its own root only.

    Readers prove who they are with a password file for each audience (--users), or to a proxy of the company's
    single sign-on, which names their audiences in a header (--header, --proxy).
    """
    from reportgen.asked import last_period
    from reportgen.pipeline import Request
    from reportgen.publishing.guarded import guarded
    from reportgen.terminal import outcome

    period = last_period(root)
    if period is None:
        raise click.UsageError(f"{root / 'surveys'} holds no folder of a period such as 2026Q3")
    done = guarded(Request(root=root, period=period), at, options)
    outcome(done)
    ctx.exit(int(done.exit))
