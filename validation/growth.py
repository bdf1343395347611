"""Time and memory of the engine `event` over the size of the brain and over activity: a table, fitted exponents and a picture.

Random brains of 10 thousand to 1.4 million neurons, with as many connections a neuron as v783 has (109), are driven for a tenth of a second;
a share of the neurons gets 100 Hz. Needs the benchmarks (mvn -q package -DskipTests), and 6 GB of memory for the largest brain.

  growth docs/images/growth.png
"""

import argparse
import subprocess
from pathlib import Path

import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as pyplot
import numpy as np

ROOT = Path(__file__).resolve().parent.parent
BENCHMARKS = ROOT / "bench" / "target" / "benchmarks.jar"
COLUMNS = ["neurons", "connections", "driven", "spikes", "first_ms", "trial_ms", "memory_mb"]

# Okabe and Ito: colours that colour-blind people can distinguish.
COLOURS = ["#0072B2", "#D55E00", "#009E73", "#CC79A7"]


def measured(neurons, shares):
    """The rows of Growth for one size of brain."""
    find = f'. "{ROOT}/scripts/jdk25.sh" && find_jdk25 && echo "$JDK25"'
    jdk = subprocess.run(["bash", "-c", find], check=True, capture_output=True, text=True).stdout.strip()
    command = [f"{jdk}/bin/java", "-XX:+UseSerialGC", "-Xmx7g", "-cp", BENCHMARKS, "flybrain.benchmarks.Growth", neurons, *shares]
    printed = subprocess.run(list(map(str, command)), check=True, stdout=subprocess.PIPE, text=True).stdout
    return [list(map(float, line.split(","))) for line in printed.split()]


def exponent(x, y):
    """The power of x that y grows with: the slope of a line through the logarithms."""
    return np.polyfit(np.log(x), np.log(y), 1)[0]


def table(rows):
    """Lines of a Markdown table."""
    yield "| neurons | connections | driven | spikes | first trial | later trials | memory |"
    yield "|---|---|---|---|---|---|---|"
    for row in rows:
        n, connections, driven, spikes, first, trial, memory = row
        yield f"| {n:,.0f} | {connections:,.0f} | {driven:,.0f} | {spikes:,.0f} | {first:,.1f} ms | {trial:,.2f} ms | {memory:,.0f} MB |"


def draw(rows, shares, path):
    """Draws time over neurons, time over spikes and memory over neurons, each with its exponent."""
    figure, axes = pyplot.subplots(1, 3, figsize=(12, 4), dpi=150, layout="constrained")
    for share, colour in zip(shares, COLOURS, strict=False):
        some = rows[rows[:, 2] == np.maximum(1, rows[:, 0] // 1000 * share)]
        name = f"{share / 10:g} % driven"
        axes[0].loglog(some[:, 0], some[:, 5], "o-", color=colour, label=f"{name}: n^{exponent(some[:, 0], some[:, 5]):.2f}")
    for neurons, colour in zip(np.unique(rows[:, 0])[-2:], COLOURS, strict=False):
        some = rows[rows[:, 0] == neurons]
        label = f"{neurons:,.0f} neurons: s^{exponent(some[:, 3], some[:, 5]):.2f}"
        axes[1].loglog(some[:, 3], some[:, 5], "o-", color=colour, label=label)
    sizes = np.unique(rows[:, 0])
    memory = [rows[rows[:, 0] == n][:, 6].max() for n in sizes]
    axes[2].loglog(sizes, memory, "o-", color=COLOURS[0], label=f"n^{exponent(sizes, memory):.2f}")
    for axis, x, y in zip(axes, ["neurons", "spikes in 0.1 s", "neurons"], ["ms a trial of 0.1 s", "ms a trial of 0.1 s", "MB"], strict=True):
        axis.set(xlabel=x, ylabel=y)
        axis.legend(frameon=False, fontsize=8)
        axis.spines[["top", "right"]].set_visible(False)
    figure.savefig(path)


def main():
    parser = argparse.ArgumentParser(prog="growth", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("picture", type=Path, help="PNG or SVG to write")
    parser.add_argument("--neurons", type=int, nargs="+", default=[10_000, 44_000, 139_000, 440_000, 1_400_000], help="sizes of brains")
    parser.add_argument("--driven", type=int, nargs="+", default=[1, 10, 100], help="per mille of neurons that are driven (default: 1 10 100)")
    arguments = parser.parse_args()
    if not BENCHMARKS.exists():
        parser.error(f"{BENCHMARKS}: missing; build it with: mvn -q package -DskipTests")
    if len(arguments.neurons) < 2 or len(arguments.driven) < 2 or min(arguments.neurons) < 1000:
        parser.error("--neurons and --driven: at least two each, and brains of at least 1,000 neurons, to fit exponents")
    rows = []
    for neurons in sorted(arguments.neurons):
        rows += measured(neurons, sorted(arguments.driven))
    print("\n".join(table(rows)))
    draw(np.array(rows), sorted(arguments.driven), arguments.picture)


if __name__ == "__main__":
    main()
