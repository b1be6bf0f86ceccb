package io.ablate4j.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.ablate4j.data.DataFolders;
import io.ablate4j.data.Datasets;
import io.ablate4j.model.Models;
import io.ablate4j.study.CheckedStudy;
import io.ablate4j.study.Overrides;
import io.ablate4j.study.StudyReader;
import io.ablate4j.study.StudySource;
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
}
