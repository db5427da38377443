"""The rules that keep the parts apart, checked against the source itself."""

from __future__ import annotations

import ast
import inspect
import sys

import shared.events
from shared.events import EVENTS, Event
from tests.census import Module, is_in, modules

PRODUCT = modules("services", "shared")
SERVICES = [module for module in PRODUCT if module.service]
DOMAIN = [module for module in SERVICES if module.within("domain")]

#: the one place that may know everything: the command line and the runner
COMPOSITION_ROOT = "services/cli"
DOMAIN_MAY_IMPORT = (
    "pydantic",
    *(
        f"shared.{name}"
        for name in (
            "events",
            "facts",
            "figures",
            "errors",
            "catalogue",
            "clock",
            "trace",
            "vietnamese",
            "english",
            "doubts",
            "wording",
            "buckets",
        )
    ),
)
GREEN = ("nameko", "kombu", "amqp", "eventlet")
GREEN_PLACES = (COMPOSITION_ROOT, "shared/messaging", "shared/http", "shared/parts.py", "shared/turns.py")
#: nameko's own ways to send and receive lose or repeat messages
LOSSY = tuple(f"nameko.{name}" for name in ("messaging", "events", "rpc", "standalone", "amqp"))
METRIC_KINDS = tuple(
    f"prometheus_client.{kind}" for kind in ("Counter", "Gauge", "Histogram", "Summary", "Info", "Enum")
)
FIGURE_PLACES = ("shared/events.py", "shared/facts.py", "shared/figures.py")
#: what these count is time or tokens, never a figure
NOT_FIGURES = ("services/ingest/domain/limit.py", "services/notify/domain/gathering.py")
LONGEST_FILE, LONGEST_FUNCTION = 200, 40


def test_there_is_something_to_check() -> None:
    assert len(DOMAIN) > 5
    assert {module.service for module in SERVICES} == {"cli", "ingest", "scoring", "notify", "report"}


def test_services_do_not_import_each_other() -> None:
    offences = [
        f"{module.path} imports {name}"
        for module in SERVICES
        if not module.under(COMPOSITION_ROOT)
        for name in module.importing("services")
        if not is_in(name, [f"services.{module.service}"])
    ]

    assert not offences, listed(offences)


def test_shared_does_not_know_the_services() -> None:
    offences = [
        f"{module.path} imports {name}"
        for module in PRODUCT
        if module.under("shared")
        for name in module.importing("services")
    ]

    assert not offences, listed(offences)


def test_the_domain_imports_only_values() -> None:
    offences = [
        f"{module.path} imports {name}"
        for module in DOMAIN
        for name in module.imports
        if not is_in(name, (*sys.stdlib_module_names, *DOMAIN_MAY_IMPORT, f"services.{module.service}.domain"))
    ]

    assert not offences, listed(offences)


def test_green_threads_and_the_broker_are_known_only_at_the_edges() -> None:
    offences = [
        f"{module.path} imports {name}"
        for module in PRODUCT
        if module.path.name != "service.py" and not module.under(*GREEN_PLACES)
        for name in module.importing(*GREEN)
    ]

    assert not offences, listed(offences)


def test_handlers_and_rules_know_no_database() -> None:
    offences = [
        f"{module.path} imports {name}"
        for module in SERVICES
        if module in DOMAIN or module.path.name == "handlers.py"
        for name in module.importing("sqlalchemy", "alembic", "psycopg", "sqlite3")
    ]

    assert not offences, listed(offences)


def test_what_loses_messages_is_not_used() -> None:
    offences = [f"{module.path} imports {name}" for module in PRODUCT for name in module.importing(*LOSSY)]

    assert not offences, listed(offences)


def test_every_metric_is_in_the_one_list() -> None:
    offences = [
        f"{module.path} makes a metric of its own; add it to shared/metrics.py"
        for module in PRODUCT
        if not module.under("shared/metrics.py") and (module.importing(*METRIC_KINDS) or _makes_metric(module))
    ]

    assert not offences, listed(offences)


def test_every_event_is_in_the_one_list() -> None:
    kinds = {
        kind
        for _name, kind in inspect.getmembers(shared.events, inspect.isclass)
        if issubclass(kind, Event) and kind is not Event
    }
    elsewhere = [
        f"{module.path} defines the event {node.name}; it belongs to shared/events.py"
        for module in PRODUCT
        if not module.under("shared/events.py") and module.importing("shared.events.Event")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ClassDef) and any(_named(base, "Event") for base in node.bases)
    ]

    assert set(EVENTS.values()) == kinds
    assert not elsewhere, listed(elsewhere)


def test_figures_are_never_floats() -> None:
    offences = [
        f"{module.path}:{node.lineno} says float; figures are Decimal"
        for module in PRODUCT
        if (module in DOMAIN and not module.under(*NOT_FIGURES)) or module.under(*FIGURE_PLACES)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Name) and node.id == "float"
    ]

    assert not offences, listed(offences)


def test_files_are_short() -> None:
    offences = [f"{module.path} has {module.lines} lines" for module in PRODUCT if module.lines > LONGEST_FILE]

    assert not offences, listed(offences)


def test_functions_are_short() -> None:
    offences = [
        f"{module.path}:{function.lineno} {function.name} has {length} lines"
        for module in PRODUCT
        for function in module.functions
        if (length := (function.end_lineno or function.lineno) - function.lineno + 1) > LONGEST_FUNCTION
    ]

    assert not offences, listed(offences)


def test_every_module_says_what_it_is() -> None:
    offences = [
        f"{module.path} has no docstring"
        for module in PRODUCT
        if module.tree.body and ast.get_docstring(module.tree) is None
    ]

    assert not offences, listed(offences)


def listed(offences: list[str]) -> str:
    return "\n".join(["", *offences])


def _makes_metric(module: Module) -> bool:
    return any(
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and _named(node.func.value, "prometheus_client")
        for node in ast.walk(module.tree)
    )


def _named(node: ast.expr, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name
