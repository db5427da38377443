"""The edition as PDF/A: the same pieces in the same styles as in Word, typeset with embedded letters."""

from services.report.render.pdf.document import pdf_bytes

__all__ = ["pdf_bytes"]
