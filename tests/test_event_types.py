"""Event types: spelt as ACLED and the gold spell them, and told apart by colour-blind eyes too."""

from __future__ import annotations

import json
import math
from itertools import combinations

import pytest

from incidents.words.event_types import find, sub_types, types
from tests.goldform import GOLD, need_gold

LAND = {"light": ("#FAF9F5", "#EBE9E3"), "dark": ("#252B31", "#1B2025")}  # Mali and its neighbours
SEEN = {  # Machado, Oliveira and Fernandes 2009, severity 1, on linear RGB
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
FLOORS = {"normal": 20.0, "deuteranopia": 12.0, "protanopia": 12.0, "tritanopia": 8.0}


def linear(colour: str) -> list[float]:
    values = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in values]


def luminance(colour: str) -> float:
    r, g, b = linear(colour)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def lab(colour: str, eyes: str) -> tuple[float, float, float]:
    rgb = linear(colour)
    r, g, b = (min(1.0, max(0.0, sum(w * v for w, v in zip(row, rgb, strict=True)))) for row in SEEN[eyes])
    x, y, z = (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047, 0.2126 * r + 0.7152 * g + 0.0722 * b, (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883
    fx, fy, fz = (t ** (1 / 3) if t > 216 / 24389 else (24389 / 27 * t + 16) / 116 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def distance(one: tuple[float, float, float], other: tuple[float, float, float]) -> float:
    """CIEDE2000 (Sharma, Wu and Dalal 2005)."""
    (l1, a1, b1), (l2, a2, b2) = one, other
    mean = (math.hypot(a1, b1) + math.hypot(a2, b2)) / 2
    grey = 0.5 * (1 - math.sqrt(mean**7 / (mean**7 + 25**7)))
    a1, a2 = a1 * (1 + grey), a2 * (1 + grey)
    c1, c2 = math.hypot(a1, b1), math.hypot(a2, b2)
    h1, h2 = math.degrees(math.atan2(b1, a1)) % 360, math.degrees(math.atan2(b2, a2)) % 360
    turn = 0.0 if c1 * c2 == 0 else (h2 - h1 + 180) % 360 - 180
    big = 2 * math.sqrt(c1 * c2) * math.sin(math.radians(turn / 2))
    hue = (h1 + turn / 2) % 360 if c1 * c2 else h1 + h2
    light, chroma = (l1 + l2) / 2, (c1 + c2) / 2
    t = 1 - 0.17 * cosine(hue - 30) + 0.24 * cosine(2 * hue) + 0.32 * cosine(3 * hue + 6) - 0.20 * cosine(4 * hue - 63)
    sl, sc, sh = 1 + 0.015 * (light - 50) ** 2 / math.sqrt(20 + (light - 50) ** 2), 1 + 0.045 * chroma, 1 + 0.015 * chroma * t
    spin = -2 * math.sqrt(chroma**7 / (chroma**7 + 25**7)) * math.sin(math.radians(60 * math.exp(-(((hue - 275) / 25) ** 2))))
    dl, dc, dh = (l2 - l1) / sl, (c2 - c1) / sc, big / sh
    return math.sqrt(dl**2 + dc**2 + dh**2 + spin * dc * dh)


def cosine(degrees: float) -> float:
    return math.cos(math.radians(degrees))


def test_the_distance_is_the_published_one() -> None:
    assert distance((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485)) == pytest.approx(2.0425, abs=1e-4), "first pair of Sharma et al., table 1"
    assert distance((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514)) == pytest.approx(0.9082, abs=1e-4), "last pair"


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("eyes", list(SEEN))
def test_types_are_told_apart(theme: str, eyes: str) -> None:
    colours = {t.type: lab(getattr(t, theme), eyes) for t in types()}
    nearest = min((distance(colours[a], colours[b]), a, b) for a, b in combinations(colours, 2))
    assert nearest[0] >= FLOORS[eyes], nearest


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_marks_stand_out_from_the_land(theme: str) -> None:
    for kind in types():
        assert all(contrast(getattr(kind, theme), land) >= 3.0 for land in LAND[theme]), kind.type


def test_shape_is_a_second_sign() -> None:
    assert len({t.shape for t in types()}) == len({t.sign for t in types()}) == 6
    assert all(s.shape == find(s.type).shape for s in sub_types())  # type: ignore[union-attr]


def test_types_are_spelt_as_the_gold_spells_them() -> None:
    need_gold()
    spelt = {(i["event_type"], i["sub_event_type"]) for name in ("dev", "test", "seeds") for line in (GOLD / f"{name}.jsonl").open(encoding="utf-8")
             for i in json.loads(line)["incidents"]}  # fmt: skip
    assert len(spelt) > 15
    assert spelt <= {(t.type, t.sub) for t in sub_types()}


def test_an_unknown_type_is_none_and_an_unknown_sub_type_its_type() -> None:
    assert find("Wars") is None
    assert find("Battles", "Duel") == find("Battles")
