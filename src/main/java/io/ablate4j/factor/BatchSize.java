package io.ablate4j.factor;

import io.ablate4j.problem.Problem;
import io.ablate4j.regularization.BatchNorm;
import io.ablate4j.trial.Roles;
import java.util.ArrayList;
import java.util.List;

/** How many examples a training step sees. */
final class BatchSize extends TypedFactor<Integer> {
  BatchSize() {
    super(Roles.BATCH_SIZE, "examples a training step", LevelType.count(32));
  }

  @Override
  public List<Integer> usual(Surroundings study) {
    return List.of(32);
  }

  @Override
  public Integer standIn(Surroundings study) {
    return 2; // batch norm learns nothing from one example
  }

  @Override
  public void apply(Integer level, TrialSettings.Builder settings) {
    settings.batchSize(level);
  }

  @Override
  public Integer of(TrialSettings settings) {
    return settings.batchSize();
  }

  @Override
  public List<Problem> check(Integer level, TrialSettings settings, Circumstances study) {
    List<Problem> problems = new ArrayList<>();
    if (study.trainIsKnown() && level > settings.dataset().train()) {
      problems.add(
          Problem.of(
              "batchSize "
                  + level
                  + " is larger than the "
                  + settings.dataset().train()
                  + " training examples.",
              "lower batchSize, or raise dataset.train."));
    }
    // The variance of one value is zero: DL4J's batch-norm then gives its bias, whatever it is fed.
    if (level == 1
        && settings.regularization().isByKind()
        && settings.regularization().batchNorm().map(BatchNorm::dense).orElse(false)) {
      String arm = settings.regularization().name();
      problems.add(
          Problem.of(
              "batchSize 1 trains nothing under \""
                  + arm
                  + "\": its dense batch-norm would see one example at a time.",
              "exclude { regularization: "
                  + arm
                  + ", batchSize: 1 }, or use batch sizes from 2 up."));
    }
    return problems;
  }
}
