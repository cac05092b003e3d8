"""What is sent to a server is encrypted, and the server is who it says where that is asked: over real TLS."""

from __future__ import annotations

import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from postgres import Server

from interviewcoder.errors import Refused
from interviewcoder.store.addresses import server_of
from interviewcoder.store.project import Project

pytestmark = pytest.mark.slow

_ASKS_FOR_TLS = b"\0\0\0\x08\x04\xd2\x16\x2f"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Of an authority of its own, for the name localhost; the key in the same file."""
    if not (openssl := shutil.which("openssl")):
        pytest.skip("no openssl here")
    path = tmp_path_factory.mktemp("tls") / "own.pem"
    key = path.with_name("key.pem")
    named = ("-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost")
    request = ("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-keyout", key, "-out", path, *named)
    subprocess.run([openssl, *request], check=True, capture_output=True)
    return path


@pytest.fixture
def port(server: Server, certificate: Path) -> Iterator[int]:
    """Where the server is reached over TLS: what comes in goes on to its socket."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, certificate.with_name("key.pem"))
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        with suppress(OSError):
            while True:
                link, _ = listening.accept()
                threading.Thread(target=_carry, args=(link, context, server.folder), daemon=True).start()

    threading.Thread(target=serve, daemon=True).start()
    yield listening.getsockname()[1]
    listening.close()


def _carry(link: socket.socket, context: ssl.SSLContext, folder: Path) -> None:
    if link.recv(8) != _ASKS_FOR_TLS:
        link.close()  # a server that lets nobody in without TLS
        return
    link.sendall(b"S")
    with (
        suppress(OSError),
        context.wrap_socket(link, server_side=True) as secret,
        socket.socket(socket.AF_UNIX) as behind,
    ):
        behind.connect(f"{folder}/.s.PGSQL.5432")
        threading.Thread(target=_pass_on, args=(behind, secret), daemon=True).start()
        _pass_on(secret, behind)


def _pass_on(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while said := source.recv(65536):
            target.sendall(said)


def test_the_server_is_who_it_says_where_that_is_asked(
    port: int, study_on_server: str, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def opened(host: str, mode: str) -> list[str]:
        address = f"postgresql://admin:geheim@{host}:{port}/{study_on_server}?sslmode={mode}"
        with Project.open(server_of(address)) as project:
            return [each.name for each in project.ask.documents()]

    def refused(host: str, mode: str) -> str:
        with pytest.raises(Refused) as caught:
            opened(host, mode)
        said = str(caught.value)
        assert "\n" not in said
        assert "geheim" not in said + repr(caught.value)
        return said

    assert opened("localhost", "require") == ["R01"]
    assert "certificate" in refused("localhost", "verify-full"), "of an authority that nobody knows"
    assert "certificate" in refused("localhost", "verify-ca")
    refused("localhost", "disable")
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    assert opened("localhost", "verify-full") == ["R01"]
    assert "certificate" in refused("127.0.0.1", "verify-full"), "under another name"
    assert opened("127.0.0.1", "verify-ca") == ["R01"]
    monkeypatch.setenv("PGSSLMODE", "verify-full")
    assert server_of(f"postgresql://admin@localhost:{port}/x").sslmode == "verify-full"
