"""Dimensions, index, top-2 share, NPS and response rate of one satisfaction pack."""

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from reportgen.measure.clusters import Clusters, Sums, clusters
from reportgen.measure.figures import Figures, Ints, counted, missing, ratios
from reportgen.measure.index import Ratio, Weights, indexes, weighted
from reportgen.measure.intervals import cluster_limits, wilson_of_clusters
from reportgen.measure.scopes import Scopes
from reportgen.measure.scoring import NPS, OVERALL, Scored, scored
from reportgen.model.gap import Gap
from reportgen.model.period import Period
from reportgen.policy.pack import Satisfaction
from reportgen.policy.sources import Export

if TYPE_CHECKING:
    from reportgen.model.facts import Facts, Window

INDEX, SERVICE_INDEX = "satisfaction.index", "service_quality.index"


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What the figures of one pack are made from."""

    rules: Satisfaction
    scopes: Scopes
    scored: Scored
    read: bool

    @property
    def members(self) -> Ints:
        """Return N per scope, 0 at client level, where the population is not finite."""
        return np.where(self.scopes.is_client, 0, self.scopes.members)

    def fewest(self, responders: Ints) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
        """Return where fewer clients answered than a figure above client level needs."""
        least = self.rules.min_n
        floor = np.where(np.arange(self.scopes.size) == 0, least.company, least.office)
        return ~self.scopes.is_client & (responders < floor)


def satisfaction_figures(
    facts: "Facts", window: "Window", rules: Satisfaction, scopes: Scopes
) -> tuple[list[Figures], dict[str, Clusters]]:
    """The satisfaction measures of one pack under plain ids, and the clusters behind them.

    In:      ANSWERS, SURVEY_SAMPLE.
    Out:     Figures per measure; Clusters per tested measure.
    Source:  P06.2, P06.7-12, P06.18; P14.16-20; weights, min_weight and min_n are the pack's.
    """
    survey = Survey(
        rules=rules,
        scopes=scopes,
        scored=scored(facts.answers, window, rules),
        read=facts.was_read(Export.SURVEY, window.period),
    )
    found = {
        name: clusters(survey.scored.of(name), scopes, scale=survey.scored.scale)
        for name in (*rules.dimensions, OVERALL, NPS)
    }
    dimensions = {name: _dimension(survey, name, found[name]) for name in rules.dimensions}
    own = indexes(found, rules)
    figures = [
        *dimensions.values(),
        _index(survey, INDEX, dimensions, own[INDEX]),
        _service(survey, dimensions, own[SERVICE_INDEX]),
        _top2(survey, found[OVERALL]),
        _nps(survey, found[NPS]),
        *_responses(survey, _asked(facts, window, scopes)),
    ]
    units = {f"satisfaction.{name}": found[name] for name in rules.dimensions}
    units |= {"satisfaction.top2_share": found[OVERALL], "satisfaction.nps": found[NPS], **own}
    return figures, units


def _dimension(survey: Survey, name: str, found: Clusters) -> Figures:
    """Return one dimension: its mean, limits and gaps."""
    weighed = found if survey.rules.weighting == "answers" else found.by_client(survey.scopes.is_client)
    sums = weighed.sums(survey.scopes.size)
    responders = _responders(survey, sums)
    gap = _gaps(survey, sums, responders)
    value = _kept(sums.means(), gap)
    low, high = cluster_limits(value, sums, survey.members)
    return Figures(
        measure=f"satisfaction.{name}",
        value=value,
        n=sums.n,
        gap=gap,
        low=low,
        high=high,
        n_clients=responders,
    )


def _index(survey: Survey, measure: str, dimensions: dict[str, Figures], own: Clusters) -> Figures:
    """Return an index over the published dimensions; its limits come from each unit's own index."""
    names = [n for n, d in survey.rules.dimensions.items() if measure == INDEX or d.service]
    weights = Weights.of(survey.rules, names)
    size = survey.scopes.size
    sums = clusters(survey.scored.of(*names), survey.scopes, scale=survey.scored.scale).sums(size)
    columns = zip(*(map(_ratio, dimensions[name].value) for name in names), strict=True)
    found = [weighted(column, weights) for column in columns]
    gap = [
        Gap.NO_DATA if not survey.read or not n else Gap.TOO_FEW if value is None else ""
        for value, n in zip(found, sums.n.tolist(), strict=True)
    ]
    value = _kept(found, gap)
    low, high = cluster_limits(value, own.sums(size), survey.members)
    return Figures(
        measure=measure,
        value=value,
        n=sums.n,
        gap=gap,
        low=low,
        high=high,
        n_clients=_responders(survey, sums),
    )


def _ratio(value: Fraction | None) -> Ratio | None:
    """Return a value as numerator and denominator."""
    return None if value is None else value.as_integer_ratio()


