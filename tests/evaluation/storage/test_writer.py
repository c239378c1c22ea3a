"""Group commit: one thread writes, a reply means committed, and whatever fails is heard by whoever waits for it."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import UTC, datetime

import pytest
from sqlalchemy import Connection, Engine, event, func, insert, select, text

from evaluation.errors import StorageUnavailable
from evaluation.storage.engine import open_engine
from evaluation.storage.tables import used_tokens
from evaluation.storage.writer import Writer
from tests.evaluation.storage.disk import full_disk, locked_by_another

NOW = datetime(2026, 11, 22, tzinfo=UTC)


def _add(conn: Connection, name: str) -> str:
    conn.execute(insert(used_tokens), {"token_id": name, "expires_at": NOW})
    return name


def _stored(engine: Engine) -> set[str]:
    with engine.connect() as conn:
        return set(conn.scalars(select(used_tokens.c.token_id)))


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _wait_until(happened: Callable[[], bool]) -> None:
    """Let the other threads run until what they do has happened."""
    while not happened():
        threading.Event().wait(0.001)


@contextmanager
def _busy(writer: Writer) -> Iterator[None]:
    """Keep the writer's thread at work on something that only ends with the block."""
    started, end = threading.Event(), threading.Event()

    def wait(_: Connection) -> None:
        started.set()
        end.wait(30)

    with ThreadPoolExecutor(1) as somebody:
        waiting = somebody.submit(writer.write, wait)
        started.wait(30)
        yield
        end.set()
        waiting.result(30)


def test_what_was_written_is_there_when_the_reply_comes(engine: Engine, writer: Writer) -> None:
    assert writer.write(lambda conn: _add(conn, "one")) == "one"
    assert _stored(engine) == {"one"}


def _add_all(conn: Connection, names: Sequence[str]) -> Sequence[str | Exception]:
    return [_add(conn, name) for name in names]


def test_all_of_one_kind_that_waits_becomes_one_commit(sqlite_engine: Engine, sqlite_writer: Writer) -> None:
    commits: list[object] = []
    with ThreadPoolExecutor(8) as others:
        with _busy(sqlite_writer):
            event.listen(sqlite_engine, "commit", commits.append)
            waiting = [others.submit(sqlite_writer.write_together, _add_all, str(n)) for n in range(8)]
            _wait_until(lambda: sqlite_writer.waiting == 8)
        assert [one.result(30) for one in waiting] == [str(n) for n in range(8)]
    # One for the work that kept the thread busy, one for all eight.
    assert len(commits) == 2


def test_works_of_their_own_are_committed_one_by_one(sqlite_engine: Engine, sqlite_writer: Writer) -> None:
    """Together they could lock two campaigns in an order that deadlocks with another process."""
    commits: list[object] = []
    with ThreadPoolExecutor(3) as others:
        with _busy(sqlite_writer):
            event.listen(sqlite_engine, "commit", commits.append)
            waiting = [others.submit(sqlite_writer.write, lambda conn, n=n: _add(conn, str(n))) for n in range(3)]
            _wait_until(lambda: sqlite_writer.waiting == 3)
        assert [one.result(30) for one in waiting] == ["0", "1", "2"]
    assert len(commits) == 1 + 3


def test_what_one_caller_raises_comes_back_to_them_alone(engine: Engine, writer: Writer) -> None:
    def fail(conn: Connection) -> None:
        _add(conn, "undone")
        raise KeyError("mine")

    with ThreadPoolExecutor(2) as others:
        with _busy(writer):
            good = others.submit(writer.write, lambda conn: _add(conn, "kept"))
            bad = others.submit(writer.write, fail)
        assert good.result(30) == "kept"
        with pytest.raises(KeyError, match="mine"):
            bad.result(30)
    assert _stored(engine) == {"kept"}


