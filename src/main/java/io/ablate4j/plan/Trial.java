package io.ablate4j.plan;

import io.ablate4j.data.DatasetSpec;
import io.ablate4j.regularization.Regularization;
import io.ablate4j.study.EngineChoice;
import io.ablate4j.study.Optimizer;
import io.ablate4j.trial.Cell;
import io.ablate4j.trial.PlannedTrial;
import io.ablate4j.trial.TrialKey;
import java.util.List;
import java.util.Objects;

/**
 * Cell x seed, with all that decides its numbers: what a worker needs to carry it out.
 *
 * @param cell its factor levels
 * @param seed its replicate
 * @param regularization the definition behind the cell's name
 * @param dataset the data
 * @param dataChecksum of the data pool, so that changed data make another trial
 * @param optimizer the algorithm; the learning rate is the cell's
 * @param engine what carries out the training steps
 * @param checkExamples trained examples from one check of the validation accuracy to the next
 * @param probes ids of what else is measured after each epoch, sorted
 */
public record Trial(
    Cell cell,
    long seed,
    Regularization regularization,
    DatasetSpec dataset,
    String dataChecksum,
    Optimizer optimizer,
    EngineChoice engine,
    int checkExamples,
    List<String> probes) {
  public Trial {
    probes = probes.stream().sorted().distinct().toList();
    Objects.requireNonNull(cell, "cell");
    Objects.requireNonNull(dataset, "dataset");
    Objects.requireNonNull(dataChecksum, "dataChecksum");
    Objects.requireNonNull(optimizer, "optimizer");
    Objects.requireNonNull(engine, "engine");
    if (checkExamples < 1) {
      throw new IllegalArgumentException("no check every " + checkExamples + " examples");
    }
    if (!regularization.name().equals(cell.regularization())) {
      throw new IllegalArgumentException(regularization + " is not that of " + cell);
    }
  }

  /** The canonical JSON of all components. */
  public String specJson() {
    return TrialSpecJson.write(this);
  }

  /** SHA-256 of the spec. */
  public TrialKey key() {
    return TrialKey.ofCanonicalJson(specJson());
  }

  /** What the answering side needs to know of it. */
  public PlannedTrial planned() {
    return new PlannedTrial(key(), cell, seed, specJson());
  }
}
