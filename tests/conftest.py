"""Settings that all tests share."""

from __future__ import annotations

import os

import hypothesis

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
