package io.ablate4j.analysis;

import static io.ablate4j.analysis.PlantedRows.across;
import static io.ablate4j.analysis.PlantedRows.hypothesis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ablate4j.hypothesis.Prediction.Across;
import io.ablate4j.hypothesis.TrendScale;
import io.ablate4j.hypothesis.Verdict;
import io.ablate4j.trial.Cell;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What comes of a trend over a share, beside an arm that does not have it. */
class TrendVerdictsTest {
  private static final List<String> LEVELS = List.of("0.0", "0.1", "0.4");

  private static Cell cell(String arm, String drop) {
    Map<String, String> levels = new LinkedHashMap<>(PlantedRows.cell("mlp", arm, 8).levels());
    levels.put("drop", drop);
    return Cell.of(levels);
  }

  /** Against the control: 0, .01 and .01 times k, of which k is 2 to 9. */
  private static PlantedRows rows() {
    double[] control = new double[8];
    double[] last = new double[8];
    double[] middle = new double[8];
    for (int i = 0; i < 8; i++) {
      control[i] = .5 + .02 * i;
      middle[i] = control[i] + .01;
      last[i] = control[i] + .01 * (i + 2);
    }
    return new PlantedRows()
        .accuracies(cell("none", Cell.ABSENT), control)
        .accuracies(cell("drop-p", "0.0"), control)
        .accuracies(cell("drop-p", "0.1"), middle)
        .accuracies(cell("drop-p", "0.4"), last);
  }

  private static HypothesisResult judged(TrendScale scale) {
    return rows()
        .analysis(
            hypothesis("h", "main", across("drop-p", new Across.Trend("drop", LEVELS, scale))))
        .hypotheses()
        .get(0);
  }

  /**
   * On 0, 1 and 4 tenths, whose deviations are -5/3, -2/3 and 7/3 with squares of 26/3, a seed's
   * slope is (-2 + 7 k) / 2600; k is 5.5 in the mean.
   */
  @Test
  void aLinearSlopeIsTheOneComputedByHandSeedBySeed() {
    HypothesisResult result = judged(TrendScale.linear(.1));
    PairedContrast contrast = result.parts().get(0).contrast();
    assertThat(contrast.values()).hasSize(8);
    for (int i = 0; i < 8; i++) {
      assertThat(contrast.values()[i]).isCloseTo((-2 + 7 * (i + 2)) / 2600.0, within(1e-12));
    }
    assertThat(contrast.effect().value().getAsDouble()).isCloseTo(36.5 / 2600, within(1e-12));
    // All eight seeds point one way: twice 2^-8.
    assertThat(contrast.signFlip().orElseThrow().value()).isEqualTo(1 / 128.0);
    assertThat(result.verdict()).isEqualTo(Verdict.SUPPORTED);
  }

  @Test
  void ofATenthTheSlopeIsATenthOfThatOfAWholeUnit() {
    PairedContrast tenths = judged(TrendScale.linear(.1)).parts().get(0).contrast();
    PairedContrast whole = judged(TrendScale.linear(1)).parts().get(0).contrast();
    assertThat(whole.effect().value().getAsDouble())
        .isCloseTo(10 * tenths.effect().value().getAsDouble(), within(1e-12));
    assertThat(whole.signFlip()).isEqualTo(tenths.signFlip());
  }

  /** As in stores from before, when there was no other scale. */
  @Test
  void byDoublingsFromZeroThereIsNoSlope() {
    HypothesisResult result = judged(TrendScale.LOG2);
    assertThat(result.parts().get(0).contrast().effect().value()).isEmpty();
    assertThat(result.verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
  }
}
