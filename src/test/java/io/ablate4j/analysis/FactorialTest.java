package io.ablate4j.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.ablate4j.trial.Records;
import io.ablate4j.trial.StudyRecord;
import io.ablate4j.trial.StudyRecord.Parts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FactorialTest {
  private static final Factorial BUILT_IN = new Factorial("none", "batch-norm", "dropout", "both");

  @Test
  void anOlderStoreIsReadByTheNamesOfTheArmsThatNobodyDefines() {
    assertThat(of(Map.of(), "none", "batch-norm", "dropout", "both", "light"))
        .containsExactly(BUILT_IN);
    assertThat(of(Map.of(), "none", "batch-norm", "dropout", "light")).isEmpty();
  }

  @Test
  void everyFourArmsWithTheSamePartsAreFoundWhateverTheirNames() {
    Map<String, Parts> parts = new LinkedHashMap<>();
    parts.put("none", new Parts("", ""));
    parts.put("batch-norm", new Parts("bn", ""));
    parts.put("dropout", new Parts("", "half"));
    parts.put("both", new Parts("bn", "half"));
    parts.put("light-dropout", new Parts("", "tenth"));
    parts.put("batch-norm-light-dropout", new Parts("bn", "tenth"));
    assertThat(of(parts, parts.keySet().toArray(String[]::new)))
        .containsExactly(
            BUILT_IN,
            new Factorial("none", "batch-norm", "light-dropout", "batch-norm-light-dropout"));
    assertThat(of(parts, "none", "light-dropout", "batch-norm", "batch-norm-light-dropout"))
        .hasSize(1);
  }

  @Test
  void partsThatDifferAreNoFactorial() {
    Map<String, Parts> parts =
        Map.of(
            "none", new Parts("", ""),
            "batch-norm", new Parts("bn", ""),
            "dropout", new Parts("", "half"),
            "both", new Parts("bn", "tenth"));
    assertThat(of(parts, "none", "batch-norm", "dropout", "both")).isEmpty();
  }

  @Test
  void theFirstOfEqualArmsStandsForThemAndNothingElseThanNothingIsNone() {
    Map<String, Parts> parts =
        Map.of(
            "plain", new Parts("", ""),
            "bn", new Parts("bn", ""),
            "drop", new Parts("", "half"),
            "drop-too", new Parts("", "half"),
            "two", new Parts("bn", "half"),
            "two-too", new Parts("bn", "half"));
    assertThat(of(parts, "bn", "drop", "drop-too", "plain", "two", "two-too"))
        .containsExactly(new Factorial("plain", "bn", "drop", "two"));
    assertThat(of(parts, "bn", "drop", "two")).isEmpty();
  }

  private static List<Factorial> of(Map<String, Parts> parts, String... arms) {
    StudyRecord study = Records.study("own").factor("regularization", arms).parts(parts).record();
    return Factorial.of(study, List.of(arms));
  }
}
