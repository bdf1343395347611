from __future__ import annotations

import re
from pathlib import Path

import pytest

import flybrain_sim
from flybrain_sim import _process

PACKAGE = Path(__file__).parents[1]


def test_package_has_the_version_of_the_application() -> None:
    of_the_application = re.search(r"<version>(.*?)</version>", (PACKAGE.parent / "pom.xml").read_text("utf-8"))
    written = re.search(r'^version = "(.*)"$', (PACKAGE / "pyproject.toml").read_text("utf-8"), re.MULTILINE)
    assert of_the_application
    assert written
    assert written[1] == of_the_application[1]
    assert flybrain_sim.__version__ == of_the_application[1]


def test_running_application_has_that_version(application: None) -> None:
    if _process.shared().version == "development":
        pytest.skip("the application is not built as a jar, so it knows no version")
    assert _process.shared().version == flybrain_sim.__version__
