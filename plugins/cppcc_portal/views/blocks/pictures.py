"""Pictures as pages show them: in several widths and forms, of which a browser takes the one that suits it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from cppcc_portal.portal.item import Asset
from cppcc_portal.portal.routes import published_file
from cppcc_portal.records.fields import Cover
from cppcc_portal.records.kinds.history import PageImage
from cppcc_portal.records.kinds.member import Photo
from cppcc_portal.sources.placeholders import Shown, SourceSet

WIDTHS = (480, 960, 1600)
_ENOUGH = 800
_MEDIA = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp", "AVIF": "image/avif", "GIF": "image/gif"}
_ENDINGS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "AVIF": "avif"}
_SMALLER = ("AVIF", "WEBP")
# The longest side that a form can have, in the file or in the browsers that show it.
_LONGEST = {"AVIF": 16_384, "WEBP": 16_383, "JPEG": 65_500}
# A file name has 255 bytes at most, and a copy adds its digest, its width and its ending.
_LONGEST_NAME = 100
# A comma or a space would end an address within `srcset`.
_UNSAFE = re.compile(r"[^A-Za-z0-9/_-]+")


class Derivative(NamedTuple):
    """One smaller copy of a picture: its output file, what it is made of, its width in pixels, and its form."""

    file: str
    source: str
    digest: str
    width: int
    form: str


class Picture(NamedTuple):
    """A published picture: address, size in pixels, what it shows, who made it, and the copies a browser chooses from."""

    address: str
    width: int
    height: int
    alt: str
    credit: str
    media_type: str
    bytes: int
    small: str = ""
    sets: tuple[SourceSet, ...] = ()


def derivatives(assets: Asset) -> tuple[Derivative, ...]:
    """Return the copies of a picture: none of one that moves, and none in a form that cannot hold it."""
    image = assets.image
    if image is None or image.format == "GIF" or image.moves:
        return ()
    offered = widths(image.width)
    fallback = next((width for width in offered if width >= _ENOUGH), offered[-1])
    plain = "PNG" if image.format == "PNG" else "JPEG"
    tallest = max(offered[-1], round(image.height * offered[-1] / image.width))
    forms = [form for form in _SMALLER if tallest <= _LONGEST[form]]
    wanted = [(width, form) for form in forms for width in offered]
    if tallest <= _LONGEST.get(plain, tallest):
        wanted.append((fallback, plain))
    return tuple(_derivative(assets, width, form) for width, form in wanted)


def widths(width: int) -> list[int]:
    """Return the widths of a picture's copies: none wider than itself, and none that is almost another."""
    widest = min(width, WIDTHS[-1])
    return [one for one in WIDTHS if one <= widest * 0.8] + [widest]


def _derivative(assets: Asset, width: int, form: str) -> Derivative:
    return Derivative(
        f"{stem(assets.path, assets.digest)}-{width}.{_ENDINGS[form]}", assets.path, assets.digest, width, form
    )


def stem(path: str, digest: str) -> str:
    """Return how the names of the copies of a picture begin; those of two may begin alike, which then show the same."""
    folder, _, name = published_file(path).removeprefix("files/").rsplit(".", 1)[0].rpartition("/")
    short = _UNSAFE.sub("-", name)[:_LONGEST_NAME]
    where = f"{_UNSAFE.sub('-', folder)}/{short}" if folder else short
    return f"pictures/{where}-{digest[:8]}"


def shown(assets: Asset) -> Shown | None:
    """Return how a picture in a text is shown, with addresses from the site's root; None for what is no picture."""
    if assets.image is None:
        return None
    small, sets = _sets(assets)
    return Shown(assets.image.width, assets.image.height, small, sets)


def _sets(assets: Asset) -> tuple[str, tuple[SourceSet, ...]]:
    made = derivatives(assets)
    sets = tuple(
        SourceSet(_MEDIA[form], tuple((one.file, one.width) for one in made if one.form == form))
        for form in dict.fromkeys(one.form for one in made if one.form in _SMALLER)
    )
    return (made[-1].file, sets) if made else (assets.address, ())


def picture(assets: Mapping[str, Asset], told: Cover | Photo | PageImage | None) -> Picture | None:
    """Return the published picture of a cover, photo or page image among the files beside its record."""
    found = assets.get(told.src) if told else None
    if told is None or found is None or found.image is None:
        return None
    image = found.image
    small, sets = _sets(found)
    return Picture(
        found.address, image.width, image.height, told.alt, told.credit, _MEDIA[image.format], found.bytes, small, sets
    )
