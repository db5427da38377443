"""What the units were told, as a mail server outside received it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from email.message import EmailMessage

from tests.faults.effects import Effects
from tests.faults.figures import TOTAL, Cell
from tests.faults.ledger import DOUBLE, MISSING, WRONG, Finding, Ledger
from tests.smtp_receiver import Receiver


def mail_findings(ledger: Ledger, effects: Effects, receiver: Receiver, *, killed: bool) -> Iterator[Finding]:
    """Each mail came once, and the last one to a unit says how it stands.

    If a process was killed, it may have died over a mail: that one waits for the end of a lease of five minutes.
    """
    excused = effects.being_told if killed else set()
    waiting = effects.deliveries.get("pending", 0) + len(effects.being_told - excused)
    if waiting:
        yield Finding(MISSING, f"{waiting} mails are still on their way")
    mails = list(receiver.mails)
    times = Counter(str(mail["Message-ID"]) for mail in mails)
    allowed = effects.deliveries.get("maybe_duplicate", 0)
    again = sum(times.values()) - len(times)
    if again > allowed:
        yield Finding(DOUBLE, f"{again} mails came again, {allowed} of them known")
    last = {str(mail["X-Nhipso-Unit"]): mail for mail in mails}
    for unit, figures in _behind(ledger).items():
        mail = last.get(unit)
        if unit in excused:
            continue
        if mail is None:
            yield Finding(MISSING, f"mail to {unit}")
        elif unit != TOTAL and (untold := [figure for figure in figures if figure not in text_of(mail)]):
            yield Finding(WRONG, f"the last mail to {unit} does not say {untold}")


def text_of(mail: EmailMessage) -> str:
    """What a person reads."""
    part = mail.get_body(preferencelist=("plain",))
    return "" if part is None else str(part.get_content())


def _behind(ledger: Ledger) -> dict[str, list[str]]:
    """The figures each unit is behind with, as Vietnamese print them."""
    amounts = ledger.amounts()
    found: dict[str, list[str]] = {}
    for unit, indicator in ledger.behind():
        period = max(cell.period for cell in amounts if (cell.unit, cell.indicator) == (unit, indicator))
        value = amounts[Cell(unit, indicator, period)].value
        found.setdefault(unit, []).append(f"{value.normalize():f}%".replace(".", ","))
    return found
