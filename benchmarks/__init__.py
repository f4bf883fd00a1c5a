"""Speed, memory and start-up of Glasshouse, measured beside its peers in one run."""

from __future__ import annotations

__all__: list[str] = []
