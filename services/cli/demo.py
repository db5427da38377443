"""`nhipso demo`: two real months of a province pass through the four services."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from services.cli.office import Office, open_office
from services.cli.scoreboard import alerts_table, scoreboard
from services.ingest.client import Door, chunks
from services.ingest.files.table import read_file, read_table
from services.ingest.importing import Report, send_all
from services.notify.store import NotifyStore
from services.report.build import build_bulletin, pictures_of
from services.report.domain.bulletin import Bulletin
from services.report.write import write_bulletin
from shared.settings import ROOT

PROVINCE = ROOT / "deploy" / "provinces" / "binh-phuoc"
FORMATS = ("json", "html", "docx", "pdf", "xlsx")


def demo(
    out: Annotated[Path, typer.Option(help="folder to write to")] = Path("out"),
) -> None:
    """Send the real figures of Bình Phước (June 2022, February 2023) and see verdicts, alerts and bulletins come out.

    Example: nhipso demo --out out
    """
    started = time.monotonic()
    console = Console(stderr=False, width=110)
    written: list[Path] = []
    with open_office(out, PROVINCE) as office:
        console.print(f"Bốn dịch vụ đang chạy tại {office.url} (một tiến trình, không cần máy chủ)")
        for figures in sorted((PROVINCE / "figures").glob("*.csv")):
            written += month(office, figures, out, console)
    mails = sorted((out / "mail").glob("*.eml"))
    console.print("\n[bold]Đã ghi[/bold]")
    for path in written:
        console.print(f"  {path}", soft_wrap=True)
    console.print(f"  {out / 'mail'}/ ({len(mails)} thư cảnh báo)", soft_wrap=True)
    console.print(f"  {out / 'nhipso.log'} (nhật ký)", soft_wrap=True)
    console.print(f"Xong sau {time.monotonic() - started:.1f} giây.")


def month(office: Office, figures: Path, out: Path, console: Console) -> list[Path]:
    """Send one month's figures, wait for verdicts and mails, show them, and write the bulletin."""
    period = figures.stem
    console.rule(f"[bold]Kỳ {period}")
    summary = send(office, figures)
    console.print(f"Đã gửi {summary.accepted} số liệu qua HTTP, bị từ chối {summary.rejected}.")
    office.wait_until_settled()
    bulletin = build_month(office, period)
    console.print(scoreboard(bulletin))
    with office.assembly.databases["notify"].read() as connection:
        alerts = NotifyStore(connection).open_alerts()
    console.print(alerts_table(alerts, office.assembly.catalogue))
    pictures = pictures_of(office.assembly.databases["report"], bulletin)
    paths = write_bulletin(bulletin, out, FORMATS, pictures=pictures)
    console.print(f"Bản tin kỳ {period}: mã nội dung {bulletin.content_hash}", soft_wrap=True)
    return paths


def send(office: Office, figures: Path) -> Report:
    """Send a file of figures through the HTTP door, with a progress bar."""
    rows, settings = read_table(read_file(figures)).rows, office.assembly.settings
    with Progress(console=Console(stderr=True), transient=True) as progress:
        bar = progress.add_task("gửi", total=len(rows))
        return send_all(
            chunks(rows, settings.max_figures, settings.max_body_bytes),
            Door(office.url, office.key),
            atomic=False,
            dry_run=False,
            sent=lambda count: progress.advance(bar, count),
        )


def build_month(office: Office, period: str) -> Bulletin:
    """Assemble the bulletin of a period from what report has recorded."""
    assembly = office.assembly
    return build_bulletin(
        assembly.databases["report"], assembly.catalogue, assembly.settings.province, period, assembly.clock()
    )
