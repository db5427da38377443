# ruff: noqa: INP001 - a script, not a package
"""Make the passwords that docker-compose.yml hands to its services, each once, into deploy/secrets/."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
FOLDER = HERE / "secrets"
# A file of this folder is mounted into containers that run as other users; the folder keeps everybody else out.
FOLDER_MODE, FILE_MODE = 0o700, 0o644


def generate(folder: Path = FOLDER) -> None:
    """Write what is missing; a password that exists stays, what follows from it is written again."""
    folder.mkdir(mode=FOLDER_MODE, exist_ok=True)
    postgres = _once(folder / "postgres_password", secrets.token_urlsafe(32))
    rabbitmq = _once(folder / "rabbitmq_password", secrets.token_urlsafe(32))
    # Mails land in a volume until an operator writes smtp://user:password@host:port here.
    _once(folder / "mail_url", "file:/var/lib/nhipso/mail")
    _once(folder / "link_key", secrets.token_urlsafe(32))
    _write(folder / "database_url", f"postgresql://nhipso:{postgres}@postgres/nhipso")
    _write(folder / "broker_url", f"amqp://nhipso:{rabbitmq}@rabbitmq:5672/%2F")
    _write(folder / "rabbitmq_definitions.json", json.dumps(_definitions(rabbitmq), indent=1))


def _once(path: Path, value: str) -> str:
    if not path.exists():
        _write(path, value)
    return path.read_text(encoding="utf-8").strip()


def _write(path: Path, value: str) -> None:
    path.write_text(value + "\n", encoding="utf-8")
    path.chmod(FILE_MODE)


def _definitions(password: str) -> dict[str, object]:
    """The policies, and the one user: RabbitMQ makes no default user when it is given definitions."""
    policies = json.loads((HERE / "rabbitmq" / "definitions.json").read_text(encoding="utf-8"))
    everything = {"configure": ".*", "write": ".*", "read": ".*"}
    return {
        **policies,
        "vhosts": [{"name": "/"}],
        "users": [
            {
                "name": "nhipso",
                "password_hash": _hash(password),
                "hashing_algorithm": "rabbit_password_hashing_sha256",
                "tags": ["monitoring"],
            }
        ],
        "permissions": [{"user": "nhipso", "vhost": "/", **everything}],
    }


def _hash(password: str) -> str:
    """RabbitMQ's form: base64 of a four-byte salt and SHA-256 of salt and password."""
    salt = secrets.token_bytes(4)
    return base64.b64encode(salt + hashlib.sha256(salt + password.encode()).digest()).decode()


if __name__ == "__main__":
    generate()
    sys.stderr.write(f"secrets: in {FOLDER}\n")
