"""A web server's rules for what is published."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from reportgen.model.text import Text, text
from reportgen.outcome import Outcome, with_config
from reportgen.pipeline import Exit, Request
from reportgen.publishing.nginx import Server, rules, wrong
from reportgen.publishing.places import target_at
from reportgen.publishing.publish import current, stopping

if TYPE_CHECKING:
    from reportgen.policy.config import Config


def guarded(request: Request, address: str, options: Mapping[str, str]) -> Outcome:
    """Say nginx's rules for the audiences of the current release; ``options`` are fields of Server."""
    return with_config(request, lambda config: _guarded(config, request, address, options))


def _guarded(config: "Config", request: Request, address: str, options: Mapping[str, str]) -> Outcome:
    locale = request.locale or config.profile.locale
    with stopping(locale):
        target = target_at(address, request, config)
        release = current(target)
        if release is None:
            nothing = text(
                "nothing is published at {target} yet; publish first, then ask again", target=target.name
            )
            return Outcome(exit=Exit.USAGE, said=(nothing,), locale=locale)
        server = Server(folder=target.name, **options)
        fault = wrong(server, release.audiences)
        if fault is not None:
            return Outcome(exit=Exit.USAGE, said=(fault,), locale=locale)
        return Outcome(exit=Exit.DONE, said=(Text(rules(server, release.audiences)),), locale=locale)
