package io.ablate4j.report;

import static io.ablate4j.hypothesis.ContrastMetric.STEPS_TO_TARGET;
import static io.ablate4j.hypothesis.ContrastMetric.TEST_ACCURACY;
import static org.assertj.core.api.Assertions.assertThat;

import io.ablate4j.claims.Claim;
import io.ablate4j.claims.ClaimsTable;
import io.ablate4j.claims.Miniature;
import io.ablate4j.claims.Ruling;
import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.hypothesis.Expectation;
import io.ablate4j.hypothesis.Prediction;
import io.ablate4j.hypothesis.Prediction.Pair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Planted effects: batch norm is better and faster, dropout is worse and slower. */
class ClaimsPageTest {
  private static final ClaimsTable TABLE =
      new ClaimsTable(
          Map.of("help", "Does it help?"),
          List.of(
              claim("C1", Ruling.SUPPORTED, "h1"),
              claim("C2", Ruling.SUPPORTED, "h1", "h2"),
              claim("C3", Ruling.REFUTED, "h2"),
              claim("C4", Ruling.SUPPORTED, "elsewhere")),
          List.of(
              new Miniature(
                  "both", "A paper", "its protocol.", "much.", "1 and 2", List.of("h1", "h2")),
              new Miniature(
                  "other", "Another", "its protocol.", "much.", "3", List.of("elsewhere"))));

  private static Claim claim(String id, Ruling expected, String... hypotheses) {
    return new Claim(
        id,
        "help",
        "The claim " + id + ".",
        id + " in short",
        "somebody",
        "a setting",
        "A caution.",
        expected,
        false,
        List.of(hypotheses),
        List.of(),
        List.of());
  }

  private static Prediction prediction(String arm, ContrastMetric metric, Expectation expect) {
    return new Prediction(
        new Pair("regularization", arm, "none"), metric, expect, .01, Map.of(), Optional.empty());
  }

  private static final PlantedStudy STUDY =
      PlantedStudy.withEffects()
          .claim(
              "Batch norm is faster",
              "f",
              prediction("batch-norm", STEPS_TO_TARGET, Expectation.LOWER))
          .claim(
              "Dropout is better", "f", prediction("dropout", TEST_ACCURACY, Expectation.HIGHER));

  static ClaimsPage planted() {
    return planted("small");
  }

  /** Of the same study at each scale. */
  private static ClaimsPage planted(String... scales) {
    return ClaimsPage.of(
        TABLE,
        Arrays.stream(scales)
            .map(scale -> new ClaimsPage.Study(scale, "claims-one-" + scale, STUDY.analysis()))
            .toList(),
        List.of("small", "standard"));
  }

  private static ClaimsPage.Row row(String id) {
    return planted().groups().get(0).rows().stream()
        .filter(row -> row.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aClaimHasTheRulingOfItsHypothesesAndALinkToEach() {
    assertThat(row("C1").verdict()).contains(Ruling.SUPPORTED);
    assertThat(row("C2").verdict()).contains(Ruling.PARTLY);
    assertThat(row("C3").verdict()).contains(Ruling.REFUTED);
    assertThat(row("C4").verdict()).contains(Ruling.NOT_RUN);
    assertThat(row("C2").seen())
        .extracting(ClaimsPage.Seen::link)
        .containsExactly(
            "claims-one-small/index.html#claim-1", "claims-one-small/index.html#claim-2");
    assertThat(row("C2").seen().get(0).parts()).singleElement().asString().contains(" [");
  }

  @Test
  void whatWasExpectedBeforehandIsNoSurprise() {
    assertThat(planted().surprises())
        .containsExactly("C2: The claim C2. Partly, where supported was expected (small scale).");
  }

  @Test
  void aPublishedResultIsReproducedByTheRuleWrittenBeforehand() {
    assertThat(planted().miniatures())
        .extracting(ClaimsPage.Small::ruling)
        .containsExactly("partly", "not run");
  }

  @Test
  void aTileAClaimHasItsVerdictAtEachScale() {
    List<ClaimsPage.Tile> tiles = planted("small", "standard").groups().get(0).tiles();
    assertThat(tiles)
        .extracting(ClaimsPage.Tile::inShort)
        .containsExactly("C1 in short", "C2 in short", "C3 in short", "C4 in short");
    assertThat(tiles.get(1).rows())
        .extracting(ClaimsPage.Row::scale)
        .containsExactly("small", "standard");
    assertThat(tiles.get(3).rows()).hasSize(1);
  }

  @Test
  void thePageSaysHowManyVerdictsAreFalseByChance() {
    assertThat(planted().chance()).contains("1 family of tests", "at most 0.1");
    assertThat(planted("small", "standard").chance()).contains("2 families", "at most 0.1 ");
  }

  @Test
  void thePageSaysInHowManyPairsControlsGaveTheNumbersOfNone() {
    assertThat(planted().controls())
        .endsWith("It did so in 0 of 0 pairs of trials. No pair has run in claims-one-small.");
    PlantedStudy exact = PlantedStudy.begin().models("mlp").seeds(2).controls("placebo");
    PlantedStudy off = PlantedStudy.begin().models("mlp").seeds(2).controls("placebo");
    off.arm("placebo", .001, 0, 1, 1);
    ClaimsPage page =
        ClaimsPage.of(
            TABLE,
            List.of(
                new ClaimsPage.Study("small", "exact", exact.analysis()),
                new ClaimsPage.Study("small", "off", off.analysis())),
            List.of("small"));
    // 2 studies x 2 batch sizes x 2 seeds, of which one study is not as it should be
    assertThat(page.controls()).contains("in 4 of 8 pairs of trials. It did not in off.");
  }

  @Test
  void aClaimIsShownAtTheScalesAtWhichItWasRun() {
    assertThat(planted().groups().get(0).rows())
        .extracting(ClaimsPage.Row::scale)
        .containsOnly("small");
  }

  @Test
  void theShortFormOfAReportHasVerdictsAndMethodsAndNeitherFiguresNorTrials(@TempDir Path folder)
      throws IOException {
    Path page = folder.resolve("index.html");
    HtmlReport.write(STUDY.analysis(), page);
    long whole = Files.size(page);
    HtmlReport.writeBrief(STUDY.analysis(), page);
    assertThat(Files.readString(page))
        .contains("id=\"claim-2\"", "id=\"methods\"", "the short form")
        .doesNotContain("id=\"trials\"", "id=\"speed\"", "href=\"#speed\"");
    assertThat(Files.size(page)).isLessThan(whole / 2);
  }
}
