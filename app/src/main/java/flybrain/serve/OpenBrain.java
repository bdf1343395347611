package flybrain.serve;

import flybrain.connectome.Connectome;
import flybrain.connectome.ConnectomeSource;
import flybrain.laboratory.Laboratory;
import java.util.List;

/// A connectome that is open, shared by all handles that name the same files.
///
/// @param notices what was to say when it was opened, one line each
record OpenBrain(Laboratory laboratory, ConnectomeSource source, List<String> notices) {
  Connectome connectome() {
    return laboratory.brain();
  }
}
