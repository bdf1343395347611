"""Runs every golden case through Brian2 and writes it, with its spikes, under goldens/.

The same Brian2 gives the same bytes every time: `git diff` shows whether anything has changed.
"""

import argparse
import logging
import shutil

import rule_cases
import wiring_cases
import random_cases
from case import GOLDENS


def main():
    parser = argparse.ArgumentParser(prog="make_goldens", description=__doc__)
    parser.add_argument("names", nargs="*", help="names of cases; without any, all cases, and folders of no case go")
    arguments = parser.parse_args()

    import brian2  # after the arguments, because Brian2 takes seconds to import

    import brian

    logging.getLogger("py.warnings").setLevel(logging.ERROR)
    cases = [*rule_cases.all_cases(), *wiring_cases.all_cases(), *random_cases.all_cases()]
    unknown = set(arguments.names) - {case.name for case in cases}
    if unknown:
        parser.error(f"no case named {', '.join(sorted(unknown))}")
    for case in cases:
        if arguments.names and case.name not in arguments.names:
            continue
        spikes = brian.run_case(case)
        shutil.rmtree(GOLDENS / case.name, ignore_errors=True)
        case.write(spikes, brian2.__version__)
        print(f"{case.name}: {case.neurons} neurons, {len(case.pre)} connections, {len(spikes)} spikes", flush=True)
    if not arguments.names:
        for folder in GOLDENS.iterdir():
            if folder.is_dir() and folder.name not in {case.name for case in cases}:
                shutil.rmtree(folder)


if __name__ == "__main__":
    main()
