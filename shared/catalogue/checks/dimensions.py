"""What must hold of the names of dimensions."""

from __future__ import annotations

from shared.catalogue.checks.writing import text_problems
from shared.catalogue.draft import Draft, repeated
from shared.catalogue.problem import Problem


def dimension_problems(draft: Draft) -> list[Problem]:
    problems = repeated(draft.dimension_names, lambda name: (name.key, name.value), "dimension")
    allowed: dict[str, set[str]] = {}
    for indicator in draft.by_indicator().values():
        for key, values in (indicator.dimensions or {}).items():
            allowed.setdefault(key, set()).update(values)
    for stated in draft.dimension_names:
        name = stated.value
        problems += text_problems(stated, (name.name_vi, name.name_en))
        if name.key and name.key not in allowed:
            problems.append(stated.problem(f"no indicator has the dimension {name.key}"))
        elif name.value and name.value not in allowed.get(name.key, ()):
            problems.append(stated.problem(f"no indicator lists {name.key}={name.value}"))
    return problems
