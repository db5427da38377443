"""The mail server of the tests outlives whoever sends to it."""

from __future__ import annotations

import socket

from tests.smtp_receiver import receiving


def test_a_mail_that_breaks_off_is_none_and_its_connection_ends() -> None:
    with receiving() as receiver, socket.create_connection(("127.0.0.1", receiver.port), timeout=30) as sender:
        sender.sendall(b"DATA\r\nSubject: half a ma")
        sender.shutdown(socket.SHUT_WR)

        said = b"".join(iter(lambda: sender.recv(1024), b""))

        assert said.splitlines()[-1].startswith(b"354")
        assert receiver.mails == []
