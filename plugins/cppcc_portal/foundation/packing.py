"""Packing: what is named in ten thousand pickles stands there as a number instead of its name."""

from __future__ import annotations

import copyreg
from typing import Any, TypeVar
from zlib import crc32

Packed = TypeVar("Packed")


def packed_by_number(thing: Packed) -> Packed:
    """Let pickle write a number for a class or a function; to look up its name takes longer than to make the object."""
    named: Any = thing
    name = named.__qualname__
    copyreg.add_extension(named.__module__, name, 1 + crc32(name.encode()) % 0x7FFFFFFE)
    return thing
