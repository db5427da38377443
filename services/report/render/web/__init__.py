"""The edition as one web page that needs nothing else."""

from services.report.render.web.page import html_page

__all__ = ["html_page"]
