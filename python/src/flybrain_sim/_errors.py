"""Errors that the package raises, besides ValueError and TypeError for values that cannot be."""

from __future__ import annotations


class FlybrainError(Exception):
    """flybrain could not do something; the message says why and what to do."""


class UsageError(FlybrainError, ValueError):
    """Something that was asked for cannot be: an unknown set, a rate below 0, a file that does not exist."""


class UnknownNeuronError(FlybrainError, KeyError):
    """Neurons that the connectome does not have; the message lists them."""

    def __str__(self) -> str:
        return Exception.__str__(self)


class CancelledError(FlybrainError):
    """The work was cancelled."""


class ProcessEndedError(FlybrainError):
    """The process of flybrain ended, or belongs to another process of Python."""
