"""Integers from environment variables, including the seeds of the reference suite."""

import os

from . import BackendError

SUITES_SEED = 12345  # the value of its variables when they are not set
SEEDS = 1 << 32


def shifted(variable):
    """The shift of the trials' seeds for the user's value of a variable of the suite.

    The suite's own value, which is also the default, leaves them as they are; no two trials ever share one.
    """
    shift = whole(variable, SUITES_SEED, least=0) - SUITES_SEED
    return lambda seeds: [(seed + shift) % SEEDS for seed in seeds]


def whole(variable, default, least):
    """A whole number from an environment variable."""
    text = os.environ.get(variable, str(default))
    if not (text.isascii() and text.isdigit()) or int(text) < least:
        raise BackendError(f"{variable} = {text}: must be a whole number of at least {least}")
    return int(text)
