package io.ablate4j.train;

import io.ablate4j.data.DataFolders;
import io.ablate4j.data.DataPool;
import io.ablate4j.data.DataSplit;
import io.ablate4j.data.DatasetSpec;
import io.ablate4j.data.Datasets;
import io.ablate4j.data.Noise;
import io.ablate4j.data.Splitter;
import io.ablate4j.plan.Trial;

/**
 * The data of the trial before, kept for the next one: plans go seed by seed, so that a split is
 * usually used many times in a row.
 */
public final class DatasetCache {
  private final Datasets datasets;
  private final DataFolders folders;
  private DatasetSpec openSpec;
  private DataPool pool;
  private Drawn drawn;
  private DataSplit split;

  /** Empty. */
  public DatasetCache(Datasets datasets, DataFolders folders) {
    this.datasets = datasets;
    this.folders = folders;
  }

  /**
   * What the trial trains, validates and tests on.
   *
   * @throws io.ablate4j.problem.ProblemsException if the data cannot be read
   * @throws IllegalStateException if they are no longer those the trial was planned with
   */
  DataSplit split(Trial trial) {
    if (!isOfTheSamePool(trial.dataset())) {
      pool = datasets.get(trial.dataset().source()).open(trial.dataset(), folders);
      openSpec = trial.dataset();
    }
    if (!pool.checksum().equals(trial.dataChecksum())) {
      throw new IllegalStateException(
          "the data of "
              + trial.dataset().source()
              + " have changed since the study was planned (checksum "
              + pool.checksum()
              + ", planned "
              + trial.dataChecksum()
              + ")");
    }
    Drawn wanted = new Drawn(trial.dataset(), trial.settings().noise(), trial.seed());
    if (!wanted.equals(drawn)) {
      split =
          wanted.noise().addedTo(Splitter.split(pool, trial.dataset(), trial.seed()), trial.seed());
      drawn = wanted;
    }
    return split;
  }

  /** How many examples a trial draws from it makes a pool no other one. */
  private boolean isOfTheSamePool(DatasetSpec spec) {
    return openSpec != null
        && spec.source().equals(openSpec.source())
        && spec.options().equals(openSpec.options());
  }

  private record Drawn(DatasetSpec spec, Noise noise, long seed) {}
}
