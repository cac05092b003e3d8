"""The interface in a browser: who gets in, what the page asks for, and two tabs on one study."""

from __future__ import annotations

import asyncio
import gc
import json
import os
import re
import shutil
from asyncio.base_subprocess import BaseSubprocessTransport
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession, CookieJar, WSServerHandshakeError, web
from yarl import URL

from interviewcoder.errors import Refused
from interviewcoder.store.project import Project
from interviewcoder.tui.browser.server import BrowserServer, is_own_machine

_PATIENCE = 60.0


@asynccontextmanager
async def serving(place: Path, host: str = "127.0.0.1") -> AsyncIterator[BrowserServer]:
    server = BrowserServer(str(place), "Anna", "Proef <b>", host, 0)
    runner = web.AppRunner(await server._make_app(), access_log=None)
    await runner.setup()
    await web.SockSite(runner, server._socket).start()
    try:
        yield server
    finally:
        await runner.cleanup()
        await tabs_gone()


async def tabs_gone() -> None:
    """Wait until the processes of tabs have ended and their pipes are closed, so that no later test is told of it."""
    tabs = [each for each in gc.get_objects() if isinstance(each, BaseSubprocessTransport)]
    async with asyncio.timeout(_PATIENCE):
        while any(each.get_returncode() is None for each in tabs):
            await asyncio.sleep(0.1)
    for each in tabs:
        each.close()
    await asyncio.sleep(0.1)


def visitor(**more: Any) -> ClientSession:
    return ClientSession(cookie_jar=CookieJar(unsafe=True), **more)  # unsafe: keeps cookies of an address in digits


async def test_nothing_is_served_without_the_link_and_the_link_works_once(tmp_path: Path) -> None:
    async with serving(tmp_path / "none.icdb") as server, visitor() as ours, visitor() as other:
        home = URL(server.link).with_query(None)
        everything = [home, home / "ws", home / "static/js/textual.js", home / "own/page.css", home / "download/x"]
        for url in [*everything, home.with_query(token="guess"), home.with_query(token="é")]:
            async with other.get(url) as got:
                assert got.status == 403, url
        async with ours.get(server.link.replace("token=", "token=x")) as got:
            assert got.status == 403
        link = server.link
        async with ours.get(link) as got:
            assert (got.status, str(got.url)) == (200, str(home)), "the token does not stay in the address"
            page = await got.text()
            set_cookie = got.history[0].headers["Set-Cookie"]
        assert {"HttpOnly", "SameSite=Strict"} <= set(set_cookie.split("; "))
        async with other.get(link) as got:
            assert got.status == 403, "the link was used"
        for url in everything[2:4]:
            async with ours.get(url) as got:
                assert got.status == 200, url
        assert "Proef &lt;b&gt;" in page
        for asked in re.findall(r"""(?:src|href|url)=?[("']+([^"')]*)""", page):
            assert asked in ("data:,", f"ws://127.0.0.1:{server.port}/ws") or re.match("/[^/]", asked), asked
        assert got.headers["Content-Security-Policy"].startswith("default-src 'none'")


