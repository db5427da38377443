"""Every metric this product exposes, each with its sentence. A metric that is not here does not exist."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

REGISTRY = CollectorRegistry()

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
WAITS = (1, 2.5, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 4 * 3600, 24 * 3600)
DOCUMENTS = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 180)
SIZES = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)


def _counter(name: str, sentence: str, *labels: str) -> Counter:
    return Counter(f"nhipso_{name}", sentence, labels, registry=REGISTRY)


def _gauge(name: str, sentence: str, *labels: str) -> Gauge:
    return Gauge(f"nhipso_{name}", sentence, labels, registry=REGISTRY)


def _histogram(name: str, sentence: str, buckets: tuple[float, ...], *labels: str) -> Histogram:
    return Histogram(f"nhipso_{name}", sentence, labels, registry=REGISTRY, buckets=buckets)


# ingest
SUBMISSIONS = _counter("submissions_total", "Figures received, by what became of them.", "outcome")
AMQP_MESSAGES = _counter(
    "amqp_messages_total", "Messages of figures received over AMQP, by what became of them.", "outcome"
)
REFUSALS = _counter("refusals_total", "Figures refused, by problem code.", "code")
KEYS_REFUSED = _counter("keys_refused_total", "Uses of API keys that were refused, by reason.", "reason")
PULLS = _counter("pulls_total", "Pulls of sources that only offer a list, by what became of them.", "source", "outcome")
PULL_AGE_SECONDS = _gauge("pull_age_seconds", "Time since the last pull of a source that succeeded.", "source")
PULL_INTERVAL_SECONDS = _gauge("pull_interval_seconds", "How often a source should be pulled.", "source")
PULL_PAUSED = _gauge("pull_paused", "1 while a source is paused because it forbade to be asked.", "source")
AUDIT_UNSEALED = _gauge("audit_unsealed", "Entries of the audit trail that wait for their seal.")
REQUEST_SECONDS = _histogram(
    "http_request_seconds", "Time to answer an HTTP request.", SECONDS, "method", "route", "status"
)

# scoring
EVALUATIONS = _counter("evaluations_total", "Figures judged, by verdict of the first programme (or status).", "verdict")
DOUBTS_FOUND = _counter(
    "doubts_found_total", "Doubts that came up about figures, by rule and severity.", "rule", "severity"
)
DOUBTS_OPEN = _gauge("doubts_open", "Doubts that nobody has answered for, by rule and severity.", "rule", "severity")
INDEX_SCORES = _counter("index_scores_total", "Scores of units in an index computed anew, by index.", "index")
VERDICT_CHANGES = _counter("verdict_changes_total", "Verdicts that flipped, by reason.", "reason")
DEADLINES_MISSED = _counter(
    "deadlines_missed_total", "Deadlines that passed without the figure, by programme.", "programme"
)
FIGURES_MISSING = _gauge("figures_missing", "Figures that were due and have not come.")
TASKS_OVERDUE = _gauge("tasks_overdue", "Tasks of units that are past their day, by what is owed.", "stage")

# notify
ALERTS_OPENED = _counter("alerts_opened_total", "Alerts opened.")
ALERTS_CLOSED = _counter("alerts_closed_total", "Alerts closed, by reason.", "reason")
ALERTS_OPEN = _gauge("alerts_open", "Alerts open now, by level of the unit.", "level")
ALERTS_OPEN_BY_AGE = _gauge("alerts_open_by_age", "Alerts open now, by level of the unit and age.", "level", "age")
DELIVERIES = _counter(
    "deliveries_total", "Attempts to hand a message over, by channel and outcome.", "channel", "outcome"
)
HANDOVER_SECONDS = _histogram(
    "handover_seconds",
    "Time from a figure's acceptance to the message that tells of it being handed over.",
    WAITS,
    "channel",
)
WAYS_BLOCKED = _gauge("ways_blocked", "Mail servers and hosts that answer nobody now, by channel.", "channel")
ADDRESSES_DISABLED = _gauge("addresses_disabled", "Addresses that nothing is sent to any more, by channel.", "channel")

# report
REMEMBERED = _counter("remembered_total", "Evaluations and rankings that report remembered for its bulletins.")
EDITIONS = _gauge("editions", "Editions of the bulletin, by how far they have come.", "status")
EDITION_UNPUBLISHED_SECONDS = _gauge(
    "edition_unpublished_seconds", "How long ago the oldest edition that is not published stopped taking figures."
)
EDITION_LATE_SECONDS = _gauge("edition_late_seconds", "How long ago the oldest edition that is not published was due.")
EDITION_FILE_BYTES = _gauge("edition_file_bytes", "Size of the files of the newest published edition.", "format")
PRESS_SECONDS = _histogram(
    "press_seconds",
    "Time until a document was made, with its wait for its turn, by what became of it.",
    DOCUMENTS,
    "press",
    "outcome",
)
PRESS_WAITING = _gauge("press_waiting", "Documents that are being made or wait for their turn.", "press")

# messaging
BATCH_SIZE = _histogram("batch_size", "Events handled in one transaction.", SIZES, "consumer")
BATCH_SECONDS = _histogram("batch_seconds", "Time to handle one batch of events.", SECONDS, "consumer")
EVENTS_HANDLED = _counter("events_handled_total", "Events applied for the first time.", "consumer")
EVENTS_REPEATED = _counter("events_repeated_total", "Events seen before and left alone.", "consumer")
TRANSIENT_RETRIES = _counter("transient_retries_total", "Batches held because the environment failed.", "consumer")
DEAD_LETTERS = _counter("dead_letters_total", "Messages parked as dead letters.", "consumer")
RECONNECTS = _counter("reconnects_total", "Times a consumer connected to the broker anew.", "consumer")
CONSUMER_STOPPED = _gauge("consumer_stopped", "1 while a consumer has stopped because everything fails.", "consumer")
MESSAGES_PUBLISHED = _counter("messages_published_total", "Messages the broker confirmed.", "service")
MESSAGES_UNROUTABLE = _counter(
    "messages_unroutable_total", "Messages the broker returned for want of a queue.", "service"
)
OUTBOX_UNSENT = _gauge("outbox_unsent", "Messages written but not yet confirmed by the broker.", "service")
OUTBOX_OLDEST_SECONDS = _gauge("outbox_oldest_seconds", "Age of the oldest unsent message.", "service")
EVENTS_OVERDUE = _gauge("events_overdue", "Messages sent long ago that a subscriber has not recorded.", "consumer")
BROKER_BLOCKED = _gauge("broker_blocked", "1 while the broker blocks publishers (disk or memory alarm).", "service")
BROKER_REACHABLE = _gauge("broker_reachable", "1 while the broker answers this process.")
QUEUE_MESSAGES = _gauge("queue_messages", "Messages waiting in a queue at the broker.", "queue")
ROWS_DELETED = _counter("rows_deleted_total", "Rows deleted because nobody needs them any more.", "service", "table")
RETENTION_LAST = _gauge("retention_last_timestamp_seconds", "When rows that nobody needs were last looked for.")

# process
HUB_LAG_SECONDS = _gauge("hub_lag_seconds", "How late the last tick of the green-thread hub was.")
