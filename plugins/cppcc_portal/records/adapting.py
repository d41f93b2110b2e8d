"""Adapting: our models told to pydantic, which makes of each what checks it; loaded only where that is not kept."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial, reduce
from operator import or_
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import ConfigDict, Field, GetCoreSchemaHandler, TypeAdapter
from pydantic_core import CoreSchema, core_schema

from cppcc_portal.records.model import FieldInfo, Model, made_of


def adapted(model: type[Model]) -> CoreSchema:
    """Return what pydantic makes of a model."""
    of: Any = _adapted(model)
    # What a function has read is a value of a class of ours, of which pydantic knows nothing.
    return TypeAdapter(of, config=ConfigDict(arbitrary_types_allowed=True)).core_schema


class _Group:
    """Marks a model within a type, so that pydantic asks this module how to check it."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return _schema_of(source, handler)


def _adapted(hint: Any) -> Any:
    """Return a type with every model in it marked."""
    if isinstance(hint, type) and issubclass(hint, Model):
        return Annotated[hint, _Group()]
    origin, parts = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return Annotated[(_adapted(parts[0]), *hint.__metadata__)]
    if origin in (Union, UnionType):
        return reduce(or_, map(_adapted, parts))
    if origin is None or origin is Literal:
        return hint
    return origin[tuple(map(_adapted, parts))]


def _schema_of(model: type[Model], handler: GetCoreSchemaHandler) -> CoreSchema:
    """Return how pydantic checks a model: its keys and no others, then the plain object made of what was found."""
    fields = {
        name: core_schema.typed_dict_field(
            handler.generate_schema(_type_of(info)), required=info.is_required(), validation_alias=info.key
        )
        for name, info in model.model_fields.items()
    }
    keys: CoreSchema = core_schema.typed_dict_schema(fields, extra_behavior="forbid")
    if model.prepare is not Model.prepare:
        keys = core_schema.no_info_before_validator_function(model.prepare, keys)
    return core_schema.no_info_after_validator_function(partial(made_of, model), keys)


def read_by(read: Callable[[Any], Any], schema: CoreSchema) -> CoreSchema:
    """Return how pydantic checks what a function has read."""
    return core_schema.no_info_before_validator_function(read, schema)


def words(at_most: int | None, pattern: str | None) -> CoreSchema:
    """Return how pydantic checks a text."""
    return core_schema.str_schema(strip_whitespace=True, min_length=1, max_length=at_most, pattern=pattern)


def _type_of(info: FieldInfo) -> Any:
    hint = _adapted(info.hint)
    return Annotated[hint, Field(min_length=info.min_length)] if info.min_length else hint
