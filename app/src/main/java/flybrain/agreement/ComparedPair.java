package flybrain.agreement;

import flybrain.results.BackendName;

/// Two backends whose runs in a round are compared.
///
/// @param label of the run, empty for none
/// @param round counted from 1
public record ComparedPair(
    String label, int round, BackendName reference, BackendName comparison) {}
