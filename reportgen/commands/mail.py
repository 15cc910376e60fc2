"""Mail the reports of a period: plan, look, approve, send."""

import time
from pathlib import Path
from typing import Any

import click

from reportgen.commands.options import as_period, now, root_option
from reportgen.model.period import Period

_output = click.option("--output", type=click.Path(file_okay=False, path_type=Path), help="Default: ROOT/output.")


@click.group()
@click.argument("period", callback=as_period)
@click.pass_context
def mail(ctx: click.Context, /, period: Period) -> None:
    """Mail the reports of the built PERIOD to the people of config/recipients.yaml.

    One person plans, looks at the preview, another approves, then it is sent. Each message goes out at most once;
    one whose fate is unknown waits for `resolve`. Plan and journal lie in ROOT/mail.
    """
    ctx.obj = {**ctx.obj, "period": period}


@mail.command()
@root_option
@_output
@click.option("--jobs", type=click.IntRange(1, 256), help="Worker processes. Default: one per processor.")
@click.pass_context
def plan(ctx: click.Context, /, jobs: int | None, **where: Any) -> None:
    """Write who gets what, and print it: files, people without an address, reports that nobody gets."""
    from reportgen.mailing.make_plan import plan as planned
    from reportgen.terminal import progress

    with progress(quiet=ctx.obj["quiet"]) as watch:
        done = planned(_request(ctx, jobs=jobs, **where), **_by(), watch=watch)
    _end(ctx, done)


@mail.command()
@root_option
@_output
@click.pass_context
def preview(ctx: click.Context, /, **where: Any) -> None:
    """Write every message of the plan to ROOT/mail/PERIOD/preview, to look at; nothing is connected to."""
    from reportgen.mailing.previewing import preview as previewed

    _end(ctx, previewed(_request(ctx, **where), **_by()))


@mail.command()
@root_option
@_output
@click.pass_context
def approve(ctx: click.Context, /, **where: Any) -> None:
    """Agree to the plan as it is; whoever planned cannot, unless config/recipients.yaml says so."""
    from reportgen.mailing.approving import approve as approved

    _end(ctx, approved(_request(ctx, **where), **_by()))


@mail.command()
@root_option
@_output
@click.pass_context
def send(ctx: click.Context, /, **where: Any) -> None:
    """Send what was approved and is not sent yet. Run it again to go on where it stopped."""
    from reportgen.mailing.send import send as sent
    from reportgen.terminal import progress

    with progress(quiet=ctx.obj["quiet"]) as watch:
        done = sent(_request(ctx, **where), **_by(), pause=time, watch=watch)
    _end(ctx, done)


@mail.command()
@root_option
@_output
@click.argument("message")
@click.argument("how", type=click.Choice(["delivered", "send-again"]))
@click.pass_context
def resolve(ctx: click.Context, /, message: str, how: Any, **where: Any) -> None:
    """Say what became of a parked MESSAGE, named as `send` names it or by its recipient's address."""
    from reportgen.mailing.resolving import resolve as resolved

    _end(ctx, resolved(_request(ctx, **where), message, how, **_by()))


def _request(ctx: click.Context, **asked: Any) -> Any:
    from reportgen.pipeline import Request

    return Request(period=ctx.obj["period"], **asked)


def _by() -> dict[str, Any]:
    from reportgen.model.actor import actor

    return {"now": now, "actor": actor()}


def _end(ctx: click.Context, done: Any) -> None:
    from reportgen.terminal import outcome

    outcome(done)
    ctx.exit(int(done.exit))
