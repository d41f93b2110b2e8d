"""Models: groups of fields, told in one line each; plain objects, which `validation` alone checks.

Whoever only takes known records out of the store, as every edit does, loads neither pydantic nor the checks.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any, ClassVar, Self, TypeVar, get_origin, get_type_hints


class FieldInfo:
    """What a model says of one field: its Chinese name, its default, how an editor calls it."""

    def __init__(self, default: Any, title: str, examples: tuple[str, ...], key: str | None, min_length: int) -> None:
        self.default, self.title, self.examples, self.min_length = default, title, examples, min_length
        self.key = key or ""

    def __set_name__(self, owner: type, name: str) -> None:
        self.owner, self.name = owner, name
        self.key = self.key or name

    def is_required(self) -> bool:
        """Whether a file must have it."""
        return self.default is ...

    @property
    def hint(self) -> Any:
        """Its type as written, with all marks."""
        return _hints(self.owner)[self.name]

    @property
    def annotation(self) -> Any:
        """Its type without the marks that stand around all of it."""
        return self.hint.__origin__ if get_origin(self.hint) is Annotated else self.hint

    @property
    def metadata(self) -> tuple[Any, ...]:
        """The marks that stand around all of its type."""
        return self.hint.__metadata__ if get_origin(self.hint) is Annotated else ()


@cache
def _hints(model: type) -> Mapping[str, Any]:
    return get_type_hints(model, include_extras=True)


def Field(  # noqa: N802 - it stands where pydantic's stands
    default: Any = ..., *, title: str, examples: list[str] | None = None, key: str | None = None, min_length: int = 0
) -> Any:
    """Declare a field: its default unless it is required, its Chinese name, examples, and its key where that is no name."""
    return FieldInfo(default, title, tuple(examples or ()), key, min_length)


class Model:
    """A group of fields. Frozen; an instance holds what differs from the defaults, which its class has."""

    model_fields: ClassVar[Mapping[str, FieldInfo]] = {}
    # Fields of the models it is made of that it has no use for, each with what to write instead.
    _without: ClassVar[Mapping[str, str]] = {}
    # What an instance may hold beside its fields.
    _beside: ClassVar[tuple[str, ...]] = ()
    _needed: ClassVar[frozenset[str]] = frozenset()

    def __init_subclass__(cls) -> None:
        own = {name: info for name, info in vars(cls).items() if isinstance(info, FieldInfo)}
        known = {**cls.model_fields, **own}
        cls.model_fields = {name: info for name, info in known.items() if name not in cls._without}
        cls._needed = frozenset(name for name, info in cls.model_fields.items() if info.is_required())
        for name, info in own.items():
            if info.is_required():
                delattr(cls, name)
            else:
                setattr(cls, name, info.default)

    def __init__(self, **values: Any) -> None:
        known = self.model_fields
        if not (self._needed <= values.keys() <= known.keys()):
            raise TypeError(f"{type(self).__name__} has the fields {', '.join(known)}, not {', '.join(values)}")
        self.__dict__.update({name: one for name, one in values.items() if one != known[name].default})

    @staticmethod
    def prepare(values: Any) -> Any:
        """Return raw values as they are to be checked."""
        return values

    def replaced(self, **values: Any) -> Self:
        """Return this with other values in some fields."""
        return type(self)(**{name: getattr(self, name) for name in self.model_fields} | values)

    def __getstate__(self) -> dict[str, Any]:
        """Return what is packed, and what makes it equal to another: not what was only remembered."""
        return {name: one for name, one in self.__dict__.items() if name in self.model_fields or name in self._beside}

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError(f"{type(self).__name__} is frozen")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"{type(self).__name__} is frozen")

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self.__getstate__() == other.__getstate__()

    def __repr__(self) -> str:
        told = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.model_fields)
        return f"{type(self).__name__}({told})"


Made = TypeVar("Made", bound=Model)


def made_of(model: type[Made], values: Mapping[str, Any]) -> Made:
    """Return the plain object of values that were checked."""
    return model(**values)
