"""Every kind of document in every format, written once for all tests of this folder."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.integration.documents.samples import BULLETINS, FORMATS, LEAFLETS, document

Written = Mapping[str, Mapping[str, Path]]


@pytest.fixture(scope="package")
def written(tmp_path_factory: pytest.TempPathFactory) -> Written:
    """The files by format and kind."""
    folder = tmp_path_factory.mktemp("documents")
    kinds = {form: (*BULLETINS, *(LEAFLETS if form != "xlsx" else ())) for form in FORMATS}
    found = {form: {kind: folder / f"{kind}.{form}" for kind in kinds[form]} for form in FORMATS}
    for form, paths in found.items():
        for kind, path in paths.items():
            path.write_bytes(document(kind, form))
    return found
