"""The nameko container of a service; a process that runs one service loads no other."""

from __future__ import annotations

from typing import Any

from nameko.containers import ServiceContainer

from services.cli.assembly import Assembly
from services.cli.lazy import attribute
from shared.parts import Parts, Vitals

CLASSES = {
    "ingest": "services.ingest.service:IngestService",
    "scoring": "services.scoring.service:ScoringService",
    "notify": "services.notify.service:NotifyService",
    "report": "services.report.service:ReportService",
}
WORKERS = 20


def service_class(service: str) -> Any:
    """What nameko runs."""
    return attribute(CLASSES[service])


def container(assembly: Assembly, service: str, vitals: Vitals) -> Any:
    """The container of a service, not yet started."""
    settings = assembly.settings
    ports = {"notify": settings.notify_http_port, "report": settings.report_http_port}
    config = {
        "AMQP_URI": settings.broker_url.get_secret_value(),
        "WEB_SERVER_ADDRESS": f"{settings.http_host}:{ports.get(service, settings.http_port)}",
        "max_workers": WORKERS,
        "parts": Parts(assembly.databases[service], assembly.catalogue, settings, assembly.clock, vitals),
    }
    return ServiceContainer(service_class(service), config)
