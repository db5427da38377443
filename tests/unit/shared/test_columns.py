"""Column types say and keep the same on both databases."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from sqlalchemy import Dialect
from sqlalchemy.dialects import postgresql, sqlite

from shared.clock import BUSINESS_ZONE
from shared.columns import ExactNumber, Moment

SQLITE: Dialect = sqlite.dialect()
POSTGRES: Dialect = postgresql.dialect()  # type: ignore[no-untyped-call]

both = pytest.mark.parametrize("dialect", [SQLITE, POSTGRES], ids=["sqlite", "postgresql"])


def test_sqlite_which_has_only_floats_keeps_numbers_as_text() -> None:
    assert ExactNumber().process_bind_param(Decimal("88.90"), SQLITE) == "88.9"


def test_postgresql_keeps_numbers_as_numbers() -> None:
    assert ExactNumber().process_bind_param(Decimal("88.90"), POSTGRES) == Decimal("88.90")


@both
def test_no_number_stays_no_number(dialect: Dialect) -> None:
    assert ExactNumber().process_bind_param(None, dialect) is None
    assert ExactNumber().process_result_value(None, dialect) is None


@both
def test_a_time_is_kept_in_utc(dialect: Dialect) -> None:
    noon_in_vietnam = datetime(2023, 3, 17, 12, tzinfo=BUSINESS_ZONE)

    kept = Moment().process_bind_param(noon_in_vietnam, dialect)

    assert kept is not None
    assert kept.isoformat() == "2023-03-17T05:00:00+00:00"


@both
def test_a_time_without_a_zone_is_refused(dialect: Dialect) -> None:
    with pytest.raises(ValueError, match="has no time zone"):
        Moment().process_bind_param(datetime(2023, 3, 17, 12), dialect)  # noqa: DTZ001 - that is the point


@both
def test_a_time_comes_back_aware(dialect: Dialect) -> None:
    found = Moment().process_result_value(datetime(2023, 3, 17, 5), dialect)  # noqa: DTZ001 - as SQLite gives it

    assert found == datetime(2023, 3, 17, 5, tzinfo=UTC)
