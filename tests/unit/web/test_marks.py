"""The marks of people can be told apart: on paper, by eyes of every kind, and without colour."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import numpy as np
import pytest

STATIC = Path(__file__).resolve().parents[3] / "src" / "glasshouse" / "web" / "static"
TEXT = (STATIC / "marks.js").read_text(encoding="utf-8")
LOOKS = re.findall(r'shape: "(\w+)", colour: "(#\w{6})"', TEXT.partition("const OUT")[0])
PAPER = "#fbfaf7"


def linear(colour: str) -> np.ndarray:
    part = np.array([int(colour[place : place + 2], 16) for place in (1, 3, 5)]) / 255
    return np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    return float(linear(colour) @ [0.2126, 0.7152, 0.0722])


# Machado, Oliveira and Fernandes 2009, severity 1.0, on linear RGB.
SIGHT = {
    "usual": np.eye(3),
    "protan": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
         [-0.003882, -0.048116, 1.051998]]
    ),
    "deutan": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
         [-0.011820, 0.042940, 0.968881]]
    ),
    "tritan": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
         [0.004733, 0.691367, 0.303900]]
    ),
}  # fmt: skip


def lab(rgb: np.ndarray) -> np.ndarray:
    """CIE L*a*b* under D65 of linear RGB."""
    to_xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    ratio = to_xyz @ np.clip(rgb, 0, 1) / [0.95047, 1.0, 1.08883]
    f = np.where(ratio > 0.008856, np.cbrt(ratio), 7.787 * ratio + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def test_there_are_six_looks_of_different_shape_or_size() -> None:
    assert len(LOOKS) == 6
    sizes = re.findall(r'shape: "(\w+)", colour: "#\w{6}", size: ([\d.]+)', TEXT.partition("const OUT")[0])
    assert len(set(sizes)) == 6


@pytest.mark.parametrize("colour", [colour for _, colour in LOOKS])
def test_each_stands_out_from_paper(colour: str) -> None:
    ratio = (luminance(PAPER) + 0.05) / (luminance(colour) + 0.05)
    assert ratio >= 3.0


@pytest.mark.parametrize("sight", SIGHT)
def test_no_two_look_alike(sight: str) -> None:
    seen = {colour: lab(SIGHT[sight] @ linear(colour)) for _, colour in LOOKS}
    apart = {
        (one, two): float(np.linalg.norm(seen[one] - seen[two]))
        for one, two in itertools.combinations(seen, 2)
    }
    assert min(apart.values()) > 10.0, min(apart, key=apart.__getitem__)
