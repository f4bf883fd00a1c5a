"""Do the engines answer the same question? Each one's counts against the exact law of its own clock."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache

import numpy as np

from benchmarks import agreement, exact, hand_kernel
from benchmarks import scorebook as book
from benchmarks.engines import Engine
from benchmarks.report import paragraph, table

__all__ = ["compare", "verify_hand_kernel"]


@cache
def _law(clock: str) -> exact.Law:
    return {"continuous": exact.continuous, "calendar": exact.calendar, "daily": exact.daily}[clock]()


@cache
def _spread_of_denials(people: int = 400_000) -> float:
    """Standard deviation of one person's denials, measured once by the hand kernel."""
    tally = hand_kernel.run(people, seed=2)
    mean = tally.denials / people
    return math.sqrt(tally.notes["denials_squares"] / people - mean**2)


def _p(value: float) -> str:
    return f"{value:.3f}"


def _denials_p(tally: book.Tally, law: exact.Law) -> float:
    error = _spread_of_denials() / math.sqrt(tally.people)
    return agreement.normal(tally.denials / tally.people, law.denials, error)


def compare(results: Sequence[tuple[Engine, book.Tally]]) -> tuple[str, bool]:
    """A table of band shares and denials beside the exact laws, and whether all tests together are passed.

    The first result is the one that the others are also tested against, two samples at a time.
    """
    rows: list[list[str]] = []
    p_values: list[float] = []
    for clock in ("continuous", "calendar", "daily"):
        law = _law(clock)
        rows.append(
            [f"exact law, {clock}", "", *(f"{share:.5f}" for share in law.bands), f"{law.denials:.5f}"]
        )
        rows[-1] += [""] * 4
    yardstick = results[0][1]
    for engine, tally in results:
        law = _law(engine.time)
        tests = [agreement.chi_square(tally.bands, law.bands), _denials_p(tally, law)]
        # Beyond some ten million people the two clocks' own difference would show in the pooled test.
        beside = agreement.two_samples(tally.bands, yardstick.bands) if tally is not yardstick else None
        p_values += tests if beside is None else [*tests, beside]
        rows.append(
            [
                engine.id,
                f"{tally.people:,}",
                *(f"{count / tally.people:.5f}" for count in tally.bands),
                f"{tally.denials / tally.people:.5f}",
                f"{agreement.total_variation(tally.bands, law.bands):.5f}",
                *(_p(test) for test in tests),
                "" if beside is None else _p(beside),
            ]
        )
    heads = ["", "people", "A", "B", "C", "D", "denials", "distance", "p bands", "p denials", "p pooled"]
    apart = 0.5 * float(np.abs(_law("continuous").bands - _law("daily").bands).sum())
    agrees = agreement.agree(p_values)
    legend = paragraph(
        f"""Shares of people by band on the last day, all rounds together; denials per person. distance: total
        variation from the exact law of the engine's own clock. p: Pearson's test of the bands and a normal
        test of the denials against that law; pooled: two samples, against '{results[0][0].id}'. The clocks
        differ in when a refusal begins and ends: at once (continuous); by whole days, a day counting as it
        ends, while conduct keeps its exact times (calendar); or by the band of the morning, which also slows
        conduct all day (daily: refusals first, then conduct, then the score). Between the band laws of the
        first two and of the last lies a total variation of {apart:.6f}."""
    )
    return f"{table(heads, rows)}\n\n{legend}\n{_verdict(agrees, len(p_values))}", agrees


def _verdict(agrees: bool, tests: int) -> str:
    return f"Agreement: {'yes' if agrees else 'NO'} ({tests} tests together at the 0.1 % level)."


def verify_hand_kernel(people: int, threads: int, seed: int = 1) -> tuple[str, bool]:
    """The hand kernel against closed forms and the exact law."""
    free = hand_kernel.run(people, threads, seed, slowed=1.0)
    full = hand_kernel.run(people, threads, seed + 1)
    law, law_free = exact.continuous(), exact.continuous(slowed=1.0)
    mean_free, variance_free = exact.moments_without_feedback()
    candidates, candidates_variance = exact.moments_of_candidates()
    waits = hand_kernel.waiting_times(seed, 4_000_000)

    rows: list[list[str]] = []
    p_values: list[float] = []

    def add(what: str, found: float, expected: float, error: float) -> None:
        p_values.append(agreement.normal(found, expected, error))
        rows.append([what, f"{found:.5f}", f"{expected:.5f}", f"{error:.5f}", _p(p_values[-1])])

    def add_test(what: str, p_value: float) -> None:
        p_values.append(p_value)
        rows.append([what, "", "", "", _p(p_value)])

    def moments(tally: book.Tally) -> tuple[float, float]:
        mean = tally.notes["score_sum"] / people
        return mean, tally.notes["score_squares"] / people - mean**2

    def errors(of: exact.Law) -> tuple[float, float]:
        return math.sqrt(of.variance / people), math.sqrt((of.fourth - of.variance**2) / people)

    for name, tally, mean, variance, of in (
        ("no feedback, closed form", free, mean_free, variance_free, law_free),
        ("feedback, exact law", full, law.mean, law.variance, law),
    ):
        found_mean, found_variance = moments(tally)
        mean_error, variance_error = errors(of)
        add(f"mean score ({name})", found_mean, mean, mean_error)
        add(f"variance of the score ({name})", found_variance, variance, variance_error)
        add_test(f"bands ({name}), Pearson", agreement.chi_square(tally.bands, of.bands))
        error = math.sqrt(
            tally.notes["denials_squares"] / people - (tally.denials / people) ** 2
        ) / math.sqrt(people)
        add(f"denials per person ({name})", tally.denials / people, of.denials, error)
    assert full.candidates is not None
    add(
        "candidates per person, closed form",
        full.candidates / people,
        candidates,
        math.sqrt(candidates_variance / people),
    )
    add("mean of 4 million waits", float(waits.mean()), 1.0, math.sqrt(1.0 / len(waits)))
    add("variance of 4 million waits", float(waits.var()), 1.0, math.sqrt(8.0 / len(waits)))
    add_test("4 million waits are exponential, Kolmogorov", agreement.kolmogorov(waits))
    agrees = agreement.agree(p_values)
    return (
        f"The hand kernel against mathematics, {people:,} people\n\n"
        f"{table(['', 'found', 'expected', 'error', 'p'], rows)}\n\n{_verdict(agrees, len(p_values))}",
        agrees,
    )
