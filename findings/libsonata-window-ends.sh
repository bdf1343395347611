#!/usr/bin/env bash
# libsonata: a time window of spikes includes both of its ends, so neighbouring windows share spikes.
#
# Expected: windows [0, 10) and [10, 20) hold every spike once, as with histogram bins and most readers of spikes.
# Seen with libsonata 0.2.2: `get(tstart, tstop)` also returns a spike at exactly `tstop`, whatever the sorting of the file, so counts of
# neighbouring windows add up to more than there are spikes.
# Why it matters: spikes of a clock-driven or exported simulation lie on a grid, so many lie exactly on a window's end. Take windows that
# end half a time step earlier.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" -q --disable-pip-version-check install libsonata==0.2.2 h5py==3.16.0 numpy==2.4.6

cat >"$work/finding.py" <<'PYTHON'
import sys

import h5py
import libsonata
import numpy

path = f"{sys.argv[1]}/spikes.h5"
sortings = h5py.enum_dtype({"none": 0, "by_id": 1, "by_time": 2}, basetype="u1")
times = 2.5 * numpy.arange(16)
for sorting in (0, 1, 2):
    with h5py.File(path, "w") as file:
        population = file.create_group("spikes/neurons")
        population.attrs.create("sorting", sorting, dtype=sortings)
        population["node_ids"] = numpy.zeros(len(times), "u8")
        population["timestamps"] = times
        population["timestamps"].attrs["units"] = "ms"
    spikes = libsonata.SpikeReader(path)["neurons"]
    counts = [len(spikes.get(tstart=start, tstop=start + 10)) for start in (0, 10, 20, 30)]
    print(f"{spikes.sorting}: {len(times)} spikes, {counts} in four windows, {sum(counts)} together")
PYTHON

cat >"$work/seen" <<'SEEN'
none: 16 spikes, [5, 5, 5, 4] in four windows, 19 together
by_id: 16 spikes, [5, 5, 5, 4] in four windows, 19 together
by_time: 16 spikes, [5, 5, 5, 4] in four windows, 19 together
SEEN
"$work/venv/bin/python" "$work/finding.py" "$work" | tee "$work/now"
diff "$work/seen" "$work/now" && echo "as seen before"
