"""Settings that all tests share."""

from __future__ import annotations

import gc
import os
import signal
from pathlib import Path

import hypothesis
import pytest

# Cores are shared here and in CI, so a time limit per example would fail for reasons outside the code.
hypothesis.settings.register_profile("anywhere", deadline=None)
# In CI a failure must be the change's fault, so the examples are the same each time; and it is told at once,
# with what repeats it elsewhere, where there is time to make it small.
hypothesis.settings.register_profile(
    "ci",
    deadline=None,
    derandomize=True,
    print_blob=True,
    phases=[phase for phase in hypothesis.Phase if phase.name not in {"shrink", "explain"}],
)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "anywhere")

_LIVING = {
    *("browser", "contracts", "frozen", "known", "laws", "twin"),
    *(f"unit/{floor}" for floor in ("cli", "engine", "report", "studies", "web")),
}
"""Folders whose tests live people, and so compile the kernels where they are not in the cache yet."""


def pytest_configure() -> None:
    """Hear Ctrl-C: a shell starts what it puts into the background deaf to it, and children inherit that."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the tests that live people first, those of the engine before all.

    Workers begin at equal distances, and one that needs the kernels waits while another compiles them. Of
    two, the second has thousands of small tests to do meanwhile that need none.
    """

    def turn(item: pytest.Item) -> int:
        first, second, *_ = item.path.relative_to(Path(__file__).parent).parts
        folder = f"{first}/{second}" if first == "unit" else first
        return 0 if folder == "unit/engine" else 1 if folder in _LIVING else 2

    items.sort(key=turn)


def pytest_collection_finish() -> None:
    """Look for rubbish seldom, and never among what stays: a tenth of all time would go there."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
