"""The Python sides of flybrain's external backends; loop.py has the protocol, each framework a module of its own."""


class BackendError(Exception):
    """A failure reported to the user in one line, without a traceback."""
