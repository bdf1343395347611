"""A golden case: a network, its input events, the parameters it changes, and the spikes Brian2 gives for them."""

import csv
import gzip
import io
import json
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

GOLDENS = Path(__file__).parent / "goldens"

# The parameters of Shiu et al., Nature 2024 (doi 10.1038/s41586-024-07763-9), in mV and ms; f_poi has no unit.
DEFAULTS = {
    "v0": -52.0,
    "v_reset": -52.0,
    "v_th": -45.0,
    "tau_m": 20.0,
    "tau_g": 5.0,
    "t_ref": 2.2,
    "delay": 1.8,
    "w_syn": 0.275,
    "f_poi": 250.0,
    "dt": 0.1,
}


@dataclass
class Case:
    """One network and one input. Neurons are indices 0 .. neurons - 1, times are steps of dt.

    `exposes` names the mistakes (mistakes.py) that must give other spikes; only cases built for a rule have any.
    """

    name: str
    rule: str
    neurons: int
    steps: int
    pre: np.ndarray
    post: np.ndarray
    weight: np.ndarray
    input_step: np.ndarray
    input_neuron: np.ndarray
    parameters: dict = field(default_factory=dict)
    rate_0: list = field(default_factory=list)
    silenced: list = field(default_factory=list)
    silence_mode: str = "outgoing"
    seed: int | None = None
    exposes: list = field(default_factory=list)

    @property
    def driven(self):
        """The neurons whose refractory period is 0: those with input events, and those driven at rate 0."""
        return np.unique(np.concatenate([self.input_neuron, np.asarray(self.rate_0, dtype=np.int64)]))

    def parameter(self, name):
        """The value of a parameter in this case, in mV or ms."""
        return self.parameters.get(name, DEFAULTS[name])

    def conducting(self):
        """A mask over the connections: False where silencing has taken the connection away."""
        keep = ~np.isin(self.pre, self.silenced)
        if self.silence_mode == "both":
            keep &= ~np.isin(self.post, self.silenced)
        return keep

    def write(self, spikes, brian2_version, folder=GOLDENS):
        """Writes the case and its spikes, an array of (step, neuron), as one folder of small files."""
        target = Path(folder) / self.name
        target.mkdir(parents=True, exist_ok=True)
        write_csv(target / "connectivity.csv.gz", "pre,post,weight", self.pre, self.post, self.weight)
        order = np.lexsort((self.input_neuron, self.input_step))
        write_csv(target / "input.csv.gz", "step,neuron_index", self.input_step[order], self.input_neuron[order])
        write_csv(target / "driven.csv.gz", "neuron_index", self.driven)
        write_csv(target / "spikes.csv.gz", "step,neuron_index", spikes[:, 0], spikes[:, 1])
        about = {
            "name": self.name,
            "rule": self.rule,
            "neurons": self.neurons,
            "steps": self.steps,
            "parameters": self.parameters,
            "silenced": self.silenced,
            "silence_mode": self.silence_mode,
            "seed": self.seed,
            "exposes": self.exposes,
            "spikes": len(spikes),
            "brian2": brian2_version,
        }
        lines = [f"  {json.dumps(key)}: {json.dumps(value)}" for key, value in about.items()]
        (target / "case.json").write_text("{\n" + ",\n".join(lines) + "\n}\n")

    @staticmethod
    def read(target):
        """Reads a case folder: the case and its golden spikes, an array of (step, neuron)."""
        about = json.loads((target / "case.json").read_text())
        pre, post, weight = read_csv(target / "connectivity.csv.gz", 3)
        input_step, input_neuron = read_csv(target / "input.csv.gz", 2)
        (driven,) = read_csv(target / "driven.csv.gz", 1)
        case = Case(
            name=about["name"],
            rule=about["rule"],
            neurons=about["neurons"],
            steps=about["steps"],
            pre=pre,
            post=post,
            weight=weight,
            input_step=input_step,
            input_neuron=input_neuron,
            parameters=about["parameters"],
            rate_0=np.setdiff1d(driven, input_neuron).tolist(),
            silenced=about["silenced"],
            silence_mode=about["silence_mode"],
            seed=about["seed"],
            exposes=about["exposes"],
        )
        return case, np.column_stack(read_csv(target / "spikes.csv.gz", 2))


def write_csv(path, header, *columns):
    """Writes integer columns as CSV, gzipped when the name says so, with the same bytes every time."""
    text = io.StringIO()
    text.write(header + "\n")
    csv.writer(text, lineterminator="\n").writerows(zip(*(column.tolist() for column in columns)))
    data = text.getvalue().encode()
    Path(path).write_bytes(gzip.compress(data, 9, mtime=0) if str(path).endswith(".gz") else data)


def read_csv(path, columns):
    """Reads integer columns under one line of header; the file may be gzipped."""
    opener = gzip.open if str(path).endswith(".gz") else open
    with opener(path, "rt") as file:
        header = next(file)
        if header.count(",") != columns - 1:
            raise SystemExit(f"{path}: header '{header.strip()}' has not {columns} columns")
        values = np.array([line.split(",") for line in file.read().split()], dtype=np.int64)
    return values.reshape(-1, columns).T
