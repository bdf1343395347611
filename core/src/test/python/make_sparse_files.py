"""Makes the matrices that SparseExportTest is held to, with SciPy.

    venv/bin/python make_sparse_files.py ../resources/flybrain/connectome
"""

import sys
from pathlib import Path

import numpy as np
import scipy.sparse as sp

OUT = Path(sys.argv[1])
# Five neurons; the connections of make_fixtures.py, by presynaptic row and postsynaptic column.
ROWS = [(0, 1, -7), (0, 4, -2), (1, 0, 5), (1, 1, 1), (1, 3, 40), (4, 0, 2405), (4, 2, 3)]
row, col, data = np.array(ROWS, dtype=np.int32).T
coo = sp.coo_matrix((data, (row, col)), shape=(5, 5))
sp.save_npz(OUT / "weight_coo.npz", coo)
sp.save_npz(OUT / "weight_csr.npz", coo.tocsr())
