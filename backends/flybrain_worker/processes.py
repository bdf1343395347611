"""Processes that a worker starts, none of which may outlive it."""

import ctypes
import os
import signal
import subprocess
import threading

from . import BackendError

PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG


def die_with(parent):
    """Asks the kernel to kill this process when the one that started it ends; Linux only."""
    try:
        ctypes.CDLL(None).prctl(PARENT_DEATH_SIGNAL, signal.SIGKILL)
    except (OSError, AttributeError):
        return
    if os.getppid() != parent:
        os.kill(os.getpid(), signal.SIGKILL)  # it ended before it was asked about


def ended(code):
    """How a process ended, by its exit code as Python has it: below 0 for a signal."""
    if code is None:
        return "closed its output"
    if code >= 0:
        return f"ended with exit code {code}"
    return f"was killed by signal {-code}" + (" (out of memory?)" if code == -signal.SIGKILL else "")


class Programs:
    """Programs that run at the same time; if one fails, all end at once."""

    def __init__(self):
        self.lock = threading.Lock()
        self.running = set()
        self.stopped = False

    def start(self, command, **options):
        with self.lock:
            if self.stopped:
                raise BackendError("stopped, as another program failed")
            process = subprocess.Popen(command, **options)
            self.running.add(process)
        return process

    def wait(self, process):
        """Waits for the end of a program; returns its exit code."""
        code = process.wait()
        with self.lock:
            self.running.discard(process)
        return code

    def stop(self):
        with self.lock:
            self.stopped = True
            for process in self.running:
                process.kill()
