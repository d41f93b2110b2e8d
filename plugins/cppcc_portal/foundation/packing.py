"""Packing: values of ours as bytes and back; what is unpacked may be values only, never code that runs."""

from __future__ import annotations

import copyreg
import io
import pickle
from enum import Enum
from typing import Any, TypeVar
from zlib import crc32

Packed = TypeVar("Packed")

_OURS = f"{__name__.partition('.')[0]}."
# What values are put together with besides classes of ours; `posixpath` has none that may be called.
_PLAIN = {
    ("builtins", "frozenset"),
    ("builtins", "set"),
    ("collections", "OrderedDict"),
    ("datetime", "date"),
    ("datetime", "datetime"),
    ("datetime", "time"),
    ("datetime", "timedelta"),
    ("datetime", "timezone"),
    ("pathlib", "PosixPath"),
    ("pathlib", "PurePosixPath"),
    ("pathlib", "WindowsPath"),
}
_NUMBERED: set[Any] = set()


def packed_by_number(thing: Packed) -> Packed:
    """Let pickle write a number for a class or a function; to look up its name takes longer than to make the object."""
    named: Any = thing
    name = named.__qualname__
    copyreg.add_extension(named.__module__, name, 1 + crc32(name.encode()) % 0x7FFFFFFE)
    _NUMBERED.add(thing)
    return thing


def unpack(data: bytes) -> Any:
    """Return what was packed; UnpicklingError where the bytes name anything but values.

    A cache is brought back from elsewhere, as on a build server, and may have been written by anybody. Bytes that are
    damaged raise whatever pickle raises: callers take any error for a value that is not there.
    """
    return _Values(io.BytesIO(data)).load()


class _Values(pickle.Unpickler):
    """Finds classes of values: ours that are frozen, tuples, enumerations or models, and a few plain ones."""

    def find_class(self, module: str, name: str) -> Any:
        """Return what a pickle names, if it is a value's class."""
        if (module, name) in _PLAIN:
            return super().find_class(module, name)
        if module.startswith(_OURS) and "." not in name:
            found = super().find_class(module, name)
            if found in _NUMBERED or (isinstance(found, type) and _is_of_values(found)):
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is no value")


def _is_of_values(found: type) -> bool:
    return hasattr(found, "__fields__") or hasattr(found, "model_fields") or issubclass(found, tuple | Enum)
