"""The rules, one module each: its name is the rule's name, its docstring the rule's page.

To add one, add a module that holds a ``RULE``, and examples of it in ``examples``; both are found by being
there.
"""

from __future__ import annotations

__all__: list[str] = []
