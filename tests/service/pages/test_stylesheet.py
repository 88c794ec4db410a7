"""The stylesheet: contrast of every pair of colours that pages put on one another, in light and in dark."""

import re
from importlib.resources import files

import pytest

CSS = (files("service") / "static" / "drom.css").read_text("utf-8")
GROUNDS = ("ground", "raised", "sunk")
INKS = ("ink", "soft", "link", "wheel")
HUES = tuple(
    f"hue-{name}"
    for name in ("practice", "project", "programme", "organisation", "place", "event", "document", "concept")
)
PAIRS = [(ink, ground) for ink in INKS for ground in GROUNDS]
PAIRS += [(hue, "ground") for hue in HUES]
PAIRS += [("wheel-ink", "wheel"), ("mark-ink", "mark"), ("ground", "link")]
# WCAG 2.2, success criterion 1.4.3: text of ordinary size.
LEAST_CONTRAST = 4.5


def tokens(scheme: str) -> dict[str, str]:
    """The colours by name; dark ones stand on top of the light ones."""
    light, dark = re.findall(r":root \{(.*?)\}", CSS, re.DOTALL)[:2]
    colours = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", light))
    return colours if scheme == "light" else {**colours, **dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", dark))}


def luminance(colour: str) -> float:
    """Relative luminance as WCAG defines it, 0 to 1."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_text_can_be_read_on_its_ground(scheme, ink, ground):
    colours = tokens(scheme)
    low, high = sorted((luminance(colours[ink]), luminance(colours[ground])))

    assert (high + 0.05) / (low + 0.05) >= LEAST_CONTRAST


def test_nothing_is_fetched_from_elsewhere():
    assert re.findall(r"@import|@font-face|url\((?!\"[a-z]+\.svg\")", CSS) == []
