"""The web page: one neighbourhood of invented people, watched week by week in a browser beside it."""

from __future__ import annotations

__all__: list[str] = []
