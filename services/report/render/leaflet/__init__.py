"""Leaflets: the page of a unit and the page for leaders, as files."""

from services.report.render.leaflet.files import LEAFLETS, extract_files, summary_files

__all__ = ["LEAFLETS", "extract_files", "summary_files"]
