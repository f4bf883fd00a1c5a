"""The Student quantile against SciPy."""

from __future__ import annotations

import pytest
from scipy import stats

from glasshouse.measures.student import student_distribution, student_quantile


@pytest.mark.parametrize("freedom", [1, 2, 3, 4, 5, 10, 19, 30, 63, 64, 500])
@pytest.mark.parametrize("confidence", [0.5, 0.8, 0.95, 0.99, 0.9999])
def test_quantiles(freedom: int, confidence: float) -> None:
    exact = stats.t.ppf(0.5 + confidence / 2, freedom)
    assert student_quantile(freedom, confidence) == pytest.approx(exact, rel=1e-10)


@pytest.mark.parametrize("freedom", [1, 2, 7, 8, 63])
@pytest.mark.parametrize("t", [0.0, 0.1, 1.0, 2.5, 40.0])
def test_distribution(freedom: int, t: float) -> None:
    assert student_distribution(t, freedom) == pytest.approx(2 * stats.t.cdf(t, freedom) - 1, abs=1e-13)


@pytest.mark.parametrize(("freedom", "confidence"), [(0, 0.95), (-1, 0.95), (5, 0.0), (5, 1.0)])
def test_what_has_no_quantile(freedom: int, confidence: float) -> None:
    with pytest.raises(ValueError, match="no Student quantile"):
        student_quantile(freedom, confidence)
