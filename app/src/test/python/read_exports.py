"""Reads what `flybrain export` made with the tools it is for, and compares every id and spike with
the spike file, which is read with pyarrow.

    python -m venv venv && venv/bin/pip install -r requirements.txt
    venv/bin/python read_exports.py FOLDER

The folder has spikes.parquet, a run with a time step of 0.1 ms; spikes-zstd.parquet, the same
compressed with zstd; and the exports of spikes.parquet beside it, `--to cytoscape` also with
`--out FOLDER/network`.
"""

import json
import shutil
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow.parquet as pq

FOLDER = Path(sys.argv[1])
TABLE = pq.read_table(FOLDER / "spikes.parquet")
METADATA = {key.decode(): value.decode() for key, value in TABLE.schema.metadata.items()}
T_RUN, N_RUN = float(METADATA["flybrain.t_run"]), int(METADATA["flybrain.n_run"])
STEPS = round(T_RUN * 10000)  # of a trial, at 0.1 ms


def expected():
    """Steps of the spikes by FlyWire id and trial."""
    columns = [TABLE.column(name).to_numpy() for name in ("flywire_id", "trial", "time_ms")]
    assert columns[0].dtype == np.int64
    spikes = {}
    for flywire_id, trial, time in zip(*columns):
        spikes.setdefault((int(flywire_id), int(trial)), []).append(round(time * 10))
    assert len(spikes) > 0
    return spikes


SPIKES = expected()
IDS = sorted({flywire_id for flywire_id, _ in SPIKES})
INDEX = dict(zip(TABLE.column("flywire_id").to_pylist(), TABLE.column("neuron_index").to_pylist()))
RATES = {
    i: sum(len(SPIKES.get((i, trial), [])) for trial in range(N_RUN)) / N_RUN / T_RUN for i in IDS
}


def nwb():
    import pynwb

    path = FOLDER / "spikes.nwb"
    errors = pynwb.validate(path=str(path))
    assert not errors, errors
    with pynwb.NWBHDF5IO(path, "r") as io:
        session = io.read()
        units, trials = session.units, session.trials
        starts, stops = trials["start_time"][:], trials["stop_time"][:]
        assert list(trials["trial"][:]) == list(range(N_RUN))
        assert np.array_equal(starts, np.arange(N_RUN) * T_RUN)
        assert np.array_equal(stops, np.arange(1, N_RUN + 1) * T_RUN)
        ids, indices = units["flywire_id"].data[:], units["neuron_index"].data[:]
        assert ids.dtype == np.int64 and ids.tolist() == IDS
        assert indices.tolist() == [INDEX[i] for i in IDS]
        assert units.resolution == 0.0001
        for unit, flywire_id in enumerate(IDS):
            times = units["spike_times"][unit]
            steps = [
                trial * STEPS + step
                for trial in range(N_RUN)
                for step in SPIKES.get((flywire_id, trial), [])
            ]
            # The doubles nearest to the decimal values, which a division gives.
            assert np.array_equal(times, np.array(steps) / 10000), flywire_id
            observed = units["obs_intervals"][unit]
            assert np.isclose(len(times) / np.diff(observed).sum(), RATES[flywire_id], rtol=1e-12)
        frame = units.to_dataframe()
        assert frame.flywire_id.dtype == np.int64
        notes = json.loads(session.notes)
        assert notes == METADATA
        assert session.source_script == METADATA["flybrain.experiment"]
    changed = shutil.copy(path, FOLDER / "changed.nwb")
    with pynwb.NWBHDF5IO(changed, "a") as io:  # it can be added to
        session = io.read()
        session.add_acquisition(pynwb.TimeSeries(name="more", data=[1.0], unit="V", timestamps=[0.0]))
        io.write(session)
    assert not pynwb.validate(path=str(changed))
    print(f"pynwb {pynwb.__version__}: {len(IDS)} units")


def sonata():
    import bluepysnap
    import libsonata

    folder = FOLDER / "spikes-sonata"
    nodes = libsonata.NodeStorage(str(folder / "nodes.h5")).open_population("neurons")
    ids = nodes.get_attribute("flywire_id", nodes.select_all())
    assert ids.dtype == np.int64
    for trial in range(N_RUN):
        population = libsonata.SpikeReader(str(folder / f"spikes_trial{trial}.h5"))["neurons"]
        assert population.sorting == "by_time" and population.time_units == "ms"
        spikes = population.get_dict()
        found = {}
        for node, time in zip(spikes["node_ids"].tolist(), spikes["timestamps"].tolist()):
            assert time == round(time * 10) / 10
            found.setdefault((int(ids[node]), trial), []).append(round(time * 10))
        assert found == {key: steps for key, steps in SPIKES.items() if key[1] == trial}
        simulation = bluepysnap.Simulation(str(folder / f"simulation_trial{trial}.json"))
        report = simulation.spikes["neurons"]
        seen = report.get()
        assert len(seen) == len(spikes["node_ids"])
        named = report.nodes.get(properties="flywire_id")
        assert named.dtype == np.int64
        assert sorted(set(named.loc[seen.unique()])) == sorted({i for i, _ in found})
    print(f"libsonata {libsonata.version}, bluepysnap {bluepysnap.__version__}: {N_RUN} trials")


