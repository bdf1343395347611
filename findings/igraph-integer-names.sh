#!/usr/bin/env bash
# igraph: integer names of vertices do not survive the formats that it writes, with one exception.
#
# Expected: a graph whose vertices are named by FlyWire root ids (Python integers) comes back with those names.
# Seen with igraph 1.0.0: GraphML and GML bring back doubles, so that two neurons get one name; Pajek brings back
# the text of that double; NCOL and LGL (with a warning) the numbers of the vertices; only its pickle keeps them.
# Names that are text are kept by all of them.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" -q --disable-pip-version-check install igraph==1.0.0

cat >"$work/finding.py" <<'PYTHON'
import sys
import warnings

import igraph

warnings.simplefilter("ignore")
NEURONS = [720575940660219265, 720575940660219300]


def names_after(form, names):
    graph = igraph.Graph(n=2, edges=[(0, 1)], directed=True)
    graph.vs["name"] = names
    file = f"{sys.argv[1]}/graph.{form}"
    graph.write(file, format=form)
    return igraph.Graph.Read(file, format=form).vs["name"]


for form in ["graphml", "gml", "pajek", "ncol", "lgl", "picklez"]:
    print(f"{form}, integers:", *names_after(form, NEURONS))
print("graphml, text:", *names_after("graphml", [str(neuron) for neuron in NEURONS]))
PYTHON

cat >"$work/seen" <<'SEEN'
graphml, integers: 7.20575940660219e+17 7.20575940660219e+17
gml, integers: 7.20575940660219e+17 7.20575940660219e+17
pajek, integers: 7.20575940660219e+17 7.20575940660219e+17
ncol, integers: 0 1
lgl, integers: 0 1
picklez, integers: 720575940660219265 720575940660219300
graphml, text: 720575940660219265 720575940660219300
SEEN
"$work/venv/bin/python" "$work/finding.py" "$work" | tee "$work/now"
diff "$work/seen" "$work/now" && echo "as seen before"
