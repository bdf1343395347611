package flybrain.campaign;

import flybrain.InputException;
import flybrain.connectome.Connectome;
import java.io.IOException;

/// Opens the connectomes that a campaign names beside its own.
@FunctionalInterface
public interface BrainSource {
  /// Has no other connectome.
  BrainSource NONE =
      name -> {
        throw new InputException("connectome '%s': cannot be opened here".formatted(name));
      };

  /// Opens a connectome.
  ///
  /// @param nameOrFolder as for `--connectome`; never empty
  /// @throws InputException if there is none
  /// @throws IOException if its files cannot be read
  Connectome open(String nameOrFolder) throws IOException;
}
