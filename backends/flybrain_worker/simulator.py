"""What loop.py asks of a framework's module, whose class `Simulator` extends the one here."""

import sys


class Simulator:
    """A framework with one network, on which it runs one job after the other.

    Whatever it keeps for the next job must not change its spikes: they are those of a new process.
    """

    # In what the next job may differ, as Job.changes names it, for the network to be used again as it is built.
    KEEPS_FOR = frozenset()

    job = None  # the one that the network is built for

    def __init__(self, cuda):
        """With `cuda` it computes on an NVIDIA GPU, otherwise on the CPU."""
        self.cuda = cuda

    def versions(self):
        """The versions of the software by name, to be recorded."""
        raise NotImplementedError

    def device_name(self):
        raise NotImplementedError

    def seeds(self, given):
        """The seeds that the trials get for those that flybrain gives."""
        return given

    def load(self, folder, threads):
        """Takes the folder for its files, and how many trials it may run at once. The network is mapped already."""
        self.folder = folder
        self.threads = threads

    def prepare(self, job, channel):
        """Makes a job ready to be run: with the network that is there where that is possible, otherwise with a new one.

        Returns the seconds of setup and build.
        """
        before, self.job = self.job, job
        if before is not None:
            changes = job.changes(before)
            if changes <= self.KEEPS_FOR:
                return self.change(job, channel), 0.0
            print("built again, as other", ", ".join(sorted(changes - self.KEEPS_FOR)), "need it", file=sys.stderr)
        return self.build(job, channel)

    def build(self, job, channel):
        """Builds the network of a job, after that of an earlier one; returns the seconds of setup and build."""
        raise NotImplementedError

    def change(self, job, channel):
        """Changes what is built to a job that differs in no more than KEEPS_FOR; returns the seconds."""
        return 0.0

    def run(self, spikes, channel):
        """Runs all trials of the job; returns the seconds of the steps, of recreating networks for later trials and,
        where there are any, of the programs."""
        raise NotImplementedError
