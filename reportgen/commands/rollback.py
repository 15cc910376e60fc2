"""Go back to a former release."""

from pathlib import Path

import click

from reportgen.commands.options import now, root_option


@click.command()
@root_option
@click.option("--at", required=True, metavar="TARGET", help="Where it was published to.")
@click.option("--to", default="", metavar="RELEASE", help="Its name or number. Default: the one before.")
@click.option("--list", "only_list", is_flag=True, help="Say which releases there are; change nothing.")
@click.pass_context
def rollback(ctx: click.Context, /, *, root: Path, at: str, to: str, only_list: bool) -> None:
    """Let readers at TARGET see a former release again, by one rename.

    Every file of it is read first; one that was altered stops the way back. The ledger notes it.
    """
    from reportgen.asked import last_period
    from reportgen.model.actor import actor
    from reportgen.pipeline import Request
    from reportgen.publishing.publish import Order
    from reportgen.publishing.rollback import listed
    from reportgen.publishing.rollback import rollback as rolled_back
    from reportgen.terminal import outcome

    period = last_period(root)
    if period is None:
        raise click.UsageError(f"{root / 'surveys'} holds no folder of a period such as 2026Q3")
    request = Request(root=root, period=period)
    order = Order(to=at, at=now(), actor=actor())
    done = listed(request, at) if only_list else rolled_back(request, order, to)
    outcome(done)
    ctx.exit(int(done.exit))
