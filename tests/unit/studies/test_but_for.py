"""On which record a listing hangs, in lives worked out by hand."""

from __future__ import annotations
