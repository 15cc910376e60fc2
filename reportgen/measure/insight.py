"""Patterns of complaints, drivers of satisfaction and words of comments, under the reference packs."""

from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.measure.ageing import ageing
from reportgen.measure.complaint_months import complaint_months
from reportgen.measure.drivers import drivers
from reportgen.measure.keywords import keywords
from reportgen.measure.patterns import patterns
from reportgen.model.insight import Insight

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reportgen.model.facts import Facts
    from reportgen.model.measured import Measured
    from reportgen.policy.pack import Pack
    from reportgen.policy.profile import Profile


def insight(facts: "Facts", now: "Measured", packs: "Mapping[str, Pack]", profile: "Profile") -> Insight:
    """What lies behind the figures of a window.

    In:      facts; now: the window's figures; packs: the versions in force in it.
    Out:     Insight; a frame is empty where the reference pack has no rules for it.
    Source:  P11.13-17, P06.13, P06.18; results contract section 8.
    """
    found = Insight.nothing()
    survey = packs.get(profile.reference.satisfaction or "")
    if survey is not None and survey.satisfaction is not None:
        rules = survey.satisfaction
        found = replace(
            found,
            drivers=drivers(facts, now.window, rules, now.measures),
            keywords=keywords(facts, now.window, rules),
        )
    ledger = packs.get(profile.reference.complaint or "")
    if ledger is None or ledger.complaints is None or ledger.complaints.patterns is None:
        return found
    wanted = ledger.complaints.patterns
    if wanted.limits is not None:
        found = replace(found, complaint_months=complaint_months(facts, now.window, wanted.limits))
    if wanted.ageing is not None:
        found = replace(found, ageing=ageing(facts, now.window, ledger.complaints, wanted.ageing, profile.waiting))
    return replace(found, patterns=patterns(facts, now.window, wanted, found.complaint_months))
