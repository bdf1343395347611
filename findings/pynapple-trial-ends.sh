#!/usr/bin/env bash
# pynapple: counts, rates and halves of a trial leave out its end.
#
# Expected: the bins of a trial hold all spikes of the trial, a rate is spikes by the length of the trial, and two halves
# make a whole.
# Seen with pynapple 0.11.4: where the width of a bin does not divide the trial the rest is dropped, with its
# spikes; without a time support a rate is spikes by the time from the first to the last of them; split() takes a
# microsecond off the end of each part, so that a spike there belongs to none.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" -q --disable-pip-version-check install pynapple==0.11.4 numpy==2.4.6

cat >"$work/finding.py" <<'PYTHON'
import numpy
import pynapple

trial = pynapple.IntervalSet(0, 1)
spikes = pynapple.Ts(numpy.array([0.05, 0.25, 0.55, 0.95]), time_support=trial)
for width in 0.1, 0.3:
    counts = spikes.count(width)
    print(f"{len(spikes)} spikes in the trial, {counts.d.sum()} in {len(counts)} bins of {width} s")

two = numpy.array([0.25, 0.75])
print("2 spikes of a trial of 1 s, time support not given:", pynapple.TsGroup({0: pynapple.Ts(two)}).rates[0], "Hz")
print("2 spikes of a trial of 1 s, time support given:", pynapple.TsGroup({0: pynapple.Ts(two, time_support=trial)}).rates[0], "Hz")

halves = trial.split(0.5)
print("halves:", *(f"{start:.6f}-{end:.6f}" for start, end in zip(halves.start, halves.end)))
PYTHON

cat >"$work/seen" <<'SEEN'
4 spikes in the trial, 4 in 10 bins of 0.1 s
4 spikes in the trial, 3 in 3 bins of 0.3 s
2 spikes of a trial of 1 s, time support not given: 4.0 Hz
2 spikes of a trial of 1 s, time support given: 2.0 Hz
halves: 0.000000-0.499999 0.500000-0.999999
SEEN
"$work/venv/bin/python" "$work/finding.py" 2>/dev/null | tee "$work/now"
diff "$work/seen" "$work/now" && echo "as seen before"
