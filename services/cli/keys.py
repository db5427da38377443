"""`nhipso key`: the keys themselves, and the users of the broker that send with them."""

from __future__ import annotations

from services.ingest.account_commands import link_key, show_accounts, unlink_key
from services.ingest.key_commands import key_app

key_app.command("link")(link_key)
key_app.command("unlink")(unlink_key)
key_app.command("accounts")(show_accounts)

__all__ = ["key_app"]
