"""From a scenario to tables: all that is named becomes a number, all that is civil time becomes days."""

from __future__ import annotations

from glasshouse.engine.compile.compile import Compiled, compile_scenario

__all__ = ["Compiled", "compile_scenario"]
