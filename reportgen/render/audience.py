"""Who may see what: the one place where Results become the Results of an audience.

Masks act on frames, before any view model is made, so that a template never holds what its
audience may not see (P08.19). First the rows of others go (``own_rows``), then the groups of fields that
the profile's table masks (``field_masks``).
"""

from reportgen.model.results import Results
from reportgen.policy.audiences import EVERYTHING, Audience, Sight
from reportgen.policy.config import Config
from reportgen.render.field_masks import without_fields
from reportgen.render.own_rows import own_rows


def audiences(config: Config, results: Results) -> list[Audience]:
    """Return every audience of a build: credit, management, one per office and the profile's own."""
    table = config.profile.audiences
    offices = sorted(results.facts.offices["office_id"])
    return [
        Audience(id="credit", sees=EVERYTHING),
        _audience("management", table.management),
        *(_audience(f"office-{one}", table.office, office_id=one) for one in offices),
        *(_audience(one.id, one) for one in table.custom),
    ]


def client_audience(config: Config, client_id: str) -> Audience | None:
    """Return the audience of a copy for the client itself, or None where the profile has none."""
    sight = config.profile.audiences.client
    if sight is None:
        return None
    return Audience(
        id=f"client-{client_id}",
        offices=None,
        clients=frozenset({client_id}),
        reports=frozenset(sight.reports),
        sees=sight.fields,
    )


def _audience(one: str, sight: Sight, office_id: str = "") -> Audience:
    return Audience(
        id=one,
        office_id=office_id,
        offices=frozenset(sight.offices) if isinstance(sight.offices, tuple) else None,
        clients=frozenset(sight.clients) if isinstance(sight.clients, tuple) else None,
        reports=frozenset(sight.reports),
        sees=sight.fields,
        name=getattr(sight, "name", None),
    )


def masked(results: Results, audience: Audience, config: Config) -> Results:
    """Return what ``audience`` may see of ``results``; the credit audience sees all."""
    seen = results if audience.whole else own_rows(results, audience, config)
    return without_fields(seen, audience.sees, config)
