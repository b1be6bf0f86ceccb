package io.ablate4j.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.ablate4j.analysis.SyntheticStudy;
import io.ablate4j.trial.CellFixtures;
import io.ablate4j.trial.DataFacts;
import io.ablate4j.trial.RunningStatistics;
import io.ablate4j.trial.StudyRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DataFactsJsonTest {
  private static final StudyRecord STUDY = new SyntheticStudy.Builder().build().study();

  @Test
  void aRecordComesBackWithItsDataAndItsRunningStatistics() {
    Map<String, String> named = new LinkedHashMap<>();
    named.put("label column", "2 (\\alpha)");
    named.put("a later one", "stays later");
    StudyRecord study =
        STUDY.with(
            new DataFacts(
                120,
                30,
                named,
                List.of(new DataFacts.ClassCount("b", 100), new DataFacts.ClassCount("a", 50)),
                new DataFacts.Repeats(4, 3, 2, 1),
                2.0 / 3,
                List.of("Column 0 counts up.")),
            List.of(new RunningStatistics(CellFixtures.cell("cnn", "slow", 64, .003, 2), .99, 6)));
    StudyRecord read = StudyRecordJson.read(StudyRecordJson.write(study));
    assertThat(read).isEqualTo(study);
    assertThat(read.data().orElseThrow().named().keySet())
        .containsExactly("label column", "a later one");
  }

  @Test
  void aRecordFromBeforeTheyWereKeptHasNeither() {
    String json = StudyRecordJson.write(STUDY);
    String before = json.replace(",\"unsettled\":[]", "");
    assertThat(before).isNotEqualTo(json).doesNotContain("\"data\":");
    assertThat(StudyRecordJson.read(before)).isEqualTo(STUDY);
  }
}