def test_items_of_one_kind_are_given_together(sqlite_writer: Writer) -> None:
    given: list[Sequence[str]] = []

    def bulk(_: Connection, names: Sequence[str]) -> Sequence[str | Exception]:
        given.append(names)
        return [KeyError(name) if name == "bad" else name.upper() for name in names]

    with ThreadPoolExecutor(3) as others:
        with _busy(sqlite_writer):
            waiting = {name: others.submit(sqlite_writer.write_together, bulk, name) for name in ("a", "bad", "c")}
            _wait_until(lambda: sqlite_writer.waiting == 3)
        assert (waiting["a"].result(30), waiting["c"].result(30)) == ("A", "C")
        with pytest.raises(KeyError, match="bad"):
            waiting["bad"].result(30)
    assert sorted(map(sorted, given)) == [["a", "bad", "c"]]


def test_twenty_threads_lose_nothing(engine: Engine, writer: Writer) -> None:
    names = [f"{thread}-{number}" for thread in range(20) for number in range(10)]
    with ThreadPoolExecutor(20) as threads:
        replies = list(threads.map(lambda name: writer.write(lambda conn: _add(conn, name)), names))
    assert replies == names
    assert _stored(engine) == set(names)


def test_a_caller_who_gave_up_before_their_turn_is_not_written(sqlite_engine: Engine) -> None:
    writer = Writer(sqlite_engine, timeout=0.05)
    busy = suppress(StorageUnavailable)  # the busy work's own caller may give up, too
    with busy, _busy(writer), pytest.raises(StorageUnavailable):
        writer.write(lambda conn: _add(conn, "late"))
    writer.stop()
    assert _stored(sqlite_engine) == set()


def test_more_than_can_wait_is_sent_back_at_once(sqlite_engine: Engine) -> None:
    writer = Writer(sqlite_engine, max_waiting=1)
    with ThreadPoolExecutor(1) as others:
        with _busy(writer):
            first = others.submit(writer.write, lambda conn: _add(conn, "first"))
            _wait_until(lambda: writer.waiting == 1)
            with pytest.raises(StorageUnavailable):
                writer.write(lambda conn: _add(conn, "one too many"))
        assert first.result(30) == "first"
    writer.stop()
    assert _stored(sqlite_engine) == {"first"}


def test_a_full_disk_is_told_and_overcome(sqlite_engine: Engine, sqlite_writer: Writer) -> None:
    def add_much(conn: Connection) -> None:
        rows = [{"token_id": f"{n:0200}", "expires_at": NOW} for n in range(200)]
        conn.execute(insert(used_tokens), rows)

    with full_disk(sqlite_engine), pytest.raises(StorageUnavailable) as unavailable:
        sqlite_writer.write(add_much)
    assert any("database or disk is full" in str(cause) for cause in _causes(unavailable.value))
    assert _stored(sqlite_engine) == set()
    sqlite_writer.write(add_much)
    assert len(_stored(sqlite_engine)) == 200


def test_a_locked_database_is_told_and_overcome(sqlite_engine: Engine, sqlite_writer: Writer) -> None:
    with locked_by_another(sqlite_engine), pytest.raises(StorageUnavailable) as unavailable:
        sqlite_writer.write(lambda conn: _add(conn, "one"))
    assert any("database is locked" in str(cause) for cause in _causes(unavailable.value))
    assert sqlite_writer.write(lambda conn: _add(conn, "one")) == "one"


def test_a_lost_database_server_is_told_and_overcome(postgresql_engine: Engine) -> None:
    writer = Writer(postgresql_engine)

    def cut(conn: Connection) -> None:
        _add(conn, "lost")
        conn.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))

    with pytest.raises(StorageUnavailable):
        writer.write(cut)
    assert writer.write(lambda conn: _add(conn, "after")) == "after"
    writer.stop()
    assert _stored(postgresql_engine) == {"after"}


