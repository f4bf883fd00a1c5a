"""Code is compiled by one process at a time: whoever comes meanwhile waits."""

from __future__ import annotations

import gc
import sys
import threading
from pathlib import Path
from types import SimpleNamespace

import pytest

from glasshouse.engine.first_call import first_call
from glasshouse.engine.folder_lock import hold

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no such lock there")


def _arrives(kernel: SimpleNamespace, inside: threading.Event) -> threading.Thread:
    def come() -> None:
        with first_call(kernel):
            inside.set()

    thread = threading.Thread(target=come)
    thread.start()
    return thread


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("glasshouse.engine.kernels.cache_folder", lambda: tmp_path / "kernels")
    return tmp_path / "kernels"


def test_a_second_compiler_waits_for_the_first(cache: Path):
    inside = threading.Event()
    with hold(cache, wait=True):
        thread = _arrives(SimpleNamespace(signatures=[]), inside)
        assert not inside.wait(0.2)
    assert inside.wait(120)
    thread.join()


def test_what_is_compiled_waits_for_nobody(cache: Path):
    inside = threading.Event()
    with hold(cache, wait=True):
        thread = _arrives(SimpleNamespace(signatures=["(int64,)"]), inside)
        assert inside.wait(120)
        thread.join()


@pytest.mark.parametrize("looks", [True, False])
def test_python_looks_for_no_cycles_meanwhile_and_then_as_before(looks: bool, cache: Path):
    try:
        if not looks:
            gc.disable()
        with first_call(SimpleNamespace(signatures=[])):
            assert not gc.isenabled()
        assert gc.isenabled() == looks
    finally:
        gc.enable()
