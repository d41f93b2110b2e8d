"""Validation: raw values of a file held against a model, by pydantic; loaded only where a file is read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Annotated, Any, TypeVar

from pydantic import ConfigDict, Field, GetCoreSchemaHandler, TypeAdapter, ValidationError
from pydantic_core import CoreSchema, core_schema

from cppcc_portal.records.model import FieldInfo, Model

Checked = TypeVar("Checked", bound=Model)


def checked(model: type[Checked], values: Any) -> tuple[Checked | None, Sequence[Mapping[str, Any]]]:
    """Return what a model makes of raw values, or None with every fault that pydantic 2 found."""
    of: type = model
    try:
        made: Checked = _adapter(of).validate_python(values)
    except ValidationError as error:
        return None, error.errors(include_url=False)
    return made, ()


def adapt(models: Iterable[type[Model]]) -> None:
    """Tell pydantic of models before the first values of them are checked."""
    for model in models:
        of: type = model
        _adapter(of)


@cache
def _adapter(model: type) -> TypeAdapter[Any]:
    # What a function has read is a value of a class of ours, of which pydantic knows nothing.
    return TypeAdapter(model, config=ConfigDict(arbitrary_types_allowed=True))


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
    return core_schema.no_info_after_validator_function(lambda values: model(**values), keys)


def read_by(read: Callable[[Any], Any], schema: CoreSchema) -> CoreSchema:
    """Return how pydantic checks what a function has read."""
    return core_schema.no_info_before_validator_function(read, schema)


def words(at_most: int | None, pattern: str | None) -> CoreSchema:
    """Return how pydantic checks a text."""
    return core_schema.str_schema(strip_whitespace=True, min_length=1, max_length=at_most, pattern=pattern)


def _type_of(info: FieldInfo) -> Any:
    return Annotated[info.hint, Field(min_length=info.min_length)] if info.min_length else info.hint