def test_a_commit_that_fails_is_told_to_everybody_in_it(sqlite_engine: Engine, sqlite_writer: Writer) -> None:
    """A deferred foreign key is only checked by the commit itself."""

    def add_and_break_a_rule(conn: Connection, names: Sequence[str]) -> Sequence[str | Exception]:
        if "guilty" in names:
            conn.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
            conn.exec_driver_sql("INSERT INTO releases VALUES (99, 1, x'00', 1)")
        return _add_all(conn, names)

    with ThreadPoolExecutor(2) as others:
        with _busy(sqlite_writer):
            innocent = others.submit(sqlite_writer.write_together, add_and_break_a_rule, "innocent")
            guilty = others.submit(sqlite_writer.write_together, add_and_break_a_rule, "guilty")
            _wait_until(lambda: sqlite_writer.waiting == 2)
        for one in (innocent, guilty):
            with pytest.raises(StorageUnavailable):
                one.result(30)
    assert _stored(sqlite_engine) == set()


def test_stopping_writes_what_waits_and_takes_no_more(sqlite_engine: Engine) -> None:
    writer = Writer(sqlite_engine)
    with ThreadPoolExecutor(2) as others:
        with _busy(writer):
            waiting = others.submit(writer.write, lambda conn: _add(conn, "waiting"))
            _wait_until(lambda: writer.waiting == 1)
            stopping = others.submit(writer.stop)
        stopping.result(30)
        assert waiting.result(30) == "waiting"
    with pytest.raises(StorageUnavailable):
        writer.write(lambda conn: _add(conn, "too late"))
    assert _stored(sqlite_engine) == {"waiting"}


def test_stopping_a_writer_that_never_wrote_is_nothing(sqlite_engine: Engine) -> None:
    Writer(sqlite_engine).stop()


_FORK = """
import os, sys
from datetime import datetime, UTC
from sqlalchemy import insert
from evaluation.storage.engine import open_engine
from evaluation.storage.tables import used_tokens
from evaluation.storage.writer import Writer

engine = open_engine(sys.argv[1])
writer = Writer(engine)
def add(name):
    row = {"token_id": name, "expires_at": datetime.now(UTC)}
    writer.write(lambda conn: conn.execute(insert(used_tokens), row))
add("before")
child = os.fork()
if not child:
    add("child")
    writer.stop()
    os._exit(0)
assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
add("parent")
writer.stop()
"""


def test_a_forked_process_writes_for_itself_and_its_parent_goes_on(database_url: str) -> None:
    subprocess.run([sys.executable, "-c", _FORK, database_url], check=True, timeout=60)
    engine = open_engine(database_url)
    stored = _stored(engine)
    engine.dispose()
    assert stored == {"before", "child", "parent"}


_KILLED = """
import itertools, sys, threading
from datetime import datetime, UTC
from sqlalchemy import insert
from evaluation.storage.engine import open_engine
from evaluation.storage.tables import used_tokens
from evaluation.storage.writer import Writer

writer = Writer(open_engine(sys.argv[1]))
def work(thread):
    for number in itertools.count():
        name = f"{thread}-{number}"
        row = {"token_id": name, "expires_at": datetime.now(UTC)}
        writer.write(lambda conn: conn.execute(insert(used_tokens), row))
        sys.stdout.write(name + "\\n")
        sys.stdout.flush()
for thread in range(8):
    threading.Thread(target=work, args=(thread,)).start()
"""


def test_a_killed_process_loses_nothing_that_it_acknowledged(database_url: str) -> None:
    with subprocess.Popen([sys.executable, "-c", _KILLED, database_url], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        acknowledged = {process.stdout.readline().strip() for _ in range(100)}
        process.kill()
        rest = process.stdout.read().split("\n")[:-1]  # the last line may be cut
    engine = open_engine(database_url)
    stored = _stored(engine)
    with engine.connect() as conn:
        count = conn.scalar(select(func.count()).select_from(used_tokens))
    engine.dispose()
    assert len(acknowledged) == 100
    assert acknowledged | set(rest) <= stored
    assert count == len(stored)
