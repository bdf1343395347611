package flybrain.experiment;

import flybrain.InputException;

/// The rule for names of a user's sets: whatever can be typed as a neuron reference.
final class SetName {
  private SetName() {}

  /// Returns the name, which a reference can distinguish from ids, files and lists.
  ///
  /// @throws InputException if it cannot
  static String check(String name) {
    boolean isWord = !name.isEmpty() && name.equals(name.strip()) && name.indexOf(',') < 0;
    boolean isName =
        isWord && !name.startsWith("@") && !NeuronReference.ROUNDED.matcher(name).matches();
    if (!isName || name.chars().anyMatch(Character::isISOControl)) {
      throw new InputException(
          "set name '%s': must not be empty, be a number, begin with @ or contain a comma"
              .formatted(name));
    }
    return name;
  }
}
