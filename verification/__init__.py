"""Slow statistical proofs: each module is one, run with ``python -m verification.<name>``."""

from __future__ import annotations

__all__: list[str] = []
