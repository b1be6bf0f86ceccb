package io.ablate4j.forecast;

import static org.assertj.core.api.Assertions.assertThat;

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
import io.ablate4j.train.TrialTrainer;
import io.ablate4j.trial.TrialResult;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrialWorkTest {
  private static final DataFolders NO_FOLDERS = new DataFolders(List.of());

  private static Trial trial(String budget, int batch, int checkExamples) {
    String yaml =
        """
        name: small
        dataset: { source: glyphs, train: 60, validation: 40, test: 20 }
        factors: { model: mlp, regularization: none, batchSize: %d }
        seeds: 1
        budget: { %s }
        target: { metric: validation-accuracy, value: 0.99, checkExamples: %d }
        """
            .formatted(batch, budget, checkExamples);
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
        .isEqualTo(new TrialWork(18, 3 * (40 + 40 + 20), 3 * 40));
  }

  @Test
  void checksThatDoNotTakePlaceAreLeftOut() {
    TrialWork work = new TrialWork(18, 300, 120);
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
