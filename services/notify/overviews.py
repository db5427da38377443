"""Writing to those who look over all units: the weekly digest, the summary before the meeting, ending silences."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from services.notify.domain.address import Address
from services.notify.domain.alert import Alert, AlertState
from services.notify.domain.climbing import next_climb
from services.notify.domain.hours import day_of
from services.notify.domain.message import WhyWrite
from services.notify.domain.naming import names_of
from services.notify.domain.overview import Digest, EndingSilence, Notice, Summary, Unreached
from services.notify.domain.said import Said
from services.notify.domain.silence import Silence
from services.notify.domain.surveying import Survey
from services.notify.papers import Papers
from services.notify.writing import Written, next_message
from shared.catalogue import Catalogue
from shared.catalogue.alert_policy import MonthlySummary, WeeklyDigest
from shared.clock import BUSINESS_ZONE


class Province(Protocol):
    """What an overview is made of."""

    def open_alerts(self) -> list[Alert]: ...

    def closed_since(self, moment: datetime) -> Mapping[str, int]: ...

    def first_told(self, alerts: Collection[str]) -> Mapping[str, datetime]: ...

    def holding_silences(self, today: date) -> list[Silence]: ...

    def kept_quiet(self) -> Mapping[str, int]: ...

    def disabled(self) -> list[Address]: ...


def write_digest(digest: WeeklyDigest, since: datetime, province: Province, papers: Papers) -> Written:
    """Tell the standing office of the time since its last digest."""
    survey = _survey(since, province, papers)
    said = Digest(
        **survey.overview(digest.unit),
        first_day=survey.since,
        ending=_ended(ending_soon(province, papers.catalogue, survey.today), province, papers),
        unreached=_unreached(province.disabled(), papers),
    )
    return _send(digest.unit, digest.roles, said, WhyWrite.DIGEST, papers)


def write_summary(
    summary: MonthlySummary, meeting: date, since: datetime, province: Province, papers: Papers
) -> Written:
    """Tell the leader how the units stand before the meeting."""
    survey = _survey(since, province, papers)
    said = Summary(**survey.overview(summary.unit), meeting_on=meeting, worst=survey.worst())
    return _send(summary.unit, summary.roles, said, WhyWrite.SUMMARY, papers)


def write_notice(office: WeeklyDigest, silences: Sequence[Silence], province: Province, papers: Papers) -> Written:
    """Tell the standing office of silences that end soon."""
    today = day_of(papers.now)
    name = papers.catalogue.units[office.unit].name_on(today)
    said = Notice(unit=office.unit, name=name, as_of=today, ending=_ended(silences, province, papers))
    return _send(office.unit, office.roles, said, WhyWrite.NOTICE, papers)


def ending_soon(province: Province, catalogue: Catalogue, today: date) -> list[Silence]:
    """The silences of whose end notice is to be given by now."""
    notice = catalogue.alert_policy.silence_notice
    holding = province.holding_silences(today) if notice else []
    return [each for each in holding if catalogue.working.add_working_days(each.until, -notice) <= today]


def _ended(silences: Sequence[Silence], province: Province, papers: Papers) -> tuple[EndingSilence, ...]:
    quiet = province.kept_quiet() if silences else {}
    return tuple(_ending(silence, quiet, papers) for silence in silences)


def _ending(silence: Silence, quiet: Mapping[str, int], papers: Papers) -> EndingSilence:
    catalogue, unit = papers.catalogue, silence.unit or _whole(papers.catalogue)
    names = None if silence.indicator is None else names_of(silence.indicator, {}, catalogue)
    known = catalogue.units.get(unit)
    period = () if silence.period is None else (silence.period,)
    return EndingSilence(
        unit=unit,
        name=unit if known is None else known.name_on(day_of(papers.now)),
        about_vi=", ".join((*(() if names is None else (names.name_vi,)), *period)),
        about_en=", ".join((*(() if names is None else (names.name_en,)), *period)),
        document=silence.document,
        author=silence.author,
        until=silence.until,
        kept_quiet=quiet.get(silence.id, 0),
    )


def _whole(catalogue: Catalogue) -> str:
    """The unit that stands for all of them."""
    return next((unit.id for unit in catalogue.units.values() if unit.level == "province"), "")


def _survey(since: datetime, province: Province, papers: Papers) -> Survey:
    alerts = province.open_alerts()
    told = province.first_told([alert.id for alert in alerts])
    return Survey(
        alerts=alerts,
        closed=province.closed_since(since),
        overdue=frozenset(alert.id for alert in alerts if _is_overdue(alert, told.get(alert.id), papers)),
        since=since.astimezone(BUSINESS_ZONE).date(),
        today=day_of(papers.now),
        catalogue=papers.catalogue,
    )


def _is_overdue(alert: Alert, told_at: datetime | None, papers: Papers) -> bool:
    climb = next_climb(alert, told_at, papers.catalogue)
    return alert.state is AlertState.ESCALATED or (climb is not None and climb.on <= day_of(papers.now))


def _unreached(addresses: Sequence[Address], papers: Papers) -> tuple[Unreached, ...]:
    today, found = day_of(papers.now), []
    for contact in papers.catalogue.contacts:
        known = next((each for each in addresses if (each.channel, each.address) == contact.key), None)
        if known is not None and known.disabled_at is not None and contact.is_valid_on(today):
            unit = papers.catalogue.units[contact.unit]
            found.append(
                Unreached(
                    unit=unit.id,
                    name=unit.name_on(today),
                    channel=contact.channel,
                    address=contact.address,
                    since=day_of(known.disabled_at),
                    why=known.why,
                )
            )
    return tuple(found)


def _send(unit: str, roles: Sequence[str], said: Said, why: WhyWrite, papers: Papers) -> Written:
    contacts = papers.catalogue.contacts_of(unit)
    papers.alerts.hold([unit])
    message = next_message(unit, said, why, papers)
    wanted = [contact for contact in contacts if contact.role in roles] or contacts
    return Written(message, papers.messages.add(message, wanted))
