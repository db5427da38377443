"""The sheet of paper: A4 with the margins of the decree."""

from __future__ import annotations

SHORT_MM, LONG_MM = 210, 297
LEFT_MM, RIGHT_MM, EDGE_MM = 30, 15, 20
HEADER_MM = 10
PORTRAIT_MM = SHORT_MM - LEFT_MM - RIGHT_MM
LANDSCAPE_MM = LONG_MM - LEFT_MM - RIGHT_MM

#: the left half of the head and of the foot, and its width in letters of 12 points
BLOCK_MM = 73
LEFT_EM = BLOCK_MM / (12 * 25.4 / 72)
