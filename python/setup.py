"""Puts the way to the application into the package: see README.md, "A wheel that carries the application"."""

import os
import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py


class WithApplication(build_py):
    """Copies the release that FLYBRAIN_RELEASE names into the package; without it, writes down the clone that is installed from."""

    def run(self) -> None:
        super().run()
        if self.editable_mode:
            return
        package = Path(self.build_lib, "flybrain_sim")
        release, clone = os.environ.get("FLYBRAIN_RELEASE"), Path(__file__).resolve().parent.parent
        shutil.rmtree(package / "_application", ignore_errors=True)
        (package / "_clone.txt").unlink(missing_ok=True)
        if release:
            if not Path(release, "bin", "flybrain").is_file():
                raise SystemExit(f"FLYBRAIN_RELEASE={release}: is not the folder of an unpacked release of flybrain")
            shutil.copytree(release, package / "_application")
        elif (clone / "pom.xml").is_file():
            (package / "_clone.txt").write_text(f"{clone}\n", "utf-8")


setup(cmdclass={"build_py": WithApplication})
