"""Adapting: our models told to pydantic, which makes of each what checks it; loaded only where that is not kept."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Annotated, Any

from pydantic import ConfigDict, Field, GetCoreSchemaHandler, TypeAdapter
from pydantic_core import CoreSchema, core_schema

from cppcc_portal.records.model import FieldInfo, Model, made_of


def adapted(model: type[Model]) -> CoreSchema:
    """Return what pydantic makes of a model."""
    of: type = model
    # What a function has read is a value of a class of ours, of which pydantic knows nothing.
    return TypeAdapter(of, config=ConfigDict(arbitrary_types_allowed=True)).core_schema


def schema_of(model: type[Model], handler: GetCoreSchemaHandler) -> CoreSchema:
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
    return Annotated[info.hint, Field(min_length=info.min_length)] if info.min_length else info.hint
