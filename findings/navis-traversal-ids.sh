#!/usr/bin/env bash
# navis: the Bayesian traversal model changes root ids when the weights of the edges are fractions.
#
# Expected: ids of neurons are labels, and weights do not touch them.
# Seen with navis 1.12.0 and pandas 2.3.3: source, target and weight go through one array, so that fractional
# weights (shares of a neuron's input, as papers use them) make doubles of the ids: 720575940660219265 comes back as
# ...264. The seed is then no longer found among the neurons: it is never active, and its target is from the start.
# With whole weights ids and activity are right. (With pandas 3 the model stops, for that array is read-only.)
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" -q --disable-pip-version-check install navis==1.12.0 pandas==2.3.3

cat >"$work/finding.py" <<'PYTHON'
import navis
import pandas
from navis.models import BayesianTraversalModel

navis.set_pbars(hide=True)
SEED, SECOND, THIRD = 720575940660219265, 720575940660219393, 720575940660219521

for weights in [1, 1], [0.5, 0.25]:
    edges = pandas.DataFrame({"source": [SEED, SECOND], "target": [SECOND, THIRD], "weight": weights})
    result = BayesianTraversalModel(edges, seeds=[SEED], max_steps=3).run()
    print(end="\r")  # the model's progress is on the same line
    print("weights", *weights)
    for neuron, active in zip(result.node, result.cmf):
        print(neuron, "active by step 1, 2, 3:", *(f"{p:.2f}" for p in active))
PYTHON

cat >"$work/seen" <<'SEEN'
weights 1 1
720575940660219265 active by step 1, 2, 3: 1.00 1.00 1.00
720575940660219393 active by step 1, 2, 3: 0.00 1.00 1.00
720575940660219521 active by step 1, 2, 3: 0.00 0.00 1.00
weights 0.5 0.25
720575940660219264 active by step 1, 2, 3: 0.00 0.00 0.00
720575940660219392 active by step 1, 2, 3: 1.00 1.00 1.00
720575940660219520 active by step 1, 2, 3: 0.00 0.83 0.97
SEEN
"$work/venv/bin/python" "$work/finding.py" 2>"$work/log" | tr "\r" "\n" | grep -E "^(weights|7)" | tee "$work/now"
[ -s "$work/now" ] || cat "$work/log" >&2
diff "$work/seen" "$work/now" && echo "as seen before"
