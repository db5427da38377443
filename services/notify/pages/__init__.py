"""Pages behind the links in messages: answering alerts, and getting no more digests."""
