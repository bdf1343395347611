package flybrain.external;

import java.util.List;

/// The packages of an environment.
///
/// @param framework the framework's name on PyPI
/// @param pythons the versions of Python that there are pinned packages for, oldest first
/// @param download how much pip downloads, such as `30 MB`
record Packages(String framework, List<String> pythons, String download) {
  Packages {
    pythons = List.copyOf(pythons);
  }
}
