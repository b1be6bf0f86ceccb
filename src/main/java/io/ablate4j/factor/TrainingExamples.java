package io.ablate4j.factor;

import io.ablate4j.data.DatasetSpec;
import io.ablate4j.data.Splitter;
import io.ablate4j.problem.Problem;
import java.util.List;
import java.util.Optional;

/** How many examples a seed trains on. */
final class TrainingExamples extends SpecFactor<Integer> {
  TrainingExamples() {
    super(
        "trainingExamples",
        "training examples a seed, in place of dataset.train; fewer are part of more",
        LevelType.count(1000),
        Optional.empty());
  }

  /** So few that whatever else is wrong with a study is not blamed on it. */
  @Override
  public Integer standIn(Surroundings study) {
    return 1;
  }

  @Override
  public void apply(Integer level, TrialSettings.Builder settings) {
    DatasetSpec all = settings.dataset();
    settings.dataset(
        new DatasetSpec(all.source(), level, all.validation(), all.test(), all.options()));
  }

  /** The dataset has it. */
  @Override
  protected Optional<Integer> found(TrialSettings settings) {
    return Optional.empty();
  }

  @Override
  public Optional<Integer> unnamed(TrialSettings settings) {
    return Optional.of(settings.dataset().train());
  }

  @Override
  public List<Problem> check(Integer level, TrialSettings settings, Circumstances study) {
    return study.pool().stream()
        .flatMap(pool -> Splitter.check(pool, settings.dataset()).stream())
        .map(
            problem ->
                Problem.of(
                    problem.message().replace("dataset.train", "trainingExamples"),
                    problem.advice().replace("dataset.train", "trainingExamples")))
        .toList();
  }
}
