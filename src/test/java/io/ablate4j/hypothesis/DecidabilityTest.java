package io.ablate4j.hypothesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecidabilityTest {
  private static Hypothesis of(String id, String family, Expectation... parts) {
    return of(id, family, ContrastMetric.TEST_ACCURACY, parts);
  }

  private static Hypothesis of(
      String id, String family, ContrastMetric metric, Expectation... parts) {
    return new Hypothesis(
        id,
        "A claim.",
        family,
        Stream.of(parts)
            .map(
                expect ->
                    new Prediction(
                        new Prediction.Pair("regularization", "batch-norm", "none"),
                        metric,
                        expect,
                        .005,
                        Map.of(),
                        Optional.empty()))
            .toList());
  }

  private static List<Hypothesis> directional(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(i -> of("h" + i, "main", Expectation.LOWER))
        .toList();
  }

  /** 1 + log2(m / .05), rounded up, computed by hand. */
  @ParameterizedTest
  @CsvSource({"1,6", "2,7", "3,7", "4,8", "6,8", "7,9", "12,9", "13,10"})
  void theSeedsNeededLetTheFirstHolmStepPass(int hypotheses, int seeds) {
    Decidability enough = Decidability.of(directional(hypotheses), seeds).get(0);
    assertThat(enough.seedsNeeded()).isEqualTo(seeds);
    assertThat(enough.isDecidable()).isTrue();
    assertThat(Decidability.leastP(seeds)).isLessThanOrEqualTo(.05 / hypotheses);
    assertThat(Decidability.of(directional(hypotheses), seeds - 1).get(0).isDecidable()).isFalse();
  }

  @Test
  void theFloorIsThatOfTheExactTwoSidedTest() {
    assertThat(Decidability.leastP(1)).isEqualTo(1);
    assertThat(Decidability.leastP(5)).isEqualTo(.0625);
    assertThat(Decidability.leastP(8)).isCloseTo(.0078125, within(1e-15));
  }

  @Test
  void marginsAloneHaveNoFloorButSixSeedsAreAskedForAllTheSame() {
    List<Hypothesis> margins =
        IntStream.range(0, 40).mapToObj(i -> of("h" + i, "main", Expectation.NOT_WORSE)).toList();
    assertThat(Decidability.of(margins, 6)).singleElement().matches(Decidability::isDecidable);
    assertThat(Decidability.of(margins, 5).get(0).seedsNeeded()).isEqualTo(6);
  }

  /** .95^58 = .0511, .95^59 = .0485; in a family of two .95^72 = .0249. */
  @Test
  void thatDivergenceDiffersByLessThanAMarginTakesSeedsThatWouldHaveShownIt() {
    Prediction part =
        new Prediction(
            new Prediction.Pair("regularization", "batch-norm", "none"),
            ContrastMetric.DIVERGENCE,
            Expectation.NOT_WORSE,
            .05,
            Map.of(),
            Optional.empty());
    Hypothesis one = new Hypothesis("a", "A claim.", "main", List.of(part));
    assertThat(Decidability.of(List.of(one), 8).get(0).inWords())
        .isEqualTo("cannot be decided with 8 seeds: needs 59");
    assertThat(Decidability.of(List.of(one), 59)).singleElement().matches(f -> f.isDecidable());
    assertThat(Decidability.of(List.of(one, of("b", "main", Expectation.LOWER)), 59).get(0))
        .matches(family -> family.seedsNeeded() == 72);
    assertThat(
            Decidability.seedsNeeded(
                of("b", "main", ContrastMetric.DIVERGENCE, Expectation.LOWER).parts().get(0), 1))
        .isEqualTo(6);
  }

  /** Slopes of [-1, 1, ...] on 0, 1, 2 and on 3, 5: weights -1/2, 0, 1/2 and -1/2, 1/2. */
  @Test
  void theRangeOfAContrastOfSharesIsWhatItCanBeAtMost() {
    assertThat(range(Optional.empty())).isEqualTo(1);
    assertThat(
            range(
                Optional.of(
                    new Prediction.Across.Interaction(new Prediction.Pair("model", "cnn", "mlp")))))
        .isEqualTo(2);
    for (List<String> levels : List.of(List.of("1", "2", "4"), List.of("8", "32"))) {
      assertThat(range(Optional.of(new Prediction.Across.Trend("batchSize", levels))))
          .isCloseTo(1, within(1e-12));
    }
  }

  private static double range(Optional<Prediction.Across> across) {
    return new Prediction(
            new Prediction.Pair("regularization", "batch-norm", "none"),
            ContrastMetric.DIVERGENCE,
            Expectation.NOT_WORSE,
            .05,
            Map.of(),
            across)
        .range();
  }

  @Test
  void onePartWithADirectionBringsTheFloorBack() {
    Hypothesis mixed = of("h", "main", Expectation.NOT_WORSE, Expectation.HIGHER);
    Hypothesis margin = of("m", "main", Expectation.EQUIVALENT);
    assertThat(Decidability.of(List.of(margin, mixed), 6))
        .containsExactly(new Decidability("main", 2, 1, 6, 7, 2));
  }

  /** Then the rounds of the timing pass are the pairs, and there are as many as it takes. */
  @Test
  void whatAStepCostsAsksForRoundsInsteadOfSeeds() {
    Hypothesis cost = of("c", "main", ContrastMetric.STEP_MILLIS, Expectation.HIGHER);
    Hypothesis margin = of("m", "main", Expectation.EQUIVALENT);
    assertThat(Decidability.of(List.of(cost, margin), 6))
        .containsExactly(new Decidability("main", 2, 0, 6, 6, 1));
    assertThat(Decidability.of(List.of(cost), 1)).singleElement().matches(f -> f.isDecidable());
    assertThat(Decidability.timingRounds(List.of())).isEqualTo(6);
    assertThat(Decidability.timingRounds(List.of(cost))).isEqualTo(6);
    assertThat(Decidability.timingRounds(List.of(cost, margin))).isEqualTo(7);
    // The floor of ten rounds is 1/512, a family of 25 wants 1/500, one of 26 wants 1/520.
    List<Hypothesis> many = new ArrayList<>(directional(24));
    many.add(cost);
    assertThat(Decidability.timingRounds(many)).isEqualTo(10);
    many.add(margin);
    assertThat(Decidability.timingRounds(many)).isEqualTo(11);
    many.set(24, of("c", "main", ContrastMetric.STEP_MILLIS, Expectation.EQUIVALENT));
    assertThat(Decidability.timingRounds(many)).isEqualTo(6);
  }

  @Test
  void toRefuteSeveralPartsByOneOfThemMayTakeMoreSeeds() {
    Hypothesis two = of("h", "main", Expectation.NOT_WORSE, Expectation.HIGHER);
    assertThat(Decidability.of(List.of(two), 6).get(0).inWords())
        .isEqualTo(
            "can be decided with 6 seeds (to refute a claim of 2 parts by one of them alone takes"
                + " 7)");
    assertThat(Decidability.of(List.of(two), 7).get(0).inWords())
        .isEqualTo("can be decided with 7 seeds");
  }

  /** Bonferroni over 4 alternatives: 4 x 2^-7 = .031; with two in the family 8 x 2^-8. */
  @Test
  void oneOfSeveralTakesTheSeedsOfAsManyTests() {
    Expectation[] four = new Expectation[4];
    Arrays.fill(four, Expectation.DIFFERS);
    Hypothesis all = of("h", "main", four);
    Hypothesis any = new Hypothesis("h", "A claim.", "main", Hypothesis.Joined.ANY_OF, all.parts());
    assertThat(Decidability.of(List.of(any), 8).get(0).inWords())
        .isEqualTo("can be decided with 8 seeds");
    assertThat(Decidability.of(List.of(any), 7).get(0).inWords())
        .isEqualTo("cannot be decided with 7 seeds: needs 8");
    assertThat(Decidability.of(List.of(any, of("i", "main", Expectation.LOWER)), 9))
        .containsExactly(new Decidability("main", 2, 2, 9, 9, 1));
    assertThat(Decidability.of(List.of(all), 6).get(0).seedsNeeded()).isEqualTo(6);
  }

  /** What is decided without a floor supports the claim by itself. */
  @Test
  void oneOfSeveralTakesTheSeedsOfThePartThatTakesLeast() {
    Hypothesis mixed = of("h", "main", Expectation.NOT_WORSE, Expectation.HIGHER);
    Hypothesis any =
        new Hypothesis("h", "A claim.", "main", Hypothesis.Joined.ANY_OF, mixed.parts());
    assertThat(Decidability.of(List.of(any, any), 6).get(0).isDecidable()).isTrue();
  }

  @Test
  void familiesAreToldApartAndInWords() {
    List<Hypothesis> two =
        List.of(of("a", "speed", Expectation.LOWER), of("b", "gap", Expectation.LOWER));
    assertThat(Decidability.of(two, 8).stream().map(f -> f.family() + " " + f.inWords()))
        .containsExactly("speed can be decided with 8 seeds", "gap can be decided with 8 seeds");
    assertThat(Decidability.of(two, 1).get(0).inWords())
        .isEqualTo("cannot be decided with 1 seed: needs 6");
    assertThat(Decidability.of(List.of(), 8)).isEmpty();
  }

  @Test
  void aPredictionSaysInWordsWhatIsCompared() {
    Prediction.Pair arms = new Prediction.Pair("regularization", "both", "batch-norm");
    assertThat(words(arms, Optional.empty()))
        .isEqualTo(
            "both against batch-norm: gap-loss equivalent, margin 0.05 (epochs 3; model a, b)");
    assertThat(
            words(
                arms,
                Optional.of(
                    new Prediction.Across.Interaction(
                        new Prediction.Pair("regularization", "dropout", "none")))))
        .startsWith("both against batch-norm, less dropout against none: gap-loss");
    assertThat(
            words(
                arms,
                Optional.of(
                    new Prediction.Across.Interaction(
                        new Prediction.Pair("batchSize", "8", "32")))))
        .startsWith("both against batch-norm, at batchSize 8 less at 32: gap-loss");
    assertThat(
            words(
                arms,
                Optional.of(new Prediction.Across.Trend("batchSize", List.of("8", "16", "32")))))
        .startsWith("both against batch-norm, as batchSize doubles (8, 16, 32): gap-loss");
  }

  private static String words(Prediction.Pair pair, Optional<Prediction.Across> across) {
    return new Prediction(
            pair,
            ContrastMetric.GAP_LOSS,
            Expectation.EQUIVALENT,
            .05,
            Map.of("model", List.of("a", "b"), "epochs", List.of("3")),
            across)
        .inWords();
  }
}
