"""Kernels compile wherever they are installed, and never run as an older version of themselves."""

import importlib.util
import logging
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from numba import types

from graph.algorithms.kernels import compiled, read_only


def load(file: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(file.stem, file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def written(folder: Path, step: int) -> Any:
    """A kernel in one file that calls a part in another, as a new process would compile it."""
    part = folder / f"part{step}" / "part.py"
    part.parent.mkdir()
    part.write_text(
        "from graph.algorithms.kernels import kernel\n"
        f"@kernel\ndef add(number):\n    return number + {step}\n"
    )
    whole = folder / "whole.py"
    whole.write_text("def twice(number):\n    return add(add(number))\n")
    loaded, outer = load(part), load(whole)
    outer.__dict__["add"] = loaded.add
    return compiled(outer.twice, (types.int64,), loaded)


def test_code_kept_on_disk_is_not_used_after_a_part_of_it_changed(tmp_path: Path) -> None:
    assert written(tmp_path, 1)(10) == 12
    assert list((tmp_path / "__pycache__").glob("*.nbc"))
    assert written(tmp_path, 5)(10) == 20


def test_a_kernel_runs_where_its_code_cannot_be_kept(caplog: pytest.LogCaptureFixture) -> None:
    names: dict[str, Any] = {}
    exec("def half(number):\n    return number // 2\n", names)  # has no file, so no place to keep it
    with caplog.at_level(logging.WARNING):
        half = compiled(names["half"], (types.int64,))
    assert half(10) == 5
    assert "half" in caplog.text


def test_an_array_of_another_type_is_refused_and_not_compiled_for(tmp_path: Path) -> None:
    whole = tmp_path / "first.py"
    whole.write_text("def first(row):\n    return row[0]\n")
    first = compiled(load(whole).first, (read_only(types.int32),))
    assert first(np.array([7], dtype=np.int32)) == 7
    with pytest.raises(TypeError):
        first(np.array([7], dtype=np.int64))
