"""Accept figures: who may send what, validation, receipts."""
