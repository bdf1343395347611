"""Makes the tables of this folder as their sources write them, and expected.csv: what pandas itself finds in them. Run it in this folder.

pandas 3.1.1, pyarrow 26.0.1. Columns as in the Codex (FAFB v783), flywire_annotations, MaleCNS and BANC; the values are made up.
"""

import pandas as pd

IDS = [720575940660219265, 720575940660219266, 720575940660219300, 720575940621039145]
ABSENT = 720575940600000000
expected = []


def expect(dataset, table, id_column, columns):
    """The first value that is there of each neuron, by pandas."""
    ids = table[id_column].astype("string")
    for ours, theirs in columns.items():
        first = table.assign(id=ids).dropna(subset=[theirs]).drop_duplicates("id").set_index("id")[theirs]
        for neuron in first.index:
            expected.append((dataset, neuron, ours, str(first[neuron])))


def csv(name, table):
    table.to_csv(name + ".csv.gz", index=False)


classification = pd.DataFrame({
    "root_id": IDS + [ABSENT],
    "flow": ["intrinsic", "intrinsic", "efferent", "afferent", "intrinsic"],
    "super_class": ["visual_projection", "visual_projection", "descending", "sensory", "optic"],
    "class": [None, "ME.LO", None, "gustatory", "x"],
    "sub_class": [None, None, "pars, \"quoted\"", "labellar", "x"],
    "hemilineage": ["VPNp&v1_posterior", None, "putative_primary", None, "x"],
    "side": ["left", "right", "center", "left", "x"],
    "nerve": [None, None, "CV", "MxLbN", "x"],
})
csv("classification", classification)
expect("codex", classification, "root_id", {c: c for c in ["flow", "super_class", "class", "sub_class", "hemilineage", "side", "nerve"]})

types = pd.DataFrame({
    "root_id": [IDS[1], IDS[0], IDS[2]],
    "primary_type": ["LC4", "LPLC2", "DNp01"],
    "additional_type(s)": [None, "LPLC2a,LPLC2b", None],
})
csv("consolidated_cell_types", types)
expect("codex", types, "root_id", {"type": "primary_type", "additional_type(s)": "additional_type(s)"})

neurons = pd.DataFrame({
    "root_id": IDS,
    "group": ["LO.PVLP", "LO.PVLP", "GNG", "GNG"],
    "nt_type": ["ACH", "ACH", None, "GABA"],
    "nt_type_score": [0.62, 1.0, 0.0, 0.5],
})
csv("neurons", neurons)
expect("codex", neurons, "root_id", {"transmitter": "nt_type", "group": "group"})

coordinates = pd.DataFrame({
    "root_id": [IDS[0], IDS[0], IDS[3]],
    "position": ["[412344 118236   2680]", "[1 2 3]", "[ 99 100 101]"],
    "supervoxel_id": [78112261444987077, 78112261444987078, 78112261444987079],
})
csv("coordinates", coordinates)
xyz = coordinates["position"].str.extract(r"(\d+)\s+(\d+)\s+(\d+)")
expect("codex", coordinates.assign(x=xyz[0], y=xyz[1], z=xyz[2]), "root_id", {"x": "x", "y": "y", "z": "z", "supervoxel_id": "supervoxel_id"})

names = pd.DataFrame({"root_id": IDS[:2], "name": ["LO.PVLP.1", "LO.PVLP.2"], "group": ["LO.PVLP", "LO.PVLP"]})
csv("names", names)
expect("codex", names, "root_id", {"name": "name"})

annotations = pd.DataFrame({
    "supervoxel_id": [78112261444987077, 78112261444987078, 78112261444987079],
    "root_id": IDS[:3],
    "pos_x": [1.5, None, 3.0],
    "side": ["left", "right", None],
    "super_class": ["visual_projection", None, "descending"],
    "cell_class": [None, "ME", None],
    "cell_type": ["LPLC2", "LC4", "DNp01"],
    "top_nt": ["acetylcholine", None, "gaba"],
    "ito_lee_hemilineage": [None, None, "putative"],
})
annotations.to_csv("neuron_annotations.tsv", sep="\t", index=False)
expect("tsv", annotations, "root_id", {"side": "side", "super_class": "super_class", "class": "cell_class", "type": "cell_type", "transmitter": "top_nt", "hemilineage": "ito_lee_hemilineage", "supervoxel_id": "supervoxel_id"})

bodies = pd.DataFrame({
    "bodyId": pd.array([10001, 10002, 10003, 10004], dtype="uint64"),
    "status": pd.Categorical(["Traced", "Traced", "Orphan", None]),
    "superclass": pd.Categorical(["visual_projection", "descending_neuron", None, None]),
    "class": ["LC", None, None, None],
    "type": ["LC4", "DNp01", None, None],
    "instance": ["LC4_L", "DNp01_R", None, None],
    "somaSide": pd.Categorical(["L", "R", None, "M"]),
    "flywireType": ["LC4", "DNp01", None, None],
    "size": [1.5, None, 2.0, 3.0],
    "traced": [True, False, True, False],
})
bodies.to_feather("male-body-annotations.feather", compression="lz4")
words = bodies.assign(side=bodies["somaSide"].map({"L": "left", "R": "right", "M": "center"}))
expect("male", words, "bodyId", {"super_class": "superclass", "class": "class", "type": "type", "name": "instance", "side": "side", "flywireType": "flywireType", "status": "status"})

transmitters = pd.DataFrame({
    "body": pd.array([10002, 10001, 99999], dtype="uint64"),
    "predicted_nt": ["glutamate", "acetylcholine", "gaba"],
    "predicted_nt_confidence": [0.4, 0.9, 0.8],
    "consensus_nt": ["acetylcholine", None, "gaba"],
})
transmitters.to_feather("male-body-neurotransmitters.feather", compression="zstd")
expect("male", transmitters[transmitters["body"] != 99999], "body", {"transmitter": "consensus_nt", "predicted_nt": "predicted_nt"})

banc = pd.DataFrame({
    "root_888": [str(i) for i in IDS],
    "proofread": [True, True, False, True],
    "cell_type": ["LC4", None, "DNp01", "MN9"],
    "super_class": pd.Categorical(["visual_projection", "optic", None, "motor"]),
    "side": ["left", "right", "left", None],
    "neurotransmitter_predicted": ["acetylcholine", None, "acetylcholine", "acetylcholine"],
})
banc.to_feather("banc-meta.feather")
expect("banc", banc, "root_888", {"type": "cell_type", "super_class": "super_class", "side": "side", "transmitter": "neurotransmitter_predicted"})
banc.astype({"super_class": "string"}).drop(columns="proofread").to_parquet("banc-meta.parquet", index=False)

# The broken ones: ids as floats, no column of ids, cut off.
classification.assign(root_id=classification["root_id"].astype("float64")).to_csv("float-ids.csv.gz", index=False)
bodies.assign(bodyId=[7.2e17, 1.0, 2.0, None]).to_feather("float-ids.feather")
classification.drop(columns="root_id").to_csv("no-ids.csv", index=False)
for name, cut in [("classification.csv.gz", "cut.csv.gz"), ("banc-meta.feather", "cut.feather"), ("banc-meta.parquet", "cut.parquet")]:
    with open(name, "rb") as whole, open(cut, "wb") as part:
        part.write(whole.read()[:-40])

pd.DataFrame(expected, columns=["dataset", "id", "column", "value"]).query(f"id != '{ABSENT}'").to_csv("expected.csv", index=False)
