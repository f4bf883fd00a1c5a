"""The measures, one file each: the name of the file is the measure's id, its docstring the definition.

To add one, add a file that holds a ``MEASURE``; it is found by being there.
"""

from __future__ import annotations

__all__: list[str] = []
