"""The process of `flybrain serve` that computes for this process of Python: started when it is first needed, ended with it.

Requests are lines of JSON on its standard input. A reply is a line of JSON on its standard output, and directly behind it the bytes of its
columns, little-endian, in the order in which the line names them.
"""

from __future__ import annotations

import atexit
import itertools
import json
import os
import queue
import subprocess
import threading
import time
import weakref
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, BinaryIO, NoReturn

import numpy as np
import numpy.typing as npt

from flybrain_sim import _application
from flybrain_sim._errors import CancelledError, FlybrainError, ProcessEndedError, UnknownNeuronError, UsageError

PROTOCOL = 1

_TYPES: dict[str, np.dtype[Any]] = {"int32": np.dtype("<i4"), "int64": np.dtype("<i8"), "float64": np.dtype("<f8")}
_KINDS: dict[str, type[FlybrainError]] = {"usage": UsageError, "key": UnknownNeuronError, "cancelled": CancelledError}
# A line up to this length goes into a pipe at once or not at all (PIPE_BUF of Linux), even if a signal comes in between.
_AT_ONCE = 4096
# How long a cancelled request may take to end, and the process to end when asked.
_PATIENCE = 10.0

Progress = Callable[[float, float, str], None]


@dataclass(frozen=True)
class Reply:
    """The answer to a request: values by name, and columns by name, each an array of its own."""

    result: dict[str, Any]
    columns: dict[str, npt.NDArray[Any]]