def neo_and_elephant():
    import elephant
    import neo
    import quantities

    rows = pd.read_csv(FOLDER / "spikes-trains.csv", keep_default_na=False)
    assert rows.flywire_id.dtype == np.int64
    trains = [
        neo.SpikeTrain(np.array(row.times_ms.split(), float), units="ms", t_stop=row.t_stop_ms,
                       flywire_id=row.flywire_id, trial=row.trial)
        for row in rows.itertuples()
    ]
    assert len(trains) == len(IDS) * N_RUN
    for train in trains:
        key = (train.annotations["flywire_id"], train.annotations["trial"])
        assert train.magnitude.tolist() == [step / 10 for step in SPIKES.get(key, [])], key
    assert rows.neuron_index.tolist() == [INDEX[i] for i in rows.flywire_id]
    assert rows.spikes.tolist() == [len(train) for train in trains]
    some = [train for train in trains if train.annotations["flywire_id"] == IDS[0]]
    rate = np.mean([elephant.statistics.mean_firing_rate(t).rescale("Hz").item() for t in some])
    assert np.isclose(rate, RATES[IDS[0]], rtol=1e-12)
    counts = elephant.conversion.BinnedSpikeTrain(trains, bin_size=100 * quantities.ms)
    assert counts.get_num_of_spikes() == TABLE.num_rows
    print(f"neo {neo.__version__}, elephant {elephant.__version__}: {len(trains)} trains")


def cytoscape():
    import networkx

    graph = networkx.read_graphml(FOLDER / "spikes.graphml")
    assert isinstance(graph, networkx.DiGraph)
    assert list(graph) == [str(i) for i in IDS]
    for node, values in graph.nodes(data=True):
        assert values["flywire_id"] == node and values["neuron_index"] == INDEX[int(node)]
        assert np.isclose(values["rate_hz"], RATES[int(node)], rtol=1e-12)
    nodes = pd.read_csv(FOLDER / "network" / "nodes.csv", dtype={"flywire_id": str})
    edges = pd.read_csv(FOLDER / "network" / "edges.csv", dtype={"source": str, "target": str})
    assert nodes.flywire_id.tolist() == list(graph)
    assert len(edges) == graph.number_of_edges() > 0
    for edge in edges.itertuples():
        values = graph.edges[edge.source, edge.target]
        assert (values["synapses"], values["weight"]) == (edge.synapses, edge.weight)
        assert abs(edge.weight) == edge.synapses
        assert edge.interaction == ("inhibits" if edge.weight < 0 else "excites")
    print(f"networkx {networkx.__version__}: {len(nodes)} nodes, {len(edges)} edges")


def neuroglancer():
    info = json.loads((FOLDER / "spikes-neuroglancer" / "info").read_text())
    assert info["@type"] == "neuroglancer_segment_properties"
    ids = info["inline"]["ids"]
    assert ids == [str(i) for i in IDS]
    for known in info["inline"]["properties"]:
        assert len(known["values"]) == len(ids)
    rates = {known["id"]: known["values"] for known in info["inline"]["properties"]}["rate_hz"]
    assert rates == [float(np.float32(RATES[i])) for i in IDS]
    layer = json.loads((FOLDER / "spikes-neuroglancer" / "layer.json").read_text())
    assert layer["segments"] == ids and list(layer["segmentColors"]) == ids
    print(f"neuroglancer: {len(ids)} segments")


def zstd():
    import duckdb
    import fastparquet
    import polars

    path = str(FOLDER / "spikes-zstd.parquet")
    assert pq.ParquetFile(path).metadata.row_group(0).column(0).compression == "ZSTD"
    frames = {
        "duckdb": duckdb.sql(f"SELECT * FROM '{path}'").to_arrow_table(),
        "polars": polars.read_parquet(path).to_arrow(),
    }
    names = [name for name in TABLE.column_names if name != "exp_name"]
    for tool, frame in frames.items():
        for name in names:
            values = frame.column(name)
            assert values.type == TABLE.schema.field(name).type, (tool, name)
            assert values.to_pylist() == TABLE.column(name).to_pylist(), (tool, name)
    frame = fastparquet.ParquetFile(path).to_pandas()
    for name in names:
        assert np.array_equal(frame[name].to_numpy(), TABLE.column(name).to_numpy()), name
    print(
        f"duckdb {duckdb.__version__}, polars {polars.__version__}, "
        f"fastparquet {fastparquet.__version__}: {TABLE.num_rows} spikes in zstd"
    )


for check in (nwb, sonata, neo_and_elephant, cytoscape, neuroglancer, zstd):
    check()
