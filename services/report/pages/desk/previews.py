"""An edition that is not published as a file, in the language of the request."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from services.report.build import draft_of, pictures_of
from services.report.domain.bulletin import Bulletin
from services.report.domain.picture import Pictures
from services.report.editing import held_bulletin
from services.report.render import rendered
from shared.catalogue import Catalogue
from shared.database import Database
from shared.language import LANGUAGE


def file_now(  # noqa: PLR0917  # an edition is made of these
    database: Database, catalogue: Catalogue, province: Path, period: str, now: datetime, form: str
) -> bytes:
    """The edition as it would be now. Raises Stop and Refused as draft_of does."""
    draft = draft_of(database, catalogue, province, period, now)
    return _file(draft.bulletin, form, pictures_of(database, draft.bulletin, draft.manuscripts.pictures))


def file_held(database: Database, period: str, form: str) -> bytes:
    """The edition as it was built. Raises Refused where it was not."""
    bulletin = held_bulletin(database, period)
    return _file(bulletin, form, pictures_of(database, bulletin))


def _file(bulletin: Bulletin, form: str, pictures: Pictures) -> bytes:
    return rendered(bulletin, (form,), LANGUAGE.get(), pictures)[f"bulletin.{form}"]
