"""The version of Glasshouse, in the one place that the package, the build and the provenance read."""

from __future__ import annotations

__all__ = ["VERSION"]

VERSION = "0.1.0"
