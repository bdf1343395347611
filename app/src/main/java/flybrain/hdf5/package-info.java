/// Writes HDF5 files: groups, datasets and attributes, of any size.
@NullMarked
package flybrain.hdf5;

import org.jspecify.annotations.NullMarked;
