package flybrain.live;

import flybrain.engine.Trial;
import java.lang.ref.Reference;
import java.lang.ref.SoftReference;
import org.jspecify.annotations.Nullable;

/// A moment from which a live brain can be simulated again: a copy of its trial, or none for the
/// beginning. From there on the changes that were made since are applied again, each before its
/// step.
final class Anchor {
  /// The moment before anything was simulated, of which no copy is needed.
  static final Anchor BEGINNING = new Anchor(null, null, 0, 0, null);

  private final @Nullable Trial firm;
  private final @Nullable Reference<Trial> soft;
  private final int step;
  private final int changes;
  private final @Nullable Anchor before;

  private Anchor(
      @Nullable Trial firm,
      @Nullable Reference<Trial> soft,
      int step,
      int changes,
      @Nullable Anchor before) {
    this.firm = firm;
    this.soft = soft;
    this.step = step;
    this.changes = changes;
    this.before = before;
  }

  /// A moment that stays.
  ///
  /// @param trial to be copied, never advanced
  /// @param changes how many were made before it
  static Anchor firm(Trial trial, int changes) {
    return new Anchor(trial, null, trial.step(), changes, null);
  }

  /// A moment that stays as long as there is memory for it.
  ///
  /// @param trial to be copied, never advanced
  /// @param changes how many were made before it
  /// @param before an earlier moment of the same trial, in case that it does not stay
  static Anchor soft(Trial trial, int changes, Anchor before) {
    return new Anchor(null, new SoftReference<>(trial), trial.step(), changes, before);
  }

  /// The trial as it was; null at the beginning, and where there was no memory for it.
  @Nullable Trial trial() {
    return soft == null ? firm : soft.get();
  }

  int step() {
    return step;
  }

  /// How many changes were made before it.
  int changes() {
    return changes;
  }

  /// An earlier moment; null for one that stays.
  @Nullable Anchor before() {
    return before;
  }

  /// The last moment that stays, this one or one before it.
  Anchor staying() {
    Anchor at = this;
    while (at.before != null) {
      at = at.before;
    }
    return at;
  }

  /// Lets go of the copy, if it need not stay.
  void letGo() {
    if (soft != null) {
      soft.clear();
    }
  }
}
