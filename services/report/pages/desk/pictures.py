"""The pictures of a period as its editors see them: those sent on the pages, and those of the province's folder."""

from __future__ import annotations

from services.report.manuscript_drawer import Collected
from services.report.manuscript_store import ManuscriptStore
from services.report.pages.desk.seat import Seat
from services.report.province_pictures import LyingPicture, lying_picture, lying_pictures
from shared.errors import Refused, Stop


def lying_beside(seat: Seat, period: str, collected: Collected) -> list[LyingPicture]:
    """The pictures of the folder, without those that one sent under the same name stands for."""
    lying = lying_pictures(seat.drawer(period).home)
    return [each for each in lying if each.file not in collected.pictures]


def picture_content(seat: Seat, period: str, name: str) -> bytes:
    """The picture that an article of the period would show under this name. Raises Refused where there is none."""
    drawer = seat.drawer(period)
    with seat.parts.database.read() as tx:
        sent = ManuscriptStore(tx).picture(drawer.period, name)
    if sent is not None:
        return sent
    try:
        return lying_picture(drawer.home, name)
    except Stop as error:
        raise Refused("not-found", f"{period} has no picture {name!r}", value=name) from error
