"""The laden benchmark is measured against a kernel by hand that does the same work: the two share one law."""

from __future__ import annotations

from benchmarks import agreement, laden


def test_the_laden_engine_and_the_kernel_by_hand_share_one_law() -> None:
    """Two programs that have nothing in common but the question: bands, listed, notices, reviews, denials."""
    found = laden.agreement(20_000)
    assert len(found) == 17
    assert agreement.agree(found)
