"""Every colour that words are set in can be read on every ground it is set on, in every mode."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

STYLES = Path(__file__).parents[2] / "theme_overrides" / "assets" / "stylesheets"
PAGE = ("paper", "surface", "tint", "warm")
# Ink: the grounds it is set on, and the least contrast (WCAG 2.2: 1.4.6 for running text, 1.4.3 and 1.4.11 for the rest).
PAIRS: Mapping[str, tuple[tuple[str, ...], float]] = {
    "ink": (PAGE, 7),
    "soft": (PAGE, 4.5),
    "main": (PAGE, 4.5),
    "gold": (PAGE, 4.5),
    "edge": (("paper", "surface", "warm"), 3),
    "on-main": (("main",), 4.5),
    "seal-ink": (("seal",), 4.5),
    "night-ink": (("night",), 7),
    "night-soft": (("night",), 4.5),
    "lit-ink": (("lit",), 7),
    # What is turned round when pointed at.
    "paper": (("ink",), 7),
}
# Mode: the blocks of tokens.css that make it, the later above the earlier.
DARK, ELDER, ELDER_DARK = (
    ':root[data-zx-scheme="dark"]',
    ":root[data-zx-elder]",
    ':root[data-zx-elder][data-zx-scheme="dark"]',
)
MODES: Mapping[str, tuple[str, ...]] = {
    "light": (),
    "dark": (DARK,),
    "elder": (ELDER,),
    "elder, dark": (DARK, ELDER, ELDER_DARK),
    "print": ("@media print",),
}
_RULE = re.compile(r"(:root[^{]*)\{([^{}]*)\}")


def rules() -> list[tuple[str, str, dict[str, str]]]:
    """Return what tokens.css says: its media, selector and colours, in order."""
    text = re.sub(r"/\*.*?\*/", "", (STYLES / "tokens.css").read_text("utf-8"), flags=re.DOTALL)
    found = []
    for piece in re.split(r"(?=@media)", text):
        media = piece.partition("{")[0].strip() if piece.startswith("@media") else ""
        for selector, body in _RULE.findall(piece.partition("{")[2] if media else piece):
            colours = dict(re.findall(r"--zx-([\w-]+): (#[0-9a-f]{6});", body))
            found.append((media, selector.strip(), colours))
    return found


def mode(blocks: tuple[str, ...]) -> dict[str, str]:
    """Return the colours of a mode."""
    colours = next(colours for media, _, colours in rules() if not media)
    for block in blocks:
        for media, selector, own in rules():
            if block in (selector, media):
                colours = {**colours, **own}
    return colours


def luminance(colour: str) -> float:
    """Return the relative luminance of `#rrggbb` (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("name", MODES)
def test_every_ink_can_be_read_on_every_ground(name: str) -> None:
    colours = mode(MODES[name])
    asked = 7 if "elder" in name else 0
    poor = [
        f"{ink} on {ground}: {found:.2f}"
        for ink, (grounds, least) in PAIRS.items()
        for ground in grounds
        if (found := contrast(colours[ink], colours[ground])) < (least if ink == "edge" else max(least, asked))
    ]
    assert poor == []


def test_the_contrast_of_known_colours_is_known() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


def test_every_colour_that_words_or_grounds_take_is_among_the_pairs() -> None:
    inks: set[str] = set()
    grounds: set[str] = set()
    for file in STYLES.rglob("*.css"):
        text = file.read_text("utf-8")
        inks.update(re.findall(r"(?<![\w-])color: var\(--zx-([\w-]+)\)", text))
        grounds.update(re.findall(r"background(?:-color)?: var\(--zx-([\w-]+)\)", text))
    assert inks - set(PAIRS) == set()
    assert grounds - {ground for names, _ in PAIRS.values() for ground in names} == set()


def test_no_other_file_names_a_colour() -> None:
    named = {
        file.name: found
        for file in STYLES.rglob("*.css")
        if file.name != "tokens.css"
        and (found := re.findall(r"#[0-9a-f]{3,8}\b(?=[^{]*\})|rgba?\(|hsla?\(", file.read_text("utf-8")))
    }
    assert named == {}


def test_dark_is_the_same_whether_the_device_or_the_reader_asks() -> None:
    wished = [(selector, colours) for media, selector, colours in rules() if "prefers-color-scheme: dark" in media]
    chosen = {selector: colours for media, selector, colours in rules() if media == "@media screen"}
    assert [colours for _, colours in wished] == [chosen[DARK], chosen[ELDER_DARK]]
