"""What several files of tests look at, made once."""

from __future__ import annotations

from typing import Any, NamedTuple

import pytest

from tests.system.product import Product, embedded
from tests.system.published import EDITIONS, load


class Loaded(NamedTuple):
    """An installation that has judged the four reports and was stopped, and what each import said."""

    product: Product
    said: dict[str, dict[str, Any]]


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    with embedded(tmp_path_factory.mktemp("editions")) as product:
        said = load(product, *EDITIONS)
        product.stop()
        return Loaded(product, said)
