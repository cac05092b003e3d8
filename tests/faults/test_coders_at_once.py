"""Eight coders on one server at the same time: nothing is lost, and the log is in order.

``pytest -m faults -n 0 -s tests/faults/test_coders_at_once.py`` has each of them make 1,000 codings, in a process of
its own, and tells how long it took.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from functools import partial
from multiprocessing import get_context

import pytest
from builders import interview, new_document
from postgres import Server

from interviewcoder.model import Codebook
from interviewcoder.store.addresses import server_of
from interviewcoder.store.doctor import examine
from interviewcoder.store.project import Project

CODERS = 8
LONG = (("R", "a" * 1100),)


def work(address: str, document: str, each: int, coder: str) -> tuple[str, ...]:
    """Make ``each`` codings; every tenth is taken back and brought back. Returns the guids that were acknowledged."""
    guids = []
    with Project.open(server_of(address), coder) as project:
        project.add_coder(coder)
        for number in range(each):
            guids.append(project.apply_code(coder, document, 3 + number, 8 + number, "work"))
            if number % 10 == 0:
                project.undo(coder)
                project.redo(coder)
    return tuple(guids)


def all_at_once(server: Server, codebook: Codebook, pool: Callable[[], Executor], each: int) -> float:
    """Let them work, look whether all is there, and return how many seconds it took."""
    address = server.address(server.new())
    with Project.create(server_of(address), name="Test", codebook=codebook, coder="Anna") as project:
        project.import_documents("Anna", [new_document("R01", interview(LONG))])
        document = project.ask.document("R01").id
        before = len(project.ask.history())
        began = time.perf_counter()
        coders = [f"Codeur {number}" for number in range(CODERS)]
        with pool() as workers:
            made = [guid for guids in workers.map(partial(work, address, document, each), coders) for guid in guids]
        took = time.perf_counter() - began
        codings = project.ask.codings()
        assert len(made) == CODERS * each
        assert {coding.guid for coding in codings} == set(made)
        assert Counter(coding.coder for coding in codings) == dict.fromkeys(coders, each)
        clock = [event.lamport for event in project.ask.history()]
        assert clock == list(range(1, len(clock) + 1))
        assert len(clock) == before + CODERS * (1 + each + 2 * -(-each // 10))
        assert project.ask.stamp() >= len(clock)
        assert examine(project) == ()
    return took


def test_a_few_codings_of_each(server: Server, codebook: Codebook) -> None:
    all_at_once(server, codebook, partial(ThreadPoolExecutor, CODERS), 4)


@pytest.mark.faults
def test_a_thousand_codings_of_each(server: Server, codebook: Codebook) -> None:
    pool = partial(ProcessPoolExecutor, CODERS, mp_context=get_context("spawn"))
    took = all_at_once(server, codebook, pool, 1000)
    events = CODERS * 1200
    print(
        f"\n{CODERS} coders, {CODERS * 1000} codings, {events} events in {took:.0f} s: {events / took:.0f} a second"
    )
