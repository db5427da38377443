"""Word of a published edition reaches every contact that wants it, once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from services.notify.channels.mail import ADDRESS
from services.notify.channels.stationery import Stationery
from services.notify.channels.post import MailChannel
from services.notify.channels.choice import open_post
from services.notify.domain.links import Purpose, sign, Ticket
from services.notify.domain.linking import LinkMaker
from services.notify.page_store import PageStore
from services.notify.service import NotifyService
from shared.catalogue import Contact
from shared.events import BulletinPublished
from shared.facts import FigureRevision, PublishedEdition, PublishedFile, UnitResult
from shared.parts import Parts
from shared.settings import Settings
from tests.notify_examples import DOSSIERS, NOW, TRACE, province
from tests.notify_office import FOCAL, LEADER, SENDER, Office
from tests.smtp_receiver import Receiver
