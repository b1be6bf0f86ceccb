package io.ablate4j.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.ablate4j.trial.Cell;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SettingsTest {
  private static final Settings DROP = new Settings(Optional.of("drop"));

  private static final List<Cell> CELLS =
      List.of(
          cell("none", Cell.ABSENT),
          cell("batch-norm", Cell.ABSENT),
          cell("open", "0.2"),
          cell("open", "0.5"),
          cell("open", Cell.TUNED));

  private static Cell cell(String arm, String drop) {
    Map<String, String> levels = new LinkedHashMap<>();
    levels.put("model", "mlp");
    levels.put("regularization", arm);
    levels.put("drop", drop);
    return Cell.of(levels);
  }

  @Test
  void aCellWithoutTheFactorIsInBothParts() {
    assertThat(DROP.parts(Map.of(), CELLS, List.of("open", "none")))
        .containsOnlyKeys(Map.of("drop", "fixed"), Map.of("drop", "tuned"))
        .containsEntry(Map.of("drop", "fixed"), CELLS.subList(0, 4))
        .containsEntry(Map.of("drop", "tuned"), List.of(CELLS.get(0), CELLS.get(1), CELLS.get(4)));
  }

  @Test
  void armsOfWhichNoneHasTheFactorAreNotParted() {
    assertThat(DROP.parts(Map.of("model", "mlp"), CELLS, List.of("batch-norm", "none")))
        .isEqualTo(Map.of(Map.of("model", "mlp"), CELLS));
  }

  @Test
  void aPartInWhichTheArmsHaveNothingIsLeftOut() {
    assertThat(DROP.parts(Map.of(), CELLS.subList(0, 4), List.of("open", "none")))
        .containsOnlyKeys(Map.of("drop", "fixed"));
  }

  @Test
  void aStudyOfOneKindAloneHasNoParts() {
    Settings none = new Settings(Optional.empty());
    assertThat(none.parts(Map.of(), CELLS, List.of("open"))).isEqualTo(Map.of(Map.of(), CELLS));
    assertThat(none.kind(Map.of("drop", Cell.TUNED))).isEmpty();
  }

  @Test
  void aLevelIsFixedUnlessItIsTunedOrNotThere() {
    assertThat(DROP.kind(Map.of("drop", "0.2"))).isEqualTo("fixed");
    assertThat(DROP.kind(Map.of("drop", Cell.FIXED))).isEqualTo("fixed");
    assertThat(DROP.kind(Map.of("drop", Cell.TUNED))).isEqualTo("tuned");
    assertThat(DROP.kind(Map.of("drop", Cell.ABSENT))).isEmpty();
    assertThat(DROP.kind(Map.of("model", "mlp"))).isEmpty();
  }
}
