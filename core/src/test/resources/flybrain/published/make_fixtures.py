"""Makes small files of the forms in which connectomes are published, and the connections that they must give.

Run it in this folder: it writes a folder for each form and in each expected.csv, which pandas computes from the files, by
itself. Ids, columns and traps are as in the sources: several rows a pair, one for each neuropil; ids as text; rows of neurons
that are not proofread; transmitters in another table; no header. pandas 3.1.1, pyarrow 26.0.1.
"""

import random
from pathlib import Path

import pandas as pd

ROOT = 720575940600000000
ACROSS = ["ACH", "GABA", "GLUT", "DA", "SER", "OCT"]
NAMES = ["acetylcholine", "gaba", "glutamate", "dopamine", "serotonin", "octopamine"]
SIGNS = {"ACH": 1, "GABA": -1, "GLUT": -1, "DA": 1, "SER": 1, "OCT": 1}
SIGNS |= {name: SIGNS[key] for key, name in zip(ACROSS, NAMES)}


def rows(random, ids, neuropils=3):
    """Pairs with some synapses in some neuropils, 1 to 9 in each."""
    pairs = {(random.choice(ids), random.choice(ids)) for _ in range(60)}
    for pre, post in sorted(pairs):
        for neuropil in random.sample(["AL_R", "GNG", "LO_L", "FB", "MB_CA_R"], random.randint(1, neuropils)):
            yield pre, post, neuropil, random.randint(1, 9)


def expected(folder, table, least=1):
    """The connections of a table of pre, post and signed synapses: added up, without pairs of fewer synapses than the least."""
    pairs = table.assign(synapses=table.weight.abs()).groupby(["pre", "post"], as_index=False).sum()
    pairs = pairs[pairs.synapses >= least].sort_values(["pre", "post"])
    pairs[["pre", "post", "weight"]].astype("int64").to_csv(folder / "expected.csv", index=False)


def make(name):
    folder = Path(name)
    folder.mkdir(exist_ok=True)
    return folder, random.Random(name)


def codex(name, least=1, header=True, file="connections_princeton.csv.gz"):
    folder, draw = make(name)
    ids = [ROOT + draw.randrange(10**8) for _ in range(12)]
    transmitters = {each: draw.choice(ACROSS) for each in ids}
    table = pd.DataFrame(rows(draw, ids), columns=["pre_root_id", "post_root_id", "neuropil", "syn_count"])
    table["nt_type"] = table.pre_root_id.map(transmitters)
    table.to_csv(folder / file, index=False, header=header, compression={"method": "gzip", "mtime": 1})
    scores = pd.DataFrame({"root_id": sorted(ids), "group": "GNG", "nt_type": [transmitters[i] for i in sorted(ids)], "nt_type_score": 0.9})
    scores.to_csv(folder / "neurons.csv.gz", index=False, compression={"method": "gzip", "mtime": 1})
    weight = table.syn_count * table.nt_type.map(SIGNS)
    expected(folder, pd.DataFrame({"pre": table.pre_root_id, "post": table.post_root_id, "weight": weight}), least)


def cave():
    folder, draw = make("cave")
    ids = [ROOT + draw.randrange(10**8) for _ in range(12)]
    table = pd.DataFrame(rows(draw, ids), columns=["pre_pt_root_id", "post_pt_root_id", "neuropil", "syn_count"])
    scores = ["gaba_avg", "ach_avg", "glut_avg", "oct_avg", "ser_avg", "da_avg"]
    for score in scores:
        table[score] = [draw.random() for _ in range(len(table))]
    table.to_feather(folder / "proofread_connections_783.feather")
    largest = table[scores].idxmax(axis=1).str.removesuffix("_avg").str.upper()
    expected(folder, pd.DataFrame({"pre": table.pre_pt_root_id, "post": table.post_pt_root_id, "weight": table.syn_count * largest.map(SIGNS)}))


