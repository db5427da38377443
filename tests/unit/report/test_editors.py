"""Who may do what to an edition, whether they prove who they are or only say so."""

from __future__ import annotations

import pytest
import typer

from services.report.desk import proved
from services.report.domain.editor import Editor, Right, demand_another
from shared.errors import Refused

ANNA = Editor("a1", "Nguyễn Văn A", (Right.WRITE, Right.CHECK))


def test_whoever_approves_is_not_the_one_who_checked_however_the_name_is_written() -> None:
    demand_another(["Nguyễn Văn A"], "Trần Thị B")

    with pytest.raises(Refused, match="somebody else approves it") as refused:
        demand_another(["Nguyễn Văn A"], " nguyễn  văn a")
    assert refused.value.code == "edition-same-person"


def test_a_key_allows_what_it_was_made_for() -> None:
    ANNA.demand(Right.CHECK)

    with pytest.raises(Refused, match="may not publish; it may: write, check"):
        ANNA.demand(Right.PUBLISH)


def test_the_key_says_who_it_is_and_no_name_beside_it_counts() -> None:
    assert proved(ANNA, "", Right.CHECK, shown=True, keyed=True) is ANNA
    assert proved(ANNA, "nguyễn văn A", Right.CHECK, shown=True, keyed=True) is ANNA

    with pytest.raises(Refused, match="is that of Nguyễn Văn A, not of Trần Thị B"):
        proved(ANNA, "Trần Thị B", Right.CHECK, shown=True, keyed=True)


def test_a_name_alone_is_enough_only_while_nobody_has_a_key() -> None:
    assert proved(None, "Trần Thị B", Right.PUBLISH, shown=False, keyed=False).name == "Trần Thị B"

    with pytest.raises(Refused, match="a name alone is not enough"):
        proved(None, "Trần Thị B", Right.PUBLISH, shown=False, keyed=True)
    with pytest.raises(Refused, match="is not the key of an editor"):
        proved(None, "Trần Thị B", Right.PUBLISH, shown=True, keyed=False)
    with pytest.raises(typer.BadParameter, match="say with --by"):
        proved(None, "", Right.PUBLISH, shown=False, keyed=False)
