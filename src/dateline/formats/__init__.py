"""The formats that payloads come in. A format is a module of this folder that has `items`; its file name is its name.

`items(payload, wire) -> Iterator[Item | Fault]` is pure: bytes in, items out. A payload that cannot be read at all
raises `Unreadable`; a bad item among good ones is a Fault with its position.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType, ModuleType

from dateline.errors import ConfigError
from dateline.payload import Fault, Item, Payload
from dateline.sources import Wire

AUTO = "auto"
"""Stands for whatever format the bytes turn out to be."""


@cache
def formats() -> Mapping[str, ModuleType]:
    """Every format's module by name, in order of name."""
    modules = {found.name: import_module(f"{__name__}.{found.name}") for found in sorted(iter_modules(__path__))}
    return MappingProxyType({name: module for name, module in modules.items() if hasattr(module, "items")})


def items(format: str, payload: Payload, wire: Wire | None = None) -> Iterator[Item | Fault]:
    """The payload's items, read as `format`, or as what its bytes show when that is `auto`.

    Raises Unreadable while iterating, ConfigError at once for a format that does not exist.
    """
    module = None if format == AUTO else _module(format)
    return _items(module, payload, wire)


def _items(module: ModuleType | None, payload: Payload, wire: Wire | None) -> Iterator[Item | Fault]:
    if module is None:
        from dateline.formats.sniff import format_of

        module = _module(format_of(payload))
    yield from module.items(payload, wire)


@cache
def _module(format: str) -> ModuleType:
    """The one module, so that reading NITF does not load what pages need."""
    if format not in {found.name for found in iter_modules(__path__)}:
        raise ConfigError(f"no format is called {format!r}", expected=f"one of {', '.join([*formats(), AUTO])}")
    module = import_module(f"{__name__}.{format}")
    if not hasattr(module, "items"):
        raise ConfigError(f"no format is called {format!r}", expected=f"one of {', '.join([*formats(), AUTO])}")
    return module