def male():
    folder, draw = make("malecns")
    ids = sorted(draw.sample(range(10_000, 900_000), 14))
    neurons = pd.DataFrame({"bodyId": ids, "status": ["Traced"] * 12 + ["Orphan", None], "superclass": ["vnc_motor", None] + ["ol_intrinsic"] * 11 + [None]})
    neurons["type"] = ["MN9"] + [None] * 13
    neurons["somaSide"] = draw.choices(["L", "R", None], k=14)
    neurons.to_feather(folder / "body-annotations-male-cns-v1.0.feather")
    known = ids[:11]
    nt = pd.DataFrame({"body": known, "cell_type": "x", "predicted_nt": draw.choices(NAMES, k=11), "predicted_nt_confidence": 0.5})
    nt["consensus_nt"] = draw.choices(NAMES, k=9) + ["unclear", "histamine"]
    nt.to_feather(folder / "body-neurotransmitters-male-cns-v1.0.feather", compression="zstd")
    edges = pd.DataFrame(((pre, post, count) for pre, post, _, count in rows(draw, ids, 1)), columns=["body_pre", "body_post", "weight"])
    edges["type_pre"] = "t"
    edges["type_post"] = "u"
    edges.to_feather(folder / "connectome-weights-male-cns-v1.0-minconf-0.5-traced-only.feather")
    chosen = set(neurons.bodyId[neurons.superclass.notna()])
    signs = nt.set_index("body").consensus_nt.map(SIGNS)
    edges = edges[edges.body_pre.isin(chosen) & edges.body_post.isin(chosen)]
    sign = edges.body_pre.map(signs)
    expected(folder, pd.DataFrame({"pre": edges.body_pre, "post": edges.body_post, "weight": edges.weight * sign})[sign.notna()])


def banc():
    folder, draw = make("banc")
    ids = [str(ROOT + draw.randrange(10**8)) for _ in range(12)]
    meta = pd.DataFrame({"banc_888_id": ids, "proofread": [True] * 10 + [False] * 2, "super_class": "central_brain_intrinsic"})
    meta["neurotransmitter_predicted"] = draw.choices(NAMES, k=11) + [None]
    meta.to_feather(folder / "banc_888_meta.feather")
    edges = pd.DataFrame(((pre, post, count) for pre, post, _, count in rows(draw, ids, 1)), columns=["pre", "post", "count"])
    edges["norm"] = edges["count"] / 100
    edges["pre_count"] = edges["post_count"] = 100
    edges.to_feather(folder / "banc_888_edgelist_simple_v2.feather", compression="zstd")
    chosen = set(meta.banc_888_id[meta.proofread])
    edges = edges[edges.pre.isin(chosen) & edges.post.isin(chosen)]
    sign = edges.pre.map(meta.set_index("banc_888_id").neurotransmitter_predicted.map(SIGNS))
    table = pd.DataFrame({"pre": edges.pre.astype("int64"), "post": edges.post.astype("int64"), "weight": edges["count"] * sign})
    expected(folder, table)


def hemibrain():
    folder, draw = make("hemibrain")
    ids = sorted(draw.sample(range(200_000_000, 5_900_000_000), 12))
    neurons = pd.DataFrame({"bodyId": ids, "type": "t", "instance": "t_R"})
    neurons.to_csv(folder / "traced-neurons.csv", index=False)
    edges = pd.DataFrame(((pre, post, count) for pre, post, _, count in rows(draw, ids, 1)), columns=["bodyId_pre", "bodyId_post", "weight"])
    edges.to_csv(folder / "traced-total-connections.csv", index=False)
    nt = pd.DataFrame({"body": ids, "predicted_nt": draw.choices(NAMES, k=12)})
    nt.to_feather(folder / "hemibrain-neurotransmitters.feather")
    sign = edges.bodyId_pre.map(nt.set_index("body").predicted_nt.map(SIGNS))
    expected(folder, pd.DataFrame({"pre": edges.bodyId_pre, "post": edges.bodyId_post, "weight": edges.weight * sign}))


def manc():
    folder, draw = make("manc")
    ids = sorted(draw.sample(range(10_000, 200_000), 12))
    meta = pd.DataFrame({"bodyid": ids, "class": "intrinsic neuron", "predicted_nt": draw.choices(NAMES[:3], k=12)})
    meta.to_feather(folder / "manc_121_meta.feather")
    edges = pd.DataFrame(((pre, post, count) for pre, post, _, count in rows(draw, ids, 1)), columns=["pre", "post", "count"])
    edges["norm"] = 0.5
    edges["total_input"] = 200
    edges.to_feather(folder / "manc_121_simple_edgelist.feather")
    sign = edges.pre.map(meta.set_index("bodyid").predicted_nt.map(SIGNS))
    expected(folder, pd.DataFrame({"pre": edges.pre, "post": edges.post, "weight": edges["count"] * sign}))


codex("codex")
codex("codex-no-threshold", least=5, file="connections_no_threshold.csv.gz")
codex("codex-no-header", header=False, file="connections_no_threshold.csv.gz")
cave()
male()
banc()
hemibrain()
manc()
