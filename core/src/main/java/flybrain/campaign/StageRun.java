package flybrain.campaign;

import flybrain.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/// A stage of a campaign that was planned, of which a process runs some parts while others, also on
/// other machines, run other parts in the same folder.
///
/// Parts are files that appear when they are complete, and whoever runs a part writes the same
/// bytes; so a part may run twice, at the same time too, and one whose process was killed is
/// missing and runs again.
public final class StageRun implements AutoCloseable {
  private final Campaign campaign;
  private final CampaignProvenance provenance;
  private final List<PlannedExperiment> planned;
  private final Division division;
  private final PartsRun runs;
  private final CampaignStore store;

  /// @param planned all experiments of the stage
  /// @param store is closed with this
  StageRun(
      Campaign campaign,
      CampaignProvenance provenance,
      List<PlannedExperiment> planned,
      Division division,
      PartsRun runs,
      CampaignStore store) {
    this.campaign = campaign;
    this.provenance = provenance;
    this.planned = List.copyOf(planned);
    this.division = division;
    this.runs = runs;
    this.store = store;
  }

  /// All parts, by number.
  public List<Part> parts() {
    return division.parts();
  }

  /// The parts of a shard, by number; none if there are more shards than experiments.
  ///
  /// @throws IllegalArgumentException if the stage is divided into another number of shards
  public List<Part> parts(Shard shard) {
    if (shard.of() != division.shards()) {
      throw new IllegalArgumentException(
          "shard %s: there are %d".formatted(shard, division.shards()));
    }
    return division.of(shard.number());
  }

  /// The parts of some that are not there, or broken, at this moment; none when the campaign is
  /// finished. Reads all files of parts that are there.
  public List<Part> missing(List<Part> some) throws IOException {
    if (store.isFinished()) {
      return List.of();
    }
    PartCheck check = new PartCheck(store.root(), campaign, provenance);
    List<Part> missing = new ArrayList<>();
    for (Part part : some) {
      if (!check.fault(part).isEmpty()) {
        missing.add(part);
      }
    }
    return missing;
  }

  /// Runs the parts of some that are missing; one call at a time, which uses all threads.
  ///
  /// @param progress receives the steps of time simulated and left
  /// @throws java.io.InterruptedIOException if the thread is interrupted; parts that are complete
  ///   are kept
  public synchronized void run(List<Part> some, Progress progress) throws IOException {
    List<Part> missing = missing(some);
    int experiments = missing.stream().mapToInt(Part::experiments).sum();
    progress.stage("experiments");
    try {
      for (Part part : missing) {
        store.drop(part.first());
      }
      runs.run(store, Division.cut(missing, planned), runs.progress(progress, experiments));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /// Deletes what a part that was not finished has left.
  @Override
  public void close() throws IOException {
    runs.closeBrains();
    store.close();
  }
}
