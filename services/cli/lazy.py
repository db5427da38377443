"""A group of commands, each loaded only when it is chosen: reading a list of commands loads none."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any, ClassVar, NamedTuple

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_group


class Later(NamedTuple):
    """A command or a group: where it is, as module:name, and what the list of commands says of it."""

    place: str
    says: str


class LazyGroup(TyperGroup):
    """The commands of `later`, in its order. A subclass sets it."""

    later: ClassVar[Mapping[str, Later]] = {}

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        # Stand-ins: enough for the list, for completion, and for a suggestion when a name is mistyped.
        self.commands = {name: TyperCommand(name, help=entry.says) for name, entry in self.later.items()}

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        """The chosen command itself."""
        name, found, rest = super().resolve_command(ctx, args)
        return name, load(name, self.later[name].place) if name else found, rest


def attribute(place: str) -> Any:
    """What stands at module:name."""
    module, _, name = place.partition(":")
    return getattr(import_module(module), name)


def load(name: str, place: str) -> Any:
    """The command or group at module:name, ready to run under its name."""
    found = attribute(place)
    alone = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)
    if isinstance(found, typer.Typer):
        alone.add_typer(found, name=name)
    else:
        alone.command(name)(found)
    return get_group(alone).commands[name]
