"""Named values as the store keeps them, and back: a value is the list of its fields.

A store's file may be damaged, or another release's: what is read is held to the value's own types.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from functools import cache
from types import UnionType
from typing import TYPE_CHECKING, Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

if TYPE_CHECKING:
    from sync.cache.store import Value

_Kind = TypeVar("_Kind")


def encode(value: object) -> Value:
    """Return what JSON can say of named tuples, tuples, enumerations and plain values."""
    if isinstance(value, Enum):
        return cast("Value", value.value)
    if isinstance(value, tuple | list):
        return [encode(each) for each in value]
    if isinstance(value, Mapping):
        return {str(key): encode(each) for key, each in value.items()}
    return cast("Value", value)


def decode(kind: type[_Kind], value: Value) -> _Kind:
    """Return the value of a kind that was encoded; raises ValueError where it is something else."""
    return cast("_Kind", _find_reader(cast("Any", kind))(value))


@cache
def _find_reader(kind: Any) -> Callable[[Value], object]:  # noqa: ANN401  any type, and unions
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return _read_one_of([_find_reader(each) for each in arguments])
    if origin is tuple:
        return _read_tuple(arguments)
    if origin is not None and issubclass(origin, Mapping):
        return _read_mapping(_find_reader(arguments[1]))
    if issubclass(kind, Enum):
        return cast("Callable[[Value], object]", kind)
    if issubclass(kind, tuple):
        return _read_named(kind)
    return _read_plain(kind)


def _read_plain(kind: type) -> Callable[[Value], object]:
    def read(value: Value) -> object:
        if type(value) is not kind:
            raise ValueError(value)
        return value

    return read


def _read_one_of(readers: list[Callable[[Value], object]]) -> Callable[[Value], object]:
    def read(value: Value) -> object:
        for each in readers:
            try:
                return each(value)
            except ValueError:
                continue
        raise ValueError(value)

    return read


def _read_tuple(arguments: tuple[Any, ...]) -> Callable[[Value], object]:
    if arguments[1:] == (...,):
        item = _find_reader(arguments[0])
        return lambda value: tuple(item(each) for each in _require_list(value))
    items = [_find_reader(each) for each in arguments]
    return lambda value: tuple(
        item(each) for item, each in zip(items, _require_list(value), strict=True)
    )


def _read_mapping(item: Callable[[Value], object]) -> Callable[[Value], object]:
    def read(value: Value) -> object:
        if not isinstance(value, dict):
            raise ValueError(value)  # noqa: TRY004  the caller catches one kind of error
        return {key: item(each) for key, each in value.items()}

    return read


def _read_named(kind: Any) -> Callable[[Value], object]:  # noqa: ANN401  any named tuple
    hints = get_type_hints(kind)
    fields = [_find_reader(hints[name]) for name in kind._fields]
    return lambda value: kind(
        *(read(each) for read, each in zip(fields, _require_list(value), strict=True))
    )


def _require_list(value: Value) -> list[Value]:
    if not isinstance(value, list):
        raise ValueError(value)  # noqa: TRY004  the caller catches one kind of error
    return value
