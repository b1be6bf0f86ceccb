package io.ablate4j.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.ablate4j.data.DataFolders;
import io.ablate4j.data.Datasets;
import io.ablate4j.model.Models;
import io.ablate4j.plan.Plan;
import io.ablate4j.plan.Planner;
import io.ablate4j.plan.Trial;
import io.ablate4j.registration.Registration;
import io.ablate4j.store.SqliteStore;
import io.ablate4j.study.CheckedStudy;
import io.ablate4j.study.yaml.Overrides;
import io.ablate4j.study.yaml.StudyReader;
import io.ablate4j.study.yaml.StudySource;
import io.ablate4j.trial.Asked;
import io.ablate4j.trial.Measurement;
import io.ablate4j.trial.Metric;
import io.ablate4j.trial.Outcome;
import io.ablate4j.trial.Provenance;
import io.ablate4j.trial.Split;
import io.ablate4j.trial.TrialResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is measured of a trial may be asked for later: its result is replaced by a richer one. */
class RicherResultsTest {
  private static final String YAML =
      """
      name: richer
      dataset: { source: glyphs, train: 100, validation: 50, test: 50 }
      factors: { model: [mlp], regularization: [none], batchSize: [10] }
      seeds: 2
      budget: { epochs: 5 }
      """;

  @TempDir private Path folder;

  private final List<Trial> trained = new ArrayList<>();
  private double accuracy = .5;

  @Test
  void whatIsThereIsNotTrainedAgainForLess() {
    assertThat(run("evaluate: every-epoch\n").completed()).isEqualTo(2);
    RunSummary fewer = run("evaluate: [2]\n");
    assertThat(fewer.stored()).isEqualTo(2);
    assertThat(fewer.completed()).isZero();
    assertThat(epochs()).containsExactly(1, 2, 3, 4, 5);
  }

  @Test
  void whatLacksSomethingIsTrainedAgainForAllThatIsAskedAndAllThatItHad() {
    run("evaluate: [2]\n");
    assertThat(epochs()).containsExactly(2, 5);
    assertThat(run("evaluate: [3]\nprobes: [weight-norm]\n").completed()).isEqualTo(2);
    assertThat(trained)
        .extracting(Trial::asked)
        .containsOnly(new Asked(List.of(2, 3, 5), OptionalDouble.empty(), List.of("weight-norm")));
    assertThat(epochs()).containsExactly(2, 3, 5);
    assertThat(run("").completed()).isEqualTo(2); // 1, 2, 4 and 5
    assertThat(epochs()).containsExactly(1, 2, 3, 4, 5);
  }

  @Test
  void whatAHypothesisAsksForOnTheTestSetIsReadThereAfterwards() {
    run("");
    String more =
        """
        hypotheses:
          - claim: Statistics taken anew are better
            compare: { reading: [test-accuracy-recalibrated, test-accuracy] }
            expect: higher
        """;
    assertThat(run(more).completed()).isEqualTo(2);
    assertThat(trained)
        .allSatisfy(
            trial -> assertThat(trial.asked().onTest()).containsExactly("accuracy-recalibrated"));
    assertThat(run("").completed()).isZero();
    assertThat(run(more).completed()).isZero();
  }

  @Test
  void aTargetThatIsRaisedIsLookedForLongerAndALowerOneIsNot() {
    run("target: { value: 0.6 }\n");
    assertThat(run("target: { value: 0.5 }\n").completed()).isZero();
    assertThat(run("target: { value: 0.9 }\n").completed()).isEqualTo(2);
    assertThat(trained).allMatch(trial -> trial.asked().until().getAsDouble() == .95);
    assertThat(run("").completed()).isEqualTo(2); // derived from the results: looked for to the end
  }

  @Test
  void otherNumbersThanBeforeAreRefusedAndTheStoredResultStays() {
    run("evaluate: [2]\n");
    accuracy = .75;
    RunSummary again = run("evaluate: every-epoch\n");
    assertThat(again.failed()).isEqualTo(2);
    assertThat(epochs()).containsExactly(2, 5);
    assertThat(said)
        .allSatisfy(
            result ->
                assertThat(result.outcome().reason())
                    .startsWith("trained again for what its stored result lacks, it gave other")
                    .contains(
                        "accuracy on test at step 20 = 0.75, and accuracy on test at step 20 =")
                    .contains("The stored result stays."));
    accuracy = .5;
    assertThat(run("evaluate: every-epoch\n").completed()).isEqualTo(2);
  }

  private final List<TrialResult> said = new ArrayList<>();

  private RunSummary run(String more) {
    CheckedStudy study =
        new StudyReader(Models.onClassPath(), Datasets.onClassPath(), new DataFolders(List.of()))
            .read(new StudySource("study.yaml", YAML + more), Overrides.NONE);
    Plan plan = Planner.of(study);
    trained.clear();
    said.clear();
    try (SqliteStore store = SqliteStore.open(folder.resolve("study.db"))) {
      return new StudyRunner(
              store,
              new Learning(),
              new RunListener() {
                @Override
                public void registered(Registration registration) {}

                @Override
                public void started(int stored, List<Trial> missing) {}

                @Override
                public void stored(Trial trial, TrialResult result) {
                  said.add(result);
                }
              })
          .run(StudyRecords.of(study, Models.onClassPath(), Map.of()), List.of(), plan, all -> all);
    }
  }

  private List<Integer> epochs() {
    try (SqliteStore store = SqliteStore.openToRead(folder.resolve("study.db"))) {
      return store.results().findFirst().orElseThrow().measurements().stream()
          .map(Measurement::epoch)
          .toList();
    }
  }

  /** Says what it was asked for. */
  private final class Learning implements TrialExecutor {
    @Override
    public int parallelism() {
      return 1;
    }

    @Override
    public void run(List<Trial> trials, Consumer<TrialResult> sink) {
      for (Trial trial : trials) {
        trained.add(trial);
        List<Measurement> rows = new ArrayList<>();
        for (int epoch = 1; epoch <= 5; epoch++) {
          if (trial.asked().isEvaluated(epoch)) {
            rows.add(new Measurement(Metric.ACCURACY, Split.TEST, epoch, 10 * epoch, accuracy));
          }
        }
        sink.accept(
            new TrialResult(
                trial.key(),
                new Outcome.Completed(),
                rows,
                Provenance.of(Map.of(Asked.FACT, trial.asked().json()))));
      }
    }

    @Override
    public void close() {}
  }
}