def _service(survey: Survey, dimensions: dict[str, Figures], own: Clusters) -> Figures:
    """Return the index over the service dimensions, if the pack marks any."""
    if not any(one.service for one in survey.rules.dimensions.values()):
        return missing(SERVICE_INDEX, survey.scopes.size, Gap.NOT_CONFIGURED)
    return _index(survey, SERVICE_INDEX, dimensions, own)


def _top2(survey: Survey, found: Clusters) -> Figures:
    """Return the share of satisfied answers to the overall question."""
    measure = "satisfaction.top2_share"
    if survey.rules.overall is None:
        return missing(measure, survey.scopes.size, Gap.NOT_CONFIGURED)
    sums = found.sums(survey.scopes.size)
    responders = _responders(survey, sums)
    gap = _gaps(survey, sums, responders)
    value = _kept([None if one is None else one / 100 for one in sums.means()], gap)
    seen = np.array([np.nan if one is None else float(one) for one in value], dtype=np.float64)
    low, high = wilson_of_clusters(seen, sums.clusters, survey.members)
    return Figures(measure=measure, value=value, n=sums.n, gap=gap, low=low, high=high, n_clients=responders)


def _nps(survey: Survey, found: Clusters) -> Figures:
    """Return the net promoter score over all answers, whatever the pack's weighting."""
    measure = "satisfaction.nps"
    if survey.rules.nps_question is None:
        return missing(measure, survey.scopes.size, Gap.NOT_CONFIGURED)
    sums = found.sums(survey.scopes.size)
    responders = _responders(survey, sums)
    gap = _gaps(survey, sums, responders)
    value = _kept(sums.means(), gap)
    low, high = cluster_limits(value, sums, survey.members)
    return Figures(measure=measure, value=value, n=sums.n, gap=gap, low=low, high=high, n_clients=responders)


def _responses(survey: Survey, asked: pd.DataFrame) -> list[Figures]:
    """Return forms and clients with a scored answer, and the latter per client asked."""
    at = survey.scopes.spread(survey.scored.answers[["client_id", "office_id", "response_id"]].drop_duplicates())
    clients = at[["scope", "client_id"]].drop_duplicates()
    whole = survey.scopes.tally(asked["scope"])
    part = survey.scopes.tally(clients["scope"])
    read = survey.read
    return [
        counted("satisfaction.responses", _forms(survey, at), read=read),
        counted("satisfaction.clients_responding", survey.scopes.tally(clients["scope"]), read=read),
        Figures(
            measure="satisfaction.response_rate",
            value=ratios(part.tolist(), whole.tolist()) if read else [None] * survey.scopes.size,
            n=whole,
            gap=["" if read and n else Gap.NO_DATA for n in whole.tolist()],
        ),
    ]


def _forms(survey: Survey, at: pd.DataFrame) -> Ints:
    """Return the number of returned forms per scope."""
    return survey.scopes.tally(at[["scope", "client_id", "response_id"]].drop_duplicates()["scope"])


def _asked(facts: "Facts", window: "Window", scopes: Scopes) -> pd.DataFrame:
    """Return scope and client_id of every client asked: the period's sample list, else the population.

    An office's are those that were its clients at any moment of the period.
    """
    people, listed = scopes.population, sample_lists(facts, window)
    if not listed.empty:
        people = people[people["client_id"].isin(listed["client_id"])]
    return scopes.spread(people)[["scope", "client_id"]].drop_duplicates()


def sample_lists(facts: "Facts", window: "Window") -> pd.DataFrame:
    """The clients that the survey's lists of the window name, by round.

    In:      SURVEY_SAMPLE.
    Out:     its rows of every folder inside the window; none where there is no list.
    Source:  results contract section 3: the rounds of the period.
    """
    folders = [Period.parse(name) for name in facts.survey_sample["period"].unique()]
    inside = [str(f) for f in folders if window.period.start <= f.start and f.end <= window.period.end]
    return facts.survey_sample[facts.survey_sample["period"].isin(inside)]


def _responders(survey: Survey, sums: Sums) -> Ints:
    """Return the clients behind the clusters of each scope."""
    return np.where(survey.scopes.is_client, np.minimum(sums.clusters, 1), sums.clusters)


def _gaps(survey: Survey, sums: Sums, responders: Ints) -> list[str]:
    """Return NO_DATA without an answer, TOO_FEW below the pack's smallest sample."""
    few = survey.fewest(responders).tolist()
    return [
        Gap.NO_DATA if not survey.read or not n else Gap.TOO_FEW if short else ""
        for n, short in zip(sums.n.tolist(), few, strict=True)
    ]


def _kept(values: list[Fraction | None], gap: list[str]) -> list[Fraction | None]:
    """Return the values without a gap."""
    return [None if reason else value for value, reason in zip(values, gap, strict=True)]


def renamed(figures: Figures, suffix: str) -> Figures:
    """Return the figures under the id of another pack than the reference."""
    return replace(figures, measure=figures.measure + suffix)
