package io.ablate4j.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.ablate4j.data.DataFolders;
import io.ablate4j.data.Datasets;
import io.ablate4j.model.Models;
import io.ablate4j.study.CheckedStudy;
import io.ablate4j.study.yaml.Overrides;
import io.ablate4j.study.yaml.StudyReader;
import io.ablate4j.study.yaml.StudySource;
import io.ablate4j.trial.CellFixtures;
import io.ablate4j.trial.DataFacts;
import io.ablate4j.trial.RunningStatistics;
import io.ablate4j.trial.StudyRecord;
import io.ablate4j.trial.StudyRecord.Parts;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StudyRecordsTest {
  @Test
  void regularizationsThatChangeNothingAreControlsButNotNoneItself() {
    String yaml =
        """
        name: controlled
        dataset: { source: glyphs, train: 50, validation: 20, test: 20 }
        factors:
          model: mlp
          regularization: [dropout-0, none, batch-norm, light, placebo, off]
        regularizations:
          placebo: {}
          dropout-0: { dropout: { conv: 0, dense: 0 } }
          light: { dropout: { conv: 0, dense: 0.1 } }
          off: { batchNorm: false }
          unused: {}
        """;
    Models models = Models.onClassPath();
    CheckedStudy study =
        new StudyReader(models, Datasets.onClassPath(), new DataFolders(List.of()))
            .read(new StudySource("study.yaml", yaml), Overrides.NONE);
    StudyRecord record = StudyRecords.of(study, models, Map.of());
    assertThat(record.controls()).containsExactly("dropout-0", "placebo", "off");
    assertThat(record.target()).isEmpty();
    assertThat(record.parts().get("none"))
        .isEqualTo(record.parts().get("dropout-0"))
        .isEqualTo(new Parts("", ""));
    assertThat(record.parts().get("batch-norm").batchNorm()).contains("decay=0.9");
    assertThat(record.parts().get("light").dropout()).contains("dense=0.1");
  }

  private static StudyRecord record(String yaml) {
    Models models = Models.onClassPath();
    return StudyRecords.of(
        new StudyReader(models, Datasets.onClassPath(), new DataFolders(List.of()))
            .read(new StudySource("study.yaml", yaml), Overrides.NONE),
        models,
        Map.of());
  }

  @Test
  void eachParameterOfTheOptimizerIsAFactOfItsOwn() {
    String yaml =
        """
        name: rmsprop
        dataset: { source: glyphs, train: 50, validation: 20, test: 20 }
        factors: { model: mlp, regularization: none }
        optimizer: { rmsprop: { decay: 0.8 } }
        """;
    assertThat(record(yaml).facts())
        .containsEntry("optimizer", "rmsprop")
        .containsEntry("optimizer-decay", "0.8")
        .containsEntry("optimizer-epsilon", "1.0E-8");
  }

  private static final String SIX_STEPS =
      """
      name: six-steps
      dataset: { source: glyphs, train: 200, validation: 20, test: 20 }
      factors:
        model: [cnn, mlp]
        regularization: [none, slow, convolutions, usual]
        batchSize: [64, 2]
        epochs: 2
      regularizations:
        slow: { batchNorm: { decay: 0.99 } }
        convolutions: { batchNorm: { conv: true, dense: false, decay: 0.5 } }
        usual: { batchNorm: { decay: 0.9 } }
      """;

  /** 200 examples are 3 batches of 64: 6 steps, and .99^6 = .94; 100 of 2: .99^200 = .13. */
  @Test
  void cellsWhoseRunningStatisticsStillWeighTheirStartAreNamed() {
    assertThat(record(SIX_STEPS).unsettled())
        .containsExactly(
            new RunningStatistics(CellFixtures.cell("cnn", "slow", 64, .001, 2), .99, 6),
            new RunningStatistics(CellFixtures.cell("cnn", "slow", 2, .001, 2), .99, 200),
            new RunningStatistics(CellFixtures.cell("cnn", "convolutions", 64, .001, 2), .5, 6),
            new RunningStatistics(CellFixtures.cell("cnn", "usual", 64, .001, 2), .9, 6),
            new RunningStatistics(CellFixtures.cell("mlp", "slow", 64, .001, 2), .99, 6),
            new RunningStatistics(CellFixtures.cell("mlp", "slow", 2, .001, 2), .99, 200),
            new RunningStatistics(CellFixtures.cell("mlp", "usual", 64, .001, 2), .9, 6));
  }

  @Test
  void theDataAreLookedAt() {
    DataFacts data = record(SIX_STEPS).data().orElseThrow();
    assertThat(data.rows()).isEqualTo(70_000);
    assertThat(data.classes()).hasSize(10).allMatch(each -> each.examples() == 7_000);
    assertThat(data.isUnbalanced()).isFalse();
    assertThat(data.repeats()).isEqualTo(DataFacts.Repeats.NONE);
  }
}
