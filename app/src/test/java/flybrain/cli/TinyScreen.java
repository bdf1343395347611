package flybrain.cli;

/// A campaign on [TinyBrain] in two steps, of which the second takes its neurons from the first.
final class TinyScreen {
  private TinyScreen() {}

  /// The text of its file.
  ///
  /// @param ofSilence more lines of the second step, each with its line break
  static String text(int trials, String ofSilence) {
    return """
    t_run = 0.5
    n_run = %d
    read_out = [33]
    drive = { neurons = [11], rate = 100 }
    [[step]]
    name = "dose"
    rates = [0, 50, 200]
    [[step]]
    name = "silence"
    %ssilence_each = { most_active = 2, of = "dose", at = 200 }
    """
        .formatted(trials, ofSilence);
  }
}
