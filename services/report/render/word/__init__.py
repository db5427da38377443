"""The edition as a Word document laid out by Nghị định 30/2020/NĐ-CP."""

from services.report.render.word.document import docx_bytes

__all__ = ["docx_bytes"]
