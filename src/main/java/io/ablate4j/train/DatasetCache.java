package io.ablate4j.train;

import io.ablate4j.data.DataFolders;
import io.ablate4j.data.DataPool;
import io.ablate4j.data.DataSplit;
import io.ablate4j.data.DatasetSpec;
import io.ablate4j.data.Datasets;
import io.ablate4j.data.Noise;
import io.ablate4j.data.Splitter;
import io.ablate4j.plan.Trial;
import java.lang.ref.SoftReference;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;

/**
 * The data of trials before, kept for the next ones: plans go seed by seed, so that a split is
 * usually used many times in a row, and cells of several data sets take turns inside a seed. Each
 * pool has its last split; what memory has no room for is read again.
 */
public final class DatasetCache {
  private final Datasets datasets;
  private final DataFolders folders;
  private final Map<PoolId, SoftReference<Open>> pools = new HashMap<>();

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
    Open open = open(trial.dataset());
    if (!open.pool.checksum().equals(trial.dataChecksum())) {
      throw new IllegalStateException(
          "the data of "
              + trial.dataset().source()
              + " have changed since the study was planned (checksum "
              + open.pool.checksum()
              + ", planned "
              + trial.dataChecksum()
              + ")");
    }
    Drawn wanted = new Drawn(trial.dataset(), trial.settings().noise(), trial.seed());
    if (!wanted.equals(open.drawn)) {
      open.split =
          wanted
              .noise()
              .addedTo(Splitter.split(open.pool, trial.dataset(), trial.seed()), trial.seed());
      open.drawn = wanted;
    }
    return open.split;
  }

  private Open open(DatasetSpec spec) {
    PoolId id = new PoolId(spec.source(), spec.options());
    Open open = pools.containsKey(id) ? pools.get(id).get() : null;
    if (open == null) {
      open = new Open(datasets.get(spec.source()).open(spec, folders));
      pools.put(id, new SoftReference<>(open));
    }
    return open;
  }

  /** How many examples a trial draws from it makes a pool no other one. */
  private record PoolId(String source, SortedMap<String, String> options) {}

  private record Drawn(DatasetSpec spec, Noise noise, long seed) {}

  /** A pool and what was last drawn from it. */
  private static final class Open {
    private final DataPool pool;
    private Drawn drawn;
    private DataSplit split;

    private Open(DataPool pool) {
      this.pool = pool;
    }
  }
}