class Process:
    """A running `flybrain serve`. Requests may come from any thread; each waits for its own reply."""

    def __init__(self, command: Sequence[str]) -> None:
        self._command = command
        self._owner = os.getpid()
        self._numbers = itertools.count(1)
        self._writing = threading.Lock()
        self._waiting: dict[int, queue.SimpleQueue[Any]] = {}
        self._ended: str | None = None
        self._errors: deque[str] = deque(maxlen=40)
        input_read, self._input = os.pipe()
        output_read, output_write = os.pipe()
        try:
            self._popen = subprocess.Popen(
                [*command],
                stdin=input_read,
                stdout=output_write,
                stderr=subprocess.PIPE,
                env=_application.environment(),
                # Ctrl-C in a terminal goes to the whole group; here it cancels the request and keeps the process.
                start_new_session=True,
                creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
            )
        except BaseException as error:
            # Also where Ctrl-C came in between: a process that has been started ends with its input.
            os.close(self._input)
            os.close(output_read)
            if isinstance(error, OSError):
                raise FlybrainError(f"cannot start {command[0]}: {error.strerror}") from error
            raise
        finally:
            os.close(input_read)
            os.close(output_write)
        _processes.add(self)
        self._output = output_read
        self._greeting: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._stderr = threading.Thread(target=self._collect_errors, daemon=True)
        self._stderr.start()
        threading.Thread(target=self._read, daemon=True).start()
        try:
            self.version = self._greet()
        except BaseException:
            self.kill()
            raise

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._popen.pid

    @property
    def alive(self) -> bool:
        """Whether requests can be sent."""
        return self._owner == os.getpid() and self._ended is None

    def request(self, method: str, params: Mapping[str, Any] | None = None, progress: Progress | None = None) -> Reply:
        """Sends a request and waits for its reply. `progress` is called with what is done, the total, and the name of what is counted.

        Ctrl-C cancels the request and keeps the process. Raises an error of `_errors` for an error reply, ProcessEndedError if the process
        ended or belongs to another process of Python.
        """
        number = next(self._numbers)
        replies: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._waiting[number] = replies
        try:
            self._check()
            self._send(number, method, params or {})
            return self._await(replies, progress)
        except KeyboardInterrupt:
            self._give_back(self._cancel(number, replies))
            raise
        finally:
            self._waiting.pop(number, None)

    def close(self) -> None:
        """Ends the process: asks it, then waits, then kills it."""
        if self._owner != os.getpid():
            return
        if self._ended is None:
            with suppress(OSError):
                self._send(next(self._numbers), "shutdown", {})
        with self._writing:
            self._close_input()
        try:
            self._popen.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self) -> None:
        """Ends the process at once."""
        if self._owner == os.getpid():
            self._popen.kill()
            self._popen.wait()
            with self._writing:
                self._close_input()

    def _close_input(self) -> None:
        if self._input >= 0:
            os.close(self._input)
            self._input = -1

    def _check(self) -> None:
        if self._owner != os.getpid():
            raise ProcessEndedError(
                f"this belongs to the process {self._owner}, from which this one was forked; open a brain of your own in each process"
            )
        if self._ended is not None:
            raise ProcessEndedError(self._ended)

    def _greet(self) -> str:
        greeting = self._greeting.get()
        if greeting is None:
            raise FlybrainError(f"{self._command[0]} did not start: {self._ended}{_application.advice(str(self._ended))}")
        if greeting.get("protocol") != PROTOCOL:
            raise FlybrainError(
                f"{self._command[0]} is flybrain {greeting['flybrain']} with protocol {greeting.get('protocol')}; this package needs"
                f" protocol {PROTOCOL}: install the package and the application of one version"
            )
        return str(greeting["flybrain"])

    def _send(self, number: int, method: str, params: Mapping[str, Any]) -> None:
        line = json.dumps({"id": number, "method": method, "params": params}, allow_nan=False).encode() + b"\n"
        if len(line) <= _AT_ONCE:
            self._write(line)
            return
        # On a thread of its own, since a Ctrl-C in the middle of a long line would leave half of it in the pipe.
        writer = threading.Thread(target=self._write, args=(line,), daemon=True)
        writer.start()
        try:
            writer.join()
        except KeyboardInterrupt:
            # The request to cancel comes behind this one, not before it.
            writer.join()
            raise

    def _write(self, line: bytes) -> None:
        with self._writing, suppress(BrokenPipeError):
            rest = memoryview(line)
            while rest and self._input >= 0:
                rest = rest[os.write(self._input, rest) :]

    def _await(self, replies: queue.SimpleQueue[Any], progress: Progress | None) -> Reply:
        while True:
            try:
                # Not for ever, since on Windows nothing interrupts a wait without an end.
                message = replies.get(timeout=1)
            except queue.Empty:
                continue
            if isinstance(message, Reply):
                return message
            if message is None:
                raise ProcessEndedError(self._ended)
            if "progress" in message:
                if progress is not None:
                    done = message["progress"]
                    progress(done["done"], done["total"], done.get("what", ""))
                continue
            error = message["error"]
            raise _KINDS.get(error.get("kind"), FlybrainError)(error.get("message", "flybrain failed"))

    def _cancel(self, number: int, replies: queue.SimpleQueue[Any]) -> Any:
        """Asks to cancel a request and waits until it has ended, so that the next one finds the process free. Returns its last message,
        None if it never was under way."""
        if self._ended is not None:
            return None
        asking = next(self._numbers)
        answers: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._waiting[asking] = answers
        until = time.monotonic() + _PATIENCE
        try:
            with suppress(OSError):
                self._send(asking, "cancel", {"request": number})
            answer = self._last(answers, until)
            # One that is not under way has ended, or Ctrl-C came before it was sent, or after its reply was taken out.
            under_way = isinstance(answer, Reply) and answer.result.get("cancelled", True)
            return self._last(replies, until if under_way else 0)
        finally:
            self._waiting.pop(asking, None)

    def _give_back(self, message: Any) -> None:
        """Drops what a request made that was done all the same when Ctrl-C came; nobody has its handle."""
        if isinstance(message, Reply):
            for made, method in (("live", "drop"), ("state", "drop"), ("brain", "close")):
                if made in message.result:
                    with suppress(OSError):
                        self._send(next(self._numbers), method, {made: message.result[made]})

    def _last(self, replies: queue.SimpleQueue[Any], until: float) -> Any:
        """The last message of a request, None where there is none until then."""
        while True:
            try:
                message = replies.get(timeout=max(0.0, until - time.monotonic()))
            except queue.Empty:
                return None
            if self._is_last(message):
                return message

    @staticmethod
    def _is_last(message: Any) -> bool:
        return not isinstance(message, dict) or "progress" not in message

    def _read(self) -> None:
        """Hands each message to the request that waits for it, until the process ends."""
        reason = ""
        with open(self._output, "rb", buffering=1 << 16, closefd=False) as stream:
            try:
                if greeting := stream.readline():
                    self._greeting.put({"flybrain": json.loads(greeting)["flybrain"], **json.loads(greeting)})
                while line := stream.readline():
                    self._deliver(json.loads(line), stream)
            except (ValueError, KeyError, TypeError, AttributeError, EOFError) as error:
                reason = f"its output is not flybrain's ({type(error).__name__}: {error}). "
        if reason:
            self._popen.kill()
        with suppress(subprocess.TimeoutExpired):
            self._popen.wait(_PATIENCE)
        self._stderr.join(1)
        self._ended = f"the process of flybrain ended: {reason}{self._last_words()}"
        output, self._output = self._output, -1
        os.close(output)
        for replies in [self._greeting, *self._waiting.values()]:
            replies.put(None)

    def _deliver(self, message: dict[str, Any], stream: BinaryIO) -> None:
        columns = {column["name"]: _column(column, stream) for column in message.get("columns", ())}
        replies = self._waiting.get(message["id"])
        if replies is not None:
            replies.put(Reply(message["result"], columns) if "result" in message else message)

    def _collect_errors(self) -> None:
        stream = self._popen.stderr
        assert stream is not None
        with stream:
            for line in stream:
                self._errors.append(line.decode(errors="replace").rstrip())

    def _last_words(self) -> str:
        said = "\n".join(self._errors)
        code = self._popen.returncode
        end = f"exit code {code}" if code is None or code >= 0 else f"signal {-code}"
        return f"It said:\n{said}" if said else f"It said nothing ({end})."

    def __reduce__(self) -> NoReturn:
        raise TypeError("a process cannot be pickled; open a brain of your own in each process")

    def _forget(self) -> None:
        """In a forked child: gives up the pipes, whose copies here would keep the process alive when its owner has ended."""
        for pipe in (self._input, self._output):
            if pipe >= 0:
                os.close(pipe)
        self._input = -1
        self._popen.returncode = 0
        self._writing = threading.Lock()


def _column(column: Mapping[str, Any], stream: BinaryIO) -> npt.NDArray[Any]:
    array: npt.NDArray[Any] = np.empty(int(column["length"]), dtype=_TYPES[column["type"]])
    rest = array.data.cast("B") if len(array) else memoryview(b"")
    while rest:
        number = stream.readinto(rest)  # type: ignore[attr-defined]
        if not number:
            raise EOFError(f"it ended inside the column {column['name']}")
        rest = rest[number:]
    return array


_processes: weakref.WeakSet[Process] = weakref.WeakSet()
_shared: Process | None = None
_starting = threading.Lock()


def shared() -> Process:
    """The process of this process of Python, started if there is none; a forked child gets its own."""
    global _shared
    with _starting:
        if _shared is None or not _shared.alive:
            _shared = Process([str(_application.command()), "serve"])
        return _shared


def shut_down() -> None:
    """Ends the shared process, if there is one; the next request starts another."""
    global _shared
    with _starting:
        ending, _shared = _shared, None
    if ending is not None:
        ending.close()


def _in_forked_child() -> None:
    global _shared, _starting
    _shared = None
    _starting = threading.Lock()
    for process in list(_processes):
        process._forget()
    _processes.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_in_forked_child)
atexit.register(shut_down)
