package io.ablate4j.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ablate4j.data.DataFolders;
import io.ablate4j.data.Datasets;
import io.ablate4j.engine.runtime.NativeRuntime;
import io.ablate4j.model.Models;
import io.ablate4j.plan.Planner;
import io.ablate4j.plan.Trial;
import io.ablate4j.study.yaml.Overrides;
import io.ablate4j.study.yaml.StudyReader;
import io.ablate4j.study.yaml.StudySource;
import io.ablate4j.train.DatasetCache;
import io.ablate4j.train.PlannedLooks.Looks;
import io.ablate4j.train.TrialTrainer;
import io.ablate4j.trial.Asked;
import io.ablate4j.trial.TrialResult;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrialWorkTest {
  private static final DataFolders NO_FOLDERS = new DataFolders(List.of());

  private static Trial trial(String budget, int batch, int checkExamples) {
    return trial(budget, batch, checkExamples, "none");
  }

  private static Trial trial(String budget, int batch, int checkExamples, String arm) {
    String yaml =
        """
        name: small
        dataset: { source: glyphs, train: 60, validation: 40, test: 20 }
        factors: { model: mlp, regularization: %s, batchSize: %d }
        seeds: 1
        budget: { %s }
        target: { metric: validation-accuracy, value: 0.99, checkExamples: %d }
        """
            .formatted(arm, batch, budget, checkExamples);
    return Planner.plan(
            new StudyReader(Models.onClassPath(), Datasets.onClassPath(), NO_FOLDERS)
                .read(new StudySource("study.yaml", yaml), Overrides.NONE))
        .get(0);
  }

  private static TrialResult train(Trial trial) {
    return new TrialTrainer(
            Models.onClassPath(),
            new DatasetCache(Datasets.onClassPath(), NO_FOLDERS),
            NativeRuntime.start(1),
            Clock.systemUTC())
        .train(trial);
  }

  @Test
  void epochsAreEvaluatedOnAllSplitsAndCheckedInBetween() {
    // Every 30 examples: in the middle of each of three epochs, and at its end, which is evaluated.
    assertThat(TrialWork.planned(trial("epochs: 3", 10, 30)))
        .isEqualTo(new TrialWork(18, 3 * (40 + 40 + 20), 3 * 40, Looks.NONE));
  }

  private static Trial asking(String arm, List<String> probes, List<String> onTest) {
    Trial trial = trial("epochs: 3", 10, 30, arm);
    return trial.asking(new Asked(trial.asked().epochs(), trial.asked().until(), probes, onTest));
  }

  private static Looks looks(Trial trial) {
    return TrialWork.planned(trial).looks();
  }

  /** Of 60 + 40 + 20 images, 18 steps of 10. An observed pass takes 1.6 times as long. */
  @Test
  void whatProbesPassAtTheirMomentsIsCounted() {
    assertThat(looks(asking("none", List.of("weight-norm"), List.of()))).isEqualTo(Looks.NONE);
    assertThat(looks(asking("none", List.of("mc-dropout"), List.of())).images())
        .isCloseTo(1.6 * 51 * 40, within(1e-9));
    // Before the first step and after 1, 2, 5, 10 and 18.
    assertThat(looks(asking("none", List.of("dead-units"), List.of())).images())
        .isCloseTo(6 * (1.6 * 60 + .3 * 60), within(1e-9));
    // Both read one pass, and both one way back.
    assertThat(looks(asking("none", List.of("dead-units", "moment-drift"), List.of())).images())
        .isCloseTo(6 * (1.6 * 60 + .3 * 60), within(1e-9));
    assertThat(
            looks(asking("none", List.of("gradient-norm", "gradient-ratio"), List.of())).images())
        .isCloseTo(6 * 1.6 * 3 * 60, within(1e-9));
    // Around steps 1, 2, 5 and 10.
    assertThat(looks(asking("none", List.of("gradient-change"), List.of())).images())
        .isCloseTo(4 * 1.6 * 3 * 5 * 10, within(1e-9));
    assertThat(looks(asking("none", List.of("function-identity"), List.of())))
        .isEqualTo(Looks.NONE);
    Looks heavy = looks(asking("none", List.of("linear-probe", "effective-rank"), List.of()));
    assertThat(heavy.images()).isCloseTo(1.6 * (60 + 40 + 60), within(1e-9));
    assertThat(heavy.seconds()).isCloseTo(.07, within(1e-9));
  }

  @Test
  void furtherReadingsOfTheTestSetCountWhereTheNetworkHasWhatTheyChange() {
    List<String> both = List.of("accuracy-mc50", "accuracy-recalibrated");
    assertThat(looks(asking("none", List.of(), both))).isEqualTo(Looks.NONE);
    assertThat(looks(asking("dropout", List.of(), both)).images())
        .isCloseTo(1.6 * 50 * 20, within(1e-9));
    assertThat(looks(asking("batch-norm", List.of(), both)).images())
        .isCloseTo(1.6 * (60 + 20), within(1e-9));
  }

  @Test
  void probesTakeTheirTimeInTheMeasureOfEvaluations() {
    TrialWork work = new TrialWork(18, 300, 120, new Looks(100, 7));
    assertThat(work.images(1)).isEqualTo(520);
    assertThat(new Rates(2, .1, 5).seconds(work, .5)).isEqualTo(36 + 46 + 7 + 5);
  }

  @Test
  void whatATrialIsAskedBesidesIsCountedAlikeBeforeAndAfter() {
    Trial trial = asking("dropout", List.of("dead-units", "mc-dropout"), List.of("accuracy-mc50"));
    TrialWork planned = TrialWork.planned(trial);
    assertThat(planned.looks().images())
        .isCloseTo(6 * 60 * (1.6 + .3) + 1.6 * (51 * 40 + 50 * 20), within(1e-9));
    assertThat(TrialWork.done(trial, train(trial))).isEqualTo(planned);
  }

  @Test
  void checksThatDoNotTakePlaceAreLeftOut() {
    TrialWork work = new TrialWork(18, 300, 120, Looks.NONE);
    assertThat(work.images(1)).isEqualTo(420);
    assertThat(work.images(.25)).isEqualTo(330);
    assertThat(new Rates(2, .1, 5).seconds(work, .25)).isEqualTo(36 + 33 + 5);
  }

  @ParameterizedTest
  @CsvSource({
    "epochs: 2,10,30",
    "epochs: 3,7,25",
    "epochs: 2,25,10",
    "epochs: 2,10,1000",
    "epochs: 2,60,60"
  })
  void aTrialDoesWhatWasPlanned(String budget, int batch, int checkExamples) {
    Trial trial = trial(budget, batch, checkExamples);
    assertThat(TrialWork.done(trial, train(trial))).isEqualTo(TrialWork.planned(trial));
  }
}
