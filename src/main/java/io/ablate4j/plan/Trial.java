package io.ablate4j.plan;

import io.ablate4j.data.DatasetSpec;
import io.ablate4j.factor.TrialSettings;
import io.ablate4j.regularization.Regularization;
import io.ablate4j.study.EngineChoice;
import io.ablate4j.trial.Asked;
import io.ablate4j.trial.Cell;
import io.ablate4j.trial.CheckSpacing;
import io.ablate4j.trial.EvaluationPoints;
import io.ablate4j.trial.PlannedTrial;
import io.ablate4j.trial.TrialKey;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Cell x seed, with all that decides its numbers: what a worker needs to carry it out.
 *
 * @param cell its factor levels
 * @param seed its replicate
 * @param settings what the levels mean
 * @param dataChecksum of the data pool, so that changed data make another trial
 * @param engine what carries out the training steps
 * @param checkExamples trained examples from one check of the validation accuracy to the next
 * @param asked what is measured besides; no part of the key
 */
public record Trial(
    Cell cell,
    long seed,
    TrialSettings settings,
    String dataChecksum,
    EngineChoice engine,
    int checkExamples,
    Asked asked) {
  public Trial {
    Objects.requireNonNull(asked, "asked");
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

  /** The same, asked for something else. */
  public Trial asking(Asked other) {
    return new Trial(cell, seed, settings, dataChecksum, engine, checkExamples, other);
  }

  /** Examples that all its networks train on, each as often as they do. */
  public long trainedExamples() {
    return settings.members() * ofOneNetwork();
  }

  private long ofOneNetwork() {
    return settings.steps() * settings.batchSize();
  }

  /**
   * Examples that it evaluates at most, each as often as it does. Checks may end before, which
   * nobody knows beforehand.
   */
  public long evaluatedExamples() {
    return fullEvaluations() * evaluatedAtOnce() + checks() * dataset().validation();
  }

  /** Of {@link #evaluatedExamples} those whose evaluation nothing ends early. */
  public long surelyEvaluatedExamples() {
    return fullEvaluations() * evaluatedAtOnce();
  }

  /** Further members are evaluated at the end alone. */
  private long fullEvaluations() {
    int own = asked.epochs().isEmpty() ? settings.epochs() : asked.epochs().size();
    return own + settings.members() - 1L;
  }

  /** Part of the training set as large as the validation set, that and the test set. */
  private long evaluatedAtOnce() {
    return Math.min(dataset().train(), dataset().validation())
        + (long) dataset().validation()
        + dataset().test();
  }

  /** Those at the end of an epoch that is evaluated come with that. */
  private long checks() {
    long budget = settings.steps();
    long batch = settings.batchSize();
    CheckSpacing spacing = new CheckSpacing(checkExamples);
    Set<Long> steps = new HashSet<>();
    for (long due = spacing.after(0); due <= ofOneNetwork(); due = spacing.after(due)) {
      steps.add((due + batch - 1) / batch);
    }
    List<Integer> epochs =
        asked.epochs().isEmpty() ? EvaluationPoints.ALL.epochs(settings.epochs()) : asked.epochs();
    epochs.forEach(epoch -> steps.remove(Math.min(budget, (long) epoch * settings.stepsAnEpoch())));
    return steps.size();
  }

  /** The canonical JSON of all components but of what is asked. */
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
