"""``serve``: refused where others could read along, unless that is said to be meant."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from cli.asking import Run, stamp


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.2", "example"])
def test_an_address_that_others_can_reach_is_refused(run: Run, file: Path, host: str) -> None:
    done = run("serve", file, "--host", host)
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith(f"{host} can be reached from other machines, so that others could read the interviews")


def test_without_the_web_server_it_is_said_what_to_install(
    run: Run, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "interviewcoder.tui.browser.server", raising=False)
    monkeypatch.setitem(sys.modules, "textual_serve.server", None)
    assert run("serve", file).err.endswith("pip install 'interviewcoder[serve]'\n")


def test_it_is_served_until_it_is_stopped_with_a_warning_where_others_may_come(file: Path) -> None:
    before = stamp(file)
    command = [sys.executable, "-m", "interviewcoder", "serve", str(file), "--host", "0.0.0.0", "--visible-to-others"]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, env=os.environ, **pipes) as process:
        assert "Proef, coded by Anna" in process.stdout.readline()
        link = process.stdout.readline().strip()
        port = re.fullmatch(r"http://0\.0\.0\.0:(\d+)/\?token=[\w-]{43}", link)[1]
        with pytest.raises(urllib.error.HTTPError, match="403"):
            urllib.request.urlopen(f"http://127.0.0.1:{port}/")
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
    assert (out, err.count("\n")) == ("", 1)
    assert err.startswith("Careful: 0.0.0.0 can be reached by others. Whoever gets the link can read the interviews")
    assert stamp(file) == before
