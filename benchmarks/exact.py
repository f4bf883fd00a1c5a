"""The exact law of the scorebook workload, computed without drawing a single random number.

*Continuous time* (`continuous`). Let a person's candidates come at `TOTAL_RATE` times the frailty, each
accepted with probability `SLOWED` in band D. The chain of scores from candidate to candidate does not know
the frailty; only the number of candidates does. So one recursion over scores gives the law after k
candidates, and the answer is its mixture over the Poisson-lognormal number of candidates in the year
(uniformisation; Jensen 1953). The time that the k-th state lasts inside the year has expectation P(more
than k candidates) / rate, which gives the refused trips.

*Day by day* (`daily`). The peers that step through days hold the morning's band all day. Given the frailty,
a day adds a compound Poisson amount whose transform is known; 365 steps by fast Fourier transform and a
quadrature over the frailty give the law. The distance between both laws is the price of the daily step, and
is reported as such.

*By the calendar* (`calendar`). The general engine lets conduct happen in continuous time and keeps
consequences by whole days: a day is refused if it ends in band D. So its scores have the continuous law, and
a person's refused days are the sum over k = 1 ... 365 of P(D at time k): by Euler and Maclaurin's formula the
days spent in D plus half of P(D at the end), up to less than 1e-4 days.

*Without feedback* (`moments_without_feedback`). Mean and variance of the score in closed form: with f the
frailty, E = start + T m1 E[f] and Var = T m2 E[f] + (T m1)^2 Var[f], where m1, m2 are the sums of rate x
points and rate x points^2 (compound Poisson and the law of total variance).
"""

from __future__ import annotations

import dataclasses
import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks import scorebook as book

__all__ = [
    "Law",
    "calendar",
    "candidate_law",
    "continuous",
    "daily",
    "moments_of_candidates",
    "moments_without_feedback",
]

Array = NDArray[np.float64]

_LOWEST = -6500
"""Lowest score on the lattice; nothing of weight above 1e-12 goes there within a year."""

_CELLS = 10_240
"""Scores on the lattice, from `_LOWEST` up: beyond all that the year can reach with weight above 1e-12."""


@dataclass(frozen=True)
class Law:
    """Band shares (A, B, C, D) on the last day, and the mean of what a person collects.

    Args:
        bands: probabilities, shape (4,), summing to 1.
        denials: expected refused trips per person.
        mean, variance, fourth: mean, variance and fourth central moment of the score on the last day.
    """

    bands: Array
    denials: float
    mean: float
    variance: float
    fourth: float


def _frailty_grid(spacing: float = 0.01, reach: float = 8.0) -> tuple[Array, Array]:
    """Frailties and their weights: the trapezoid rule in z, which converges geometrically here."""
    z = np.arange(-reach, reach + spacing / 2, spacing)
    weights = np.exp(-0.5 * z * z)
    return np.exp(book.FRAILTY_SPREAD * z), weights / weights.sum()


def candidate_law(most: int = 2_500) -> tuple[Array, Array]:
    """The number N of candidates in the year, and the expected days spent at each count.

    Returns:
        P(N = k) and the expected number of days with exactly k candidates so far, both of shape (most + 1,).
    """
    frailty, weights = _frailty_grid()
    rate = book.TOTAL_RATE * frailty
    mean = rate * book.DAYS
    counts = np.arange(most + 1)
    log_factorial = np.array([math.lgamma(k + 1.0) for k in counts])
    chance = np.zeros(most + 1)
    days = np.zeros(most + 1)
    for mean_here, rate_here, weight in zip(mean, rate, weights, strict=True):
        law = np.exp(counts * math.log(mean_here) - mean_here - log_factorial)
        chance += weight * law
        more = np.clip(1.0 - np.cumsum(law), 0.0, 1.0)
        days += weight * more / rate_here
    return chance, days


def _scores() -> NDArray[np.int64]:
    return np.arange(_CELLS) + _LOWEST


def _in_bands(law: Array) -> Array:
    scores = _scores()
    at_least = [float(law[scores >= edge].sum()) for _, edge in book.BANDS if edge is not None]
    return np.diff(np.array([0.0, *at_least, float(law.sum())]))


