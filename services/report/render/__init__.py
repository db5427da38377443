"""The files an edition is published as, each made from the assembled bulletin alone."""

from services.report.render.files import FORMATS, demand_known, render, rendered, write_files

__all__ = ["FORMATS", "demand_known", "render", "rendered", "write_files"]
