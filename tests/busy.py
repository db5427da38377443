"""What Hypothesis finds wrong with a test only because the machine is busy."""

from __future__ import annotations

from hypothesis import HealthCheck

#: a test that suppresses something else names these beside it: its list takes the place of the profile's
BUSY = (HealthCheck.too_slow, HealthCheck.data_too_large)
