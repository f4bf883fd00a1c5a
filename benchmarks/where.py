"""Where the time goes: lives a scheme under Linux's perf, kernel by kernel.

    python -m benchmarks.where [SCHEME|scorebook] [PEOPLE]

The kernels are compiled anew, as only then their names are known, and the share of each is printed: samples
of the processor's clock that fell into its machine code. Small kernels are not seen apart where the compiler
has put them into those that call them. Where it usually does so with all that have one caller, here it does
not, or hardly any would be seen: what is looked at is some twentieth slower than what runs otherwise.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from benchmarks.report import header, keep, table

__all__ = ["main"]

_LIVED = "lived"
_SHOWN = 25


def _name_kernels() -> None:
    """Write the map from which perf reads the names of code that was compiled while running."""
    from glasshouse.engine.kernels.block import live_block

    library = next(iter(live_block.overloads.values())).library
    engine = library._codegen._engine._ee
    names = set(re.findall(r"^(_ZN\w+):", library.get_asm_str(), re.MULTILINE))
    starts = sorted((engine.get_function_address(name), name) for name in names)
    found = [(start, name) for start, name in starts if start]
    ends = [start for start, _ in found[1:]] + [found[-1][0] + 4096]
    lines = []
    for (start, name), end in zip(found, ends, strict=True):
        short = re.search(r"(?:kernels|ground)\d+\w+?\d+(_?[a-z]\w+?)B\d", name)
        lines.append(f"{start:x} {end - start:x} {short.group(1) if short else name[:40]}\n")
    Path(f"/tmp/perf-{os.getpid()}.map").write_text("".join(lines), encoding="utf-8")


def _live(scheme: str, people: int) -> None:
    """What perf looks at: compile, name, live on one thread."""
    from llvmlite import binding

    from benchmarks import general
    from benchmarks.catalogue import scenario_of
    from glasshouse import schemes
    from glasshouse.engine.compile import compile_scenario
    from glasshouse.engine.kernels import inner
    from glasshouse.engine.scenario import Arm
    from glasshouse.engine.simulate import live_range, prepare

    inner.HIDDEN = binding.Linkage.linkonce_odr
    if scheme == "scorebook":
        asked = general.scenario(people, 1)
    else:
        asked = scenario_of((Arm("scheme", schemes.load(scheme)),), people, contact=True)
    compiled = compile_scenario(asked)
    prepare(asked, compiled)
    _name_kernels()
    live_range(asked, compiled, range(len(compiled.plan)), threads=1)


def _shares(scheme: str, people: int) -> str:
    """The shares of the kernels, most first."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "perf.data"
        subprocess.run(
            [
                *("perf", "record", "-q", "-e", "cpu-clock", "-F", "2000", "-o", str(data)),
                *(sys.executable, "-m", "benchmarks.where", _LIVED, scheme, str(people)),
            ],
            env={**os.environ, "GLASSHOUSE_CACHE": folder},
            check=True,
        )
        told = subprocess.run(
            ["perf", "script", "-i", str(data), "-F", "ip,sym,dso"],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
    # Other code that Numba compiles has no name in the map, and is of no weight.
    samples = Counter(line.split()[1] for line in told.splitlines() if "perf-" in line or "JIT" in line)
    samples.pop("[unknown]", None)
    total = sum(samples.values())
    rows = [(name, f"{100 * count / total:.1f} %") for name, count in samples.most_common(_SHOWN)]
    rest = sum(count for _, count in samples.most_common()[_SHOWN:])
    rows.append((f"{max(0, len(samples) - _SHOWN)} others", f"{100 * rest / total:.1f} %"))
    return f"{scheme}, {people:,} people for a year, one thread, {total:,} samples\n\n" + table(
        ("kernel", "share"), rows
    )


def main() -> None:
    """Profile one scheme, or the scorebook and the national register."""
    words = sys.argv[1:]
    if words[:1] == [_LIVED]:
        _live(words[1], int(words[2]))
        return
    chosen = words[:1] or ["scorebook", "court-defaulters-2017"]
    people = int(words[1]) if len(words) > 1 else 1_000_000
    head = header("Where the time goes")
    keep("profile", "\n\n".join([head, *(_shares(scheme, people) for scheme in chosen)]))


if __name__ == "__main__":
    main()
