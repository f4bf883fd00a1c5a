"""Do libraries that others wrote say the same? Group metrics, AUC, intervals, survival, Sobol indices.

    make libraries                         # installs the group 'verify' beside Glasshouse first
    python -m verification.libraries

scikit-learn and Fairlearn get one row a person, from neighbourhoods that are looked at person by person,
where our measures get totals alone. statsmodels gets the numbers of our intervals: a jackknife of a ratio
is the HC3 error of a weighted regression but for a known factor, the ends of a Fieller set are the ratios at
which a t test has p = 0.05, exact limits are those of Clopper and Pearson, the product-limit estimate that of
SurvfuncRight. SALib's own test functions have known indices; SciPy works out the same ones in another way.

They are 120 MB and seconds to import, so that the suite goes without them and is held to SciPy instead; this
is done by hand and kept as text.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

__all__ = ["Checked", "checks", "main"]

_EXACT = 1e-9


@dataclass(frozen=True)
class Checked:
    """One answer of ours beside that of a library.

    Attributes:
        what: is compared.
        library: whose answer stands beside ours.
        ours, theirs: numbers, in the same order.
        within: largest difference that is allowed, relative to the larger of 1 and their number.
    """

    what: str
    library: str
    ours: Sequence[float]
    theirs: Sequence[float]
    within: float = _EXACT

    @property
    def apart(self) -> float:
        """The largest difference; not a number where one of them is none."""
        pairs = zip(self.ours, self.theirs, strict=True)
        return max(abs(one - other) / max(1.0, abs(other)) for one, other in pairs)

    @property
    def fine(self) -> bool:
        """Whether they agree."""
        return self.apart <= self.within


def checks() -> Iterator[Checked]:
    """Every comparison, one after the other."""
    yield from _of_groups()
    yield from _of_intervals()
    yield from _of_stays()
    yield from _of_indices()


def _of_groups() -> Iterator[Checked]:
    """Rates and ratios of groups, wrongful shares, AUC: totals here, persons there."""
    from fairlearn.metrics import MetricFrame, false_positive_rate, selection_rate
    from sklearn.metrics import precision_score, roc_auc_score

    from glasshouse.engine.film import film_neighbourhood
    from glasshouse.studies.closely import area_under_the_curve
    from glasshouse.studies.simulation import set_up, simulate

    name, list_id = "court-defaulters-2017", "defaulters"
    scenario = set_up(name, people=30_000, days=730, society="simpleland")
    results = simulate(name, people=30_000, days=730, society="simpleland", threads=2)
    films = [film_neighbourhood(scenario, home) for home in range(30)]
    covered = np.concatenate([film.count(name, "covered") > 0 for film in films])
    attributes = np.concatenate([film.attributes for film in films])[covered]

    def of_each(count: str, item: str = "") -> Any:
        return np.concatenate([film.count(name, count, item) for film in films])[covered] > 0

    listed, wrongful, refused = of_each("listed-any"), of_each("wrongful-any"), of_each("refused-any")
    tables = scenario.society.tables()
    measured = (("listed-share", listed),)
    dimensions = [held for held in tables.dims if held.id in ("sex", "income", "registration", "education")]
    numbered = {tables.attribute_name(number): number for number in range(tables.attribute_count)}
    for held in dimensions:
        groups = [category.id for category in held.categories]
        member = np.full(len(attributes), "", dtype=object)
        for group in groups:
            member[(attributes == numbered[held.id, group]).any(axis=1)] = group
        there = [group for group in groups if (member == group).any()]
        for id, happened in measured:
            frame = MetricFrame(
                metrics=selection_rate, y_true=happened, y_pred=happened, sensitive_features=member
            )
            ours = [results.find(id, item="any", group=f"{held.id}={group}") for group in there]
            told = [(o, group) for o, group in zip(ours, there, strict=True) if o.value is not None]
            yield Checked(
                f"{id} by {held.id}",
                "Fairlearn MetricFrame, selection_rate",
                [float(o.value or 0.0) for o, _ in told],
                [100.0 * float(frame.by_group[group]) for _, group in told],
            )
        for id, happened in (
            ("listing-rate-ratio", listed),
            ("wrongful-listing-ratio", wrongful),
            ("refusal-rate-ratio", refused),
        ):
            pairs = []
            for group in there:
                estimate = results.find(id, item="any", group=f"{held.id}={group}")
                apart = MetricFrame(
                    metrics=selection_rate,
                    y_true=happened,
                    y_pred=happened,
                    sensitive_features=member == group,
                )
                if estimate.value is not None:
                    pairs.append((estimate.value, float(apart.by_group[True] / apart.by_group[False])))
            if not pairs:
                continue
            yield Checked(
                f"{id} by {held.id}",
                "Fairlearn MetricFrame, ratio of two",
                *map(list, zip(*pairs, strict=True)),
            )
    right = listed & ~wrongful
    yield Checked(
        "wrongfully listed, of those who ought not to be",
        "Fairlearn false_positive_rate",
        [float(wrongful.sum() / (~right).sum())],
        [float(false_positive_rate(right, listed))],
    )
    named = of_each("listed", list_id), of_each("wrongful", list_id)
    yield Checked(
        "wrongful-share-of-listed: one less the precision",
        "scikit-learn precision_score",
        [float(results.find("wrongful-share-of-listed", item=list_id).value or 0.0) / 100.0],
        [1.0 - float(precision_score(named[0] & ~named[1], named[0]))],
    )
    luck = np.random.default_rng(3)
    marks = luck.integers(0, 40, 5000) - 10 * listed[:5000].astype(int)
    wanted = luck.random(5000) < 0.1 + 0.2 * listed[:5000]
    yield Checked(
        "exposure: area under the curve, with ties",
        "scikit-learn roc_auc_score",
        [area_under_the_curve(-marks.astype(float), wanted)],
        [float(roc_auc_score(wanted, -marks))],
    )


def _of_intervals() -> Iterator[Checked]:
    """Errors and limits from replicates, and exact binomial limits."""
    import statsmodels.api as sm
    from scipy.stats import binomtest
    from statsmodels.stats.proportion import proportion_confint
    from statsmodels.stats.weightstats import DescrStatsW

    from glasshouse.measures.fieller import fieller_set
    from glasshouse.measures.jackknife import Design, limits, standard_error

    luck = np.random.default_rng(7)
    groups = 64
    design = Design.of(np.ones((1, groups), np.int64))
    below = luck.integers(800, 1200, groups).astype(float)
    above = luck.binomial(below.astype(int), 0.03 * np.exp(0.3 * luck.standard_normal(groups))).astype(float)
    ratio = design.vector(above[None]) / design.vector(below[None])
    fit = sm.WLS(above / below, np.ones(groups), weights=below).fit(cov_type="HC3")
    yield Checked(
        "a ratio of totals and its jackknife error",
        "statsmodels WLS with HC3 errors, x root of 63/64",
        [float(ratio[0]), standard_error(ratio)],
        [float(fit.params[0]), float(fit.bse[0]) * math.sqrt((groups - 1) / groups)],
    )
    other = luck.binomial(above.astype(int), 0.6).astype(float)
    same = np.full(groups, 1000.0)
    apart = (design.vector(other[None]) - design.vector(above[None])) / design.vector(same[None])
    mean = DescrStatsW((other - above) / 1000.0).tconfint_mean()
    yield Checked(
        "a paired difference of shares, groups of equal size",
        "statsmodels DescrStatsW.tconfint_mean",
        list(limits(apart, "signed", groups - 1, 0.0)),
        list(mean),
    )
    common = luck.normal(0.0, 1.0, groups)
    one, two = (middle + common + luck.normal(0.0, 1.0, groups) for middle in (1.0, 3.0))
    found = fieller_set(design.vector(one[None]), design.vector(two[None]), groups - 1)
    assert found is not None
    yield Checked(
        "the ends of a Fieller set: p of the hypothesis that the ratio is there",
        "statsmodels DescrStatsW.ttest_mean",
        [0.05, 0.05],
        [float(DescrStatsW(one - end * two).ttest_mean(0.0)[1]) for end in found[1:]],
    )
    for count, number in ((0, 60), (52, 60), (60, 60), (3, 17)):
        ends = binomtest(count, number).proportion_ci(0.95)
        yield Checked(
            f"exact limits of {count} in {number}",
            "statsmodels proportion_confint, beta",
            [float(ends.low), float(ends.high)],
            [
                0.0 if math.isnan(end) else float(end)
                for end in proportion_confint(count, number, method="beta")
            ],
        )
    none = [3.0 / number for number in (100, 1000, 10000)]
    yield Checked(
        "the rule of three (own approximation: 3 for 2.996)",
        "statsmodels proportion_confint, beta, one-sided",
        none,
        [float(proportion_confint(0, round(3.0 / n), alpha=0.1, method="beta")[1]) for n in none],
        within=5e-4,
    )


def _of_stays() -> Iterator[Checked]:
    """Shares still open by the product-limit estimate."""
    from statsmodels.duration.survfunc import SurvfuncRight

    from glasshouse.studies.closely import _product_limit

    luck = np.random.default_rng(11)
    weeks, over = luck.integers(1, 60, 900), luck.random(900) < 0.6
    ended, cut = (np.bincount(weeks[over == which], minlength=61).astype(float) for which in (True, False))
    ours = _product_limit(ended, cut)
    theirs = SurvfuncRight(weeks, over.astype(int))
    yield Checked(
        "still under a burden after each week",
        "statsmodels SurvfuncRight",
        [float(ours[int(week)]) for week in theirs.surv_times],
        [float(share) for share in theirs.surv_prob],
    )


def _of_indices() -> Iterator[Checked]:
    """Indices of functions that are known: SALib's own, with the analytic values and SciPy's."""
    from SALib.test_functions import Ishigami, Sobol_G
    from scipy.stats import sobol_indices, uniform

    from glasshouse.studies import sensitivity
    from glasshouse.studies.draws import Uncertain
    from glasshouse.studies.felt import Group

    def ours(count: int, values: Any) -> Any:
        groups = [Group(f"x{n}", (Uncertain(f"x{n}", 0.0, 0.5, 1.0, "", "assumed"),)) for n in range(count)]
        sample = sensitivity._sobol_sample(groups, 4096, seed=1)
        y = values(sample)
        told = sensitivity._drivers(("y", ""), groups, dict.fromkeys(groups, 0.0), y, 1)
        found = {driver.assumption: driver for driver in told}
        return [found[f"x{n}"].first for n in range(count)], [found[f"x{n}"].total for n in range(count)]

    def ishigami(sample: Any) -> Any:
        return Ishigami.evaluate(-np.pi + 2.0 * np.pi * sample)

    a = np.array([0.0, 1.0, 4.5, 9.0, 99.0, 99.0])

    def g(sample: Any) -> Any:
        return Sobol_G.evaluate(sample, a=a)

    for name, function, count, known in (
        ("Ishigami", ishigami, 3, ([0.3139, 0.4424, 0.0], [0.5576, 0.4424, 0.2437])),
        ("Sobol G", g, 6, (Sobol_G.sensitivity_index(a), Sobol_G.total_sensitivity_index(a))),
    ):
        first, total = ours(count, function)
        luck = np.random.default_rng(5)
        there = sobol_indices(
            func=lambda x, function=function: function(x.T), n=4096, dists=[uniform()] * count, rng=luck
        )
        for what, mine, exact, scipy in (
            ("first", first, known[0], there.first_order),
            ("total", total, known[1], there.total_order),
        ):
            yield Checked(
                f"{what} indices of {name}, 4,096 points", "SALib: the known values", mine, list(exact), 0.02
            )
            yield Checked(
                f"{what} indices of {name}, 4,096 points", "SciPy sobol_indices", mine, list(scipy), 0.03
            )


def main(words: Sequence[str] | None = None) -> int:
    """Hold everything against everything; 1 if something differs."""
    from importlib.metadata import version

    from verification.report import write

    argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    ).parse_args(words)
    names = ("scikit-learn", "fairlearn", "statsmodels", "SALib", "scipy")
    lines = [", ".join(f"{name} {version(name)}" for name in names), ""]
    failed = 0
    for one in checks():
        failed += not one.fine
        lines.append(
            f"{'ok  ' if one.fine else 'FAIL'}  {one.what}: {len(one.ours)} "
            f"{'number' if len(one.ours) == 1 else 'numbers'}, {one.apart:.1e} apart at most"
            f" (allowed {one.within:.0e}); {one.library}"
        )
    write("libraries", lines)
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