async def test_other_sites_and_other_names_are_refused(tmp_path: Path) -> None:
    async with serving(tmp_path / "none.icdb") as server, visitor() as ours:
        async with ours.get(server.link) as got:
            assert got.status == 200
        home, port = URL(server.link).with_query(None), server.port
        near = (f"http://evil.example:{port}", f"https://127.0.0.1:{port}", "http://127.0.0.1:1")
        for origin in ("https://evil.example", *near, "null"):
            async with ours.get(home, headers={"Origin": origin}) as got:
                assert got.status == 403, origin
            with pytest.raises(WSServerHandshakeError, match="403"):
                await ours.ws_connect(home / "ws", headers={"Origin": origin})
        with pytest.raises(WSServerHandshakeError, match="403"):
            await ours.ws_connect(home / "ws")
        for headers in ({"Host": f"evil.example:{port}"}, {"Host": "evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
            async with ours.get(home, headers=headers) as got:
                assert got.status == 403, headers
        async with ours.get(home, headers={"Origin": f"http://127.0.0.1:{port}"}) as got:
            assert got.status == 200
        assert ours.cookie_jar.filter_cookies(URL(f"http://localhost:{port}")) == {}


def test_an_address_is_ones_own_machine_or_not(tmp_path: Path) -> None:
    own = {"127.0.0.1": True, "127.8.9.1": True, "::1": True, "localhost": True}
    others = dict.fromkeys(("0.0.0.0", "::", "192.168.1.2", "localhost.evil.example", "example", ""), False)
    assert {host: is_own_machine(host) for host in own | others} == own | others
    taken = BrowserServer(str(tmp_path), "Anna", "x", "127.0.0.1", 0)
    with pytest.raises(Refused) as refused:
        BrowserServer(str(tmp_path), "Anna", "x", "127.0.0.1", taken.port)
    assert refused.value.key == "serve.no-port"
    taken._socket.close()


# --- the interface itself -------------------------------------------------------------------------


async def until(ready: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(_PATIENCE):
        while not await ready():
            await asyncio.sleep(0.1)


class Tab:
    """A browser tab, as far as the server can tell."""

    def __init__(self, socket: Any) -> None:
        self.socket = socket
        self.shown = ""

    async def see(self, words: str) -> None:
        async with asyncio.timeout(_PATIENCE):
            while words not in self.shown:
                message = await self.socket.receive()
                self.shown += message.data.decode("utf-8", "replace") if isinstance(message.data, bytes) else ""

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self.socket.send_str(json.dumps(["stdin", key]))
            await asyncio.sleep(0.3)


@pytest.mark.slow
async def test_two_tabs_on_one_study_lose_nothing_and_see_each_other(study: Project) -> None:
    async with serving(study.path) as server, visitor() as ours:
        async with ours.get(server.link) as got:
            assert got.status == 200
        home = URL(server.link).with_query(None)
        headers = {"Origin": str(home.origin())}
        address = (home / "ws").with_query(width=100, height=30)
        async with ours.ws_connect(address, headers=headers) as a, ours.ws_connect(address, headers=headers) as b:
            one, other = Tab(a), Tab(b)
            await asyncio.gather(one.see("misgaat"), other.see("misgaat"))
            await asyncio.gather(one.press("j", "2"), other.press("j", "j", "2"))

            async def both() -> bool:
                return len(study.ask.codings()) == 2

            await until(both)
            await one.press("u")

            async def undone() -> bool:
                return len(study.ask.codings()) == 1

            await until(undone)


@pytest.mark.slow
async def test_a_real_browser_shows_it_and_asks_nobody_else(study: Project, tmp_path: Path) -> None:
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if program is None:
        assert os.environ.get("INTERVIEWCODER_BROWSER") != "required", "no Chromium here: install it"
        pytest.skip("no Chromium here")
    options = (
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--remote-debugging-port=0",
        "--window-size=1200,800",
    )
    async with serving(study.path) as server, visitor() as ours:
        home = URL(server.link).with_query(None)
        browser = await asyncio.create_subprocess_exec(
            program, *options, f"--user-data-dir={tmp_path}/profile", "about:blank", stderr=asyncio.subprocess.PIPE
        )
        try:
            async with asyncio.timeout(_PATIENCE):
                while not (found := re.search(r"ws://[^/]+", (await browser.stderr.readline()).decode())):
                    pass
                async with ours.get(found[0].replace("ws:", "http:") + "/json") as got:
                    tabs = [each for each in await got.json() if each["type"] == "page"]
            async with ours.ws_connect(tabs[0]["webSocketDebuggerUrl"], max_msg_size=0) as page:
                asked, said = await drive(page, server.link, study)
        finally:
            browser.kill()
            await browser.communicate()
    assert {URL(url).origin() for url in asked if not url.startswith("data:")} == {home.origin()} | {
        URL(f"ws://127.0.0.1:{server.port}").origin()
    }
    assert [each for each in said if "Security Policy" in each or "Failed" in each] == []


async def drive(page: Any, link: str, study: Project) -> tuple[list[str], list[str]]:
    """Open the link and code a sentence; returns what was asked for, and what the browser complained of."""
    asked: list[str] = []
    said: list[str] = []
    numbers = iter(range(1, 10_000))

    async def call(method: str, **parameters: Any) -> Any:
        number = next(numbers)
        await page.send_str(json.dumps({"id": number, "method": method, "params": parameters}))
        while True:
            told = json.loads((await page.receive()).data)
            if told.get("method") == "Network.requestWillBeSent":
                asked.append(told["params"]["request"]["url"])
            elif told.get("method") == "Network.webSocketCreated":
                asked.append(told["params"]["url"])
            elif told.get("method") == "Log.entryAdded":
                said.append(told["params"]["entry"]["text"])
            elif told.get("id") == number:
                return told.get("result")

    for domain in ("Network", "Log", "Page"):
        await call(f"{domain}.enable")
    await call("Page.navigate", url=link)

    async def shown() -> bool:
        found = await call("Runtime.evaluate", expression="document.body.classList.contains('-first-byte')")
        return bool(found["result"].get("value"))

    async def coded() -> bool:
        await call("Runtime.evaluate", expression="document.querySelector('textarea').focus()")
        for key in ("j", "2"):
            await call("Input.dispatchKeyEvent", type="keyDown", text=key, key=key)
            await call("Input.dispatchKeyEvent", type="keyUp", key=key)
            await asyncio.sleep(0.3)
        return bool(study.ask.codings())

    await until(shown)
    await until(coded)
    return asked, said
