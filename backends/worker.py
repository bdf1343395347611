"""Runs one framework for flybrain: `python worker.py MODULE:DEVICE FOLDER`.

Three processes. The supervisor, which this starts as, hands every line of its standard input on to the worker, which
imports the framework. At the line {"type": "cancel"}, at SIGTERM or SIGHUP, and at the end of its input (which is how
it learns that flybrain died, kill -9 included), it kills the worker and all that the worker started, and deletes
FOLDER. It imports no framework, so no framework can keep it from doing so. Ctrl-C, which a terminal sends to it too,
it leaves to flybrain. The guard does the same when the supervisor itself is killed.
"""

import json
import os
import select
import shutil
import signal
import sys
import time

CANCELLED = 130
DONE = b"."


def main():
    simulator, folder = sys.argv[1:]
    lines_in, lines_out = os.pipe()
    wake_in, wake_out = os.pipe()
    os.set_blocking(wake_out, False)
    supervisor = os.getpid()
    worker = os.fork()
    if worker == 0:
        for descriptor in (lines_out, wake_in, wake_out):
            os.close(descriptor)
        os.dup2(lines_in, 0)
        os.close(lines_in)
        os.setsid()
        from flybrain_worker import loop

        sys.exit(loop.main(simulator, supervisor))
    os.close(lines_in)
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 1)  # the end of the worker is then the end of the output
    life = guard(worker, folder, null, (lines_out, wake_in, wake_out))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGCHLD):
        signal.signal(number, lambda *_: None)
    signal.set_wakeup_fd(wake_out)
    code = supervise(worker, folder, lines_out, wake_in)
    os.write(life, DONE)
    sys.exit(code)


def guard(worker, folder, null, not_its):
    """Starts the guard; returns the pipe it watches: if that closes without a message, the guard kills the worker."""
    life_in, life_out = os.pipe()
    if os.fork():
        os.close(life_in)
        return life_out
    os.setsid()  # away from signals to the supervisor's group
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    os.dup2(null, 0)
    for descriptor in (life_out, *not_its):
        os.close(descriptor)
    if os.read(life_in, 1) != DONE:
        kill(worker)
        delete(folder)
    os._exit(0)


def supervise(worker, folder, lines_out, wake_in):
    """Passes lines on until the worker ends; returns its exit status."""
    waiting = b""
    while True:
        ready, _, _ = select.select([0, wake_in], [], [])
        if wake_in in ready:
            signals = os.read(wake_in, 64)
            if any(number != signal.SIGCHLD for number in signals):
                return end(worker, folder)
            ended, status = os.waitpid(worker, os.WNOHANG)
            if ended:
                kill_group(worker)  # what it started and left behind
                return abs(os.waitstatus_to_exitcode(status))
        if 0 in ready:
            data = os.read(0, 65536)
            if not data:
                return end(worker, folder)
            *lines, waiting = (waiting + data).split(b"\n")
            for line in lines:
                if is_cancel(line):
                    return end(worker, folder)
                if not hand_on(lines_out, line + b"\n"):
                    break


def is_cancel(line):
    try:
        message = json.loads(line)
    except ValueError:
        return False  # for the worker to report
    return isinstance(message, dict) and message.get("type") == "cancel"


def hand_on(descriptor, line):
    """Writes a line to the worker; False when the worker reads no more."""
    try:
        while line:
            line = line[os.write(descriptor, line) :]
        return True
    except BrokenPipeError:
        return False


def end(worker, folder):
    kill(worker)
    os.waitpid(worker, 0)
    delete(folder)
    return CANCELLED


def kill(worker):
    """Kills the worker, which soon after its start leads its own process group, and all its children."""
    kill_group(worker)
    try:
        os.kill(worker, signal.SIGKILL)
    except ProcessLookupError:
        pass


def kill_group(worker):
    try:
        os.killpg(worker, signal.SIGKILL)
    except ProcessLookupError:
        pass


def delete(folder):
    """Deletes the folder; processes just killed may still write to it for a moment."""
    for _ in range(50):
        shutil.rmtree(folder, ignore_errors=True)
        if not os.path.exists(folder):
            break
        time.sleep(0.02)


if __name__ == "__main__":
    main()
