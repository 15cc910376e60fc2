"""Patterns of complaints, drivers of satisfaction and words of comments, under the reference packs."""

from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.measure.ageing import ageing
from reportgen.measure.complaint_groups import complaint_groups
from reportgen.measure.complaint_months import complaint_months
from reportgen.measure.drivers import drivers
from reportgen.measure.evaluations import evaluated, evaluations
from reportgen.measure.feedback import feedback
from reportgen.measure.keywords import keywords
from reportgen.measure.loyalty import loyalty, mentions
from reportgen.measure.needs import needs
from reportgen.measure.patterns import patterns
from reportgen.measure.remedies import remedies
from reportgen.measure.scoring import scored
from reportgen.measure.surveyed import surveyed
from reportgen.model.insight import Insight
from reportgen.policy.keywords import Dictionary

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reportgen.model.facts import Facts, Window
    from reportgen.model.measured import Measured
    from reportgen.policy.listening import Listening
    from reportgen.policy.pack import Complaints, Pack
    from reportgen.policy.patterns import Patterns
    from reportgen.policy.profile import Profile


def insight(facts: "Facts", now: "Measured", packs: "Mapping[str, Pack]", profile: "Profile") -> Insight:
    """What lies behind the figures of a window.

    In:      facts; now: the window's figures; packs: the versions in force in it.
    Out:     Insight; a frame is empty where the reference pack has no rules for it.
    Source:  P11.10-24, P06.13, P06.18, P14.8-11; results contract section 8.
    """
    found = Insight.nothing()
    survey = packs.get(profile.reference.satisfaction or "")
    if survey is not None and survey.satisfaction is not None:
        asked = survey.satisfaction
        answered = scored(facts.answers, now.window, asked)
        found = replace(
            found,
            drivers=drivers(facts, now.window, asked, answered, now.measures),
            keywords=keywords(facts, now.window, asked),
            surveyed=surveyed(facts, now.window, answered, survey.id, asked.clause or ""),
        )
    found = _evaluated(facts, now.window, packs, found)
    ledger = packs.get(profile.reference.complaint or "")
    if ledger is None or ledger.complaints is None:
        return found
    rules = ledger.complaints
    if rules.groups is not None:
        found = replace(found, complaint_groups=complaint_groups(facts, now, rules, rules.groups, profile.waiting))
    if rules.patterns is not None:
        found = _patterns(facts, now, rules, rules.patterns, profile, found)
    if rules.listening is not None:
        dictionary = None if survey is None or survey.satisfaction is None else Dictionary.of(survey.satisfaction)
        found = _heard(facts, now.window, rules.listening, dictionary, found)
    return found


def _evaluated(facts: "Facts", window: "Window", packs: "Mapping[str, Pack]", found: Insight) -> Insight:
    """Return what lies behind with what called for an evaluation, under the first pack that names it."""
    named = (packs[one].satisfaction for one in sorted(packs))
    asked = next((rules.triggers for rules in named if rules and rules.triggers), None)
    if asked is None:
        return found
    triggers = {str(one): clause for one, clause in asked.items()}
    rows = evaluations(facts, window, triggers)
    return replace(found, evaluations=rows, evaluated=evaluated(facts, window, triggers, rows))


def _patterns(
    facts: "Facts", now: "Measured", rules: "Complaints", wanted: "Patterns", profile: "Profile", found: Insight
) -> Insight:
    """Return what lies behind with the patterns of complaints and the ages of the open ones."""
    if wanted.limits is not None:
        found = replace(found, complaint_months=complaint_months(facts, now.window, wanted.limits))
    if wanted.ageing is not None:
        found = replace(found, ageing=ageing(facts, now.window, rules, wanted.ageing, profile.waiting))
    return replace(found, patterns=patterns(facts, now.window, wanted, found.complaint_months))


def _heard(
    facts: "Facts", window: "Window", rules: "Listening", dictionary: Dictionary | None, found: Insight
) -> Insight:
    """Return what lies behind with feedback, needs, loyalty and the remedies of the patterns."""
    if rules.replies is not None:
        found = replace(found, feedback=feedback(facts, window, rules.replies))
    if rules.needs is not None:
        found = replace(found, needs=needs(facts, window, rules.needs, dictionary))
    if rules.mentions is not None:
        found = replace(found, mentions=mentions(facts, window, rules.mentions))
    if rules.loyalty is not None:
        found = replace(found, loyalty=loyalty(facts, window, rules.loyalty))
    if rules.remedies is not None:
        found = replace(found, remedies=remedies(facts, window, rules.remedies, found.patterns))
    return found
