"""Frozen: classes of values, told by their annotated fields as dataclasses are, that take a tenth of the time to load.

A build that amends a site loads nearly a hundred of them. That a value is not changed the type checker sees to.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform, overload

Class = TypeVar("Class", bound=type)
Value = TypeVar("Value")


@overload
def frozen(cls: Class) -> Class: ...
@overload
def frozen(*, slots: bool = True, eq: bool = True) -> Callable[[Class], Class]: ...
@dataclass_transform(frozen_default=True)
def frozen(cls: Any = None, *, slots: bool = True, eq: bool = True) -> Any:
    """Make a class one of values: made of its fields in order, told, compared and hashed by all of them.

    What it defines itself stays, `__post_init__` is called. With `slots` a value holds its fields and nothing else; what
    remembers something (`cached_property`), or is pickled by thousands, has none. Without `eq` a value is itself alone.
    """
    return _frozen(cls, slots, eq) if cls is not None else lambda later: _frozen(later, slots, eq)


def fields(of: object) -> tuple[str, ...]:
    """Return the names of the fields of such a class, or of one of its values."""
    found: tuple[str, ...] = of.__fields__  # type: ignore[attr-defined]
    return found


def replace(value: Value, **other: Any) -> Value:
    """Return a value with other values in some fields."""
    return type(value)(**{name: getattr(value, name) for name in fields(value)} | other)


def _frozen(cls: Any, slots: bool, eq: bool) -> Any:
    own = tuple(cls.__annotations__)
    names = tuple(dict.fromkeys((*getattr(cls, "__fields__", ()), *own)))
    defaults = {**getattr(cls, "__defaults__", {}), **{name: vars(cls)[name] for name in own if name in vars(cls)}}
    added = {"__fields__": names, "__defaults__": defaults, "__match_args__": names}
    added["__init__"] = _init(cls, names, defaults)
    if "__repr__" not in vars(cls):
        added["__repr__"] = _repr(cls, names)
    if eq and "__eq__" not in vars(cls):
        added |= _compared(names)
    if not slots:
        for name, one in added.items():
            setattr(cls, name, one)
        return cls
    left_out = {*own, "__dict__", "__weakref__"}
    kept = {name: one for name, one in vars(cls).items() if name not in left_out}
    return type(cls)(cls.__name__, cls.__bases__, {**kept, **added, "__slots__": own, "__qualname__": cls.__qualname__})


def _init(cls: Any, names: tuple[str, ...], defaults: dict[str, Any]) -> Any:
    """Return what fills a value: compiled for its fields, as thousands are made."""
    given = ", ".join(f"{name}=defaults[{name!r}]" if name in defaults else name for name in names)
    lines = [f"self.{name} = {name}" for name in names] + ["self.__post_init__()"] * hasattr(cls, "__post_init__")
    space: dict[str, Any] = {"defaults": defaults}
    exec(f"def __init__(self, {given}):\n " + "\n ".join(lines or ["pass"]), space)
    return space["__init__"]


def _repr(cls: Any, names: tuple[str, ...]) -> Any:
    shape, told = f"{cls.__qualname__}({', '.join(f'{name}=%r' for name in names)})", _all_of(names)
    return lambda self: shape % told(self)


def _compared(names: tuple[str, ...]) -> dict[str, Any]:
    told = _all_of(names)

    def is_equal(self: Any, other: Any) -> Any:
        return told(self) == told(other) if type(other) is type(self) else NotImplemented

    return {"__eq__": is_equal, "__hash__": lambda self: hash(told(self))}


def _all_of(names: tuple[str, ...]) -> Callable[[Any], tuple[Any, ...]]:
    """Return what gives all fields of a value."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda value: tuple([getattr(value, name) for name in names])
