"""A photograph made by program: sky, hills, a wall of bricks, leaves and the grain of a sensor, the same each time."""

from __future__ import annotations

import random
from io import BytesIO

from PIL import Image, ImageChops, ImageDraw, ImageFilter

TWELVE_MEGAPIXELS = (4000, 3000)


def photograph(size: tuple[int, int] = TWELVE_MEGAPIXELS, *, seed: int = 1, quality: int = 90) -> bytes:
    """Return a JPEG that is as hard to decode, to scale and to encode as one of a phone."""
    made = BytesIO()
    scene(size, seed).save(made, "JPEG", quality=quality)
    return made.getvalue()


def scene(size: tuple[int, int], seed: int = 1) -> Image.Image:
    """Return the picture as the lens would see it, with the grain of the sensor."""
    chance = random.Random(seed)
    width, height = size
    image = Image.composite(
        Image.new("RGB", size, (214, 222, 228)),
        Image.new("RGB", size, (92, 138, 196)),
        Image.linear_gradient("L").resize(size, Image.Resampling.BICUBIC),
    )
    for depth in range(4):
        _hills(
            image, chance, round(height * (0.35 + 0.07 * depth)), (120 - 20 * depth, 150 - 18 * depth, 130 - 26 * depth)
        )
    _wall(image, chance, (width // 12, height // 3, width * 5 // 12, height * 4 // 5))
    _leaves(image, chance)
    _people(image, chance)
    for octave in (4, 16, 64):
        image = ImageChops.overlay(image, _clouds(size, chance, octave))
    return _grain(image.filter(ImageFilter.GaussianBlur(width / 4000)), chance)


def _noise(size: tuple[int, int], chance: random.Random) -> Image.Image:
    return Image.frombytes("L", size, chance.randbytes(size[0] * size[1]))


def _clouds(size: tuple[int, int], chance: random.Random, octave: int) -> Image.Image:
    """Return soft light and shade of one scale: noise made large."""
    rough = _noise((octave * 4, octave * 3), chance).point(lambda value: 104 + value * 48 // 255)
    return rough.resize(size, Image.Resampling.BICUBIC).convert("RGB")


def _hills(image: Image.Image, chance: random.Random, base: int, colour: tuple[int, int, int]) -> None:
    width, height = image.size
    step = max(1, width // 160)
    line, level = [(0, height)], float(base)
    for x in range(0, width + step, step):
        level += chance.uniform(-1, 1) * height / 120
        line.append((x, round(level)))
    ImageDraw.Draw(image).polygon([*line, (width, height)], fill=colour)


def _wall(image: Image.Image, chance: random.Random, box: tuple[int, int, int, int]) -> None:
    """Draw rows of bricks with joints: straight edges in two directions, of many tones."""
    draw = ImageDraw.Draw(image)
    left, top, right, bottom = box
    draw.rectangle(box, fill=(190, 184, 172))
    wide = max(4, (right - left) // 24)
    tall = max(3, wide // 3)
    for row, y in enumerate(range(top, bottom, tall)):
        for x in range(left - (row % 2) * wide // 2, right, wide):
            tone = chance.randint(-24, 24)
            edge = (max(x, left) + 1, y + 1, max(x + 1, left + 1, min(x + wide, right) - 1), y + tall - 1)
            draw.rectangle(edge, fill=(158 + tone, 84 + tone, 66 + tone // 2))


def _leaves(image: Image.Image, chance: random.Random) -> None:
    """Strew thousands of small leaves and blades: the detail that costs an encoder most."""
    draw = ImageDraw.Draw(image)
    width, height = image.size
    for _ in range(14_000):
        x, y = chance.uniform(0.45, 1) * width, chance.uniform(0.45, 1) * height
        long = width * chance.uniform(0.001, 0.006)
        green = chance.randint(60, 150)
        end = (x + chance.uniform(-1, 1) * long, y - long)
        draw.line((x, y, *end), fill=(green * 2 // 3, green, green // 3), width=max(1, width // 1300))


def _people(image: Image.Image, chance: random.Random) -> None:
    """Set figures before the wall: smooth round shapes of skin and cloth."""
    draw = ImageDraw.Draw(image)
    width, height = image.size
    for number in range(9):
        x, head = width * (0.06 + 0.09 * number), width / 60
        y = height * chance.uniform(0.52, 0.6)
        cloth = tuple(chance.randint(20, 200) for _ in range(3))
        draw.rounded_rectangle((x - head, y, x + head, y + head * 7), radius=head * 0.8, fill=cloth)
        draw.ellipse((x - head * 0.7, y - head * 2, x + head * 0.7, y), fill=(206, 166, 140))


def _grain(image: Image.Image, chance: random.Random) -> Image.Image:
    bands = []
    for band in image.split():
        grain = _noise(image.size, chance).point(lambda value: 122 + value * 12 // 255)
        bands.append(ImageChops.add(band, grain, 1, -128))
    return Image.merge("RGB", bands)
