"""What a survey of the province reads of the database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import date, datetime

from sqlalchemy import Connection

from services.notify import step_store
from services.notify.domain.address import Address
from services.notify.domain.alert import Alert
from services.notify.domain.silence import Silence
from services.notify.store import NotifyStore
from services.notify.telling_store import TellingStore
from services.notify.way_store import AddressStore


class SurveyStore:
    """Everything an overview is made of, within one transaction."""

    def __init__(self, tx: Connection) -> None:
        self.tx, self.alerts = tx, NotifyStore(tx)

    def open_alerts(self) -> list[Alert]:
        return self.alerts.open_alerts()

    def closed_since(self, moment: datetime) -> Mapping[str, int]:
        """How many alerts of each unit have closed since then."""
        return step_store.closed_since(self.tx, moment)

    def first_told(self, alerts: Collection[str]) -> Mapping[str, datetime]:
        return TellingStore(self.tx).first_told(alerts)

    def holding_silences(self, today: date) -> list[Silence]:
        return self.alerts.holding_silences(today)

    def kept_quiet(self) -> Mapping[str, int]:
        """How many alerts each silence keeps quiet."""
        muted = (alert.mute for alert in self.alerts.standing_alerts() if alert.mute is not None)
        return Counter(mute.ref for mute in muted if mute.by == "silence")

    def disabled(self) -> list[Address]:
        return AddressStore(self.tx).disabled()
