package io.ablate4j.plan;

import io.ablate4j.data.DatasetSpec;
import io.ablate4j.factor.TrialSettings;
import io.ablate4j.regularization.Regularization;
import io.ablate4j.study.EngineChoice;
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
 * @param settings what the levels mean
 * @param dataChecksum of the data pool, so that changed data make another trial
 * @param engine what carries out the training steps
 * @param checkExamples trained examples from one check of the validation accuracy to the next
 * @param probes ids of what else is measured after each epoch, sorted
 */
public record Trial(
    Cell cell,
    long seed,
    TrialSettings settings,
    String dataChecksum,
    EngineChoice engine,
    int checkExamples,
    List<String> probes) {
  public Trial {
    probes = probes.stream().sorted().distinct().toList();
    Objects.requireNonNull(cell, "cell");
    Objects.requireNonNull(settings, "settings");
    Objects.requireNonNull(dataChecksum, "dataChecksum");
    Objects.requireNonNull(engine, "engine");
    if (checkExamples < 1) {
      throw new IllegalArgumentException("no check every " + checkExamples + " examples");
    }
  }

  /** Id of the model. */
  public String model() {
    return settings.model();
  }

  /** Where and how BN and Dropout are put into it. */
  public Regularization regularization() {
    return settings.regularization();
  }

  /** The data. */
  public DatasetSpec dataset() {
    return settings.dataset();
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
