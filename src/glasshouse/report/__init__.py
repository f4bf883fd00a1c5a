"""Reports: what came out, in words that a journalist understands. No science is done here."""

from __future__ import annotations

__all__: list[str] = []