def _summary(law: Array, denials: float) -> Law:
    scores = _scores()
    mean = float(law @ scores)
    away = scores - mean
    return Law(_in_bands(law), float(denials), mean, float(law @ away**2), float(law @ away**4))


def continuous(slowed: float = book.SLOWED) -> Law:
    """The law in continuous time; `slowed` = 1 switches the feedback off."""
    chance, days = candidate_law()
    refused = _scores() < book.REFUSED_BELOW
    shares = book.DAILY_RATES / book.TOTAL_RATE
    now = np.zeros(_CELLS)
    now[book.START - _LOWEST] = 1.0
    mixture = np.zeros(_CELLS)
    days_refused = 0.0
    for weight, days_here in zip(chance, days, strict=True):
        mixture += weight * now
        days_refused += days_here * float(now[refused].sum())
        moving = np.where(refused, slowed * now, now)
        following = now - moving
        for share, points in zip(shares, book.POINTS, strict=True):
            # np.roll would wrap at the lattice's ends; the weight there is nil, and the sum below is checked.
            following += share * np.roll(moving, int(points))
        now = following
        if weight < 1e-18 and days_here < 1e-14:
            break
    _check(mixture)
    return _summary(mixture, book.TRIPS_PER_DAY * days_refused)


def calendar() -> Law:
    """The law when conduct happens in continuous time and trips are refused on days that end in band D."""
    law = continuous()
    return dataclasses.replace(law, denials=law.denials + book.TRIPS_PER_DAY * 0.5 * float(law.bands[-1]))


def daily(slowed: float = book.SLOWED, spacing: float = 0.15) -> Law:
    """The law when the band of the morning rules the whole day; `spacing` is the quadrature's step in z."""
    frailty, weights = _frailty_grid(spacing, reach=6.0)
    scores = _scores()
    refused = scores < book.REFUSED_BELOW
    angle = 2.0 * math.pi * np.arange(_CELLS // 2 + 1) / _CELLS
    exponent = sum(
        conduct.daily_rate * (np.exp(-1j * angle * conduct.points) - 1.0) for conduct in book.CONDUCTS
    )
    mixture = np.zeros(_CELLS)
    denials = 0.0
    for person, weight in zip(frailty, weights, strict=True):
        usual, slow = np.exp(person * exponent), np.exp(slowed * person * exponent)
        now = np.zeros(_CELLS)
        now[book.START - _LOWEST] = 1.0
        for _ in range(book.DAYS):
            below = np.where(refused, now, 0.0)
            denials += weight * book.TRIPS_PER_DAY * float(below.sum())
            transform = np.fft.rfft(now - below) * usual + np.fft.rfft(below) * slow
            now = np.fft.irfft(transform, _CELLS)
        mixture += weight * now
    _check(mixture)
    return _summary(mixture, denials)


def moments_without_feedback() -> tuple[float, float]:
    """Mean and variance of the score on the last day when band D slows nobody down, in closed form."""
    spread = book.FRAILTY_SPREAD**2
    mean_frailty = math.exp(spread / 2)
    variance_frailty = math.exp(spread) * (math.exp(spread) - 1.0)
    first = float(book.DAILY_RATES @ book.POINTS) * book.DAYS
    second = float(book.DAILY_RATES @ book.POINTS**2) * book.DAYS
    return book.START + first * mean_frailty, second * mean_frailty + first**2 * variance_frailty


def moments_of_candidates() -> tuple[float, float]:
    """Mean and variance of a person's number of candidates, in closed form (Poisson-lognormal)."""
    spread = book.FRAILTY_SPREAD**2
    median = book.TOTAL_RATE * book.DAYS
    mean = median * math.exp(spread / 2)
    return mean, mean + median**2 * math.exp(spread) * (math.exp(spread) - 1.0)


def _check(law: Array) -> None:
    """Refuse a lattice or a mixture that lost weight."""
    if (
        abs(float(law.sum()) - 1.0) > 1e-9
        or float(law[:100].sum()) > 1e-12
        or float(law[-100:].sum()) > 1e-12
    ):
        raise ArithmeticError("the lattice of scores is too small for this workload")
