package io.ablate4j.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {
  private static final List<String> FACTORS = List.of("model", "batchSize", "epochs");

  @Test
  void hyphensAndCapitalsAreNoDifference() {
    assertThat(Nearest.nearest("batch-size", FACTORS)).contains("batchSize");
    assertThat(Nearest.nearest("BATCH_SIZE", FACTORS)).contains("batchSize");
  }

  @Test
  void swappedMissingAndSuperfluousLettersAreNear() {
    assertThat(Nearest.nearest("modle", FACTORS)).contains("model");
    assertThat(Nearest.nearest("epoch", FACTORS)).contains("epochs");
    assertThat(Nearest.nearest("modell", FACTORS)).contains("model");
  }

  @Test
  void anotherWordIsNearToNothing() {
    assertThat(Nearest.nearest("colour", FACTORS)).isEmpty();
    assertThat(Nearest.nearest("", FACTORS)).isEmpty();
    assertThat(Nearest.nearest("-", FACTORS)).isEmpty();
    assertThat(Nearest.nearest("9", List.of("8", "32"))).isEmpty();
    assertThat(Nearest.nearest("x".repeat(1_000_000), FACTORS)).isEmpty();
  }

  @Test
  void aPartOfLongerWordsIsTakenForThem() {
    List<String> known =
        List.of("probe:test-loss", "probe:modes.batch-on", "probe:modes.running-on");
    assertThat(Nearest.advice("test-loss", known)).isEqualTo("use \"probe:test-loss\".");
    assertThat(Nearest.advice("probe:modes", known))
        .isEqualTo("use one of probe:modes.batch-on, probe:modes.running-on.");
    assertThat(Nearest.advice("on", known)).startsWith("use one of probe:test-loss, ");
    assertThat(Nearest.advice("colour", known)).startsWith("use one of probe:test-loss, ");
  }

  @Test
  void distancesAreThoseOfTheTextbook() {
    assertThat(Nearest.distance("kitten", "sitting")).isEqualTo(3);
    assertThat(Nearest.distance("ca", "ac")).isEqualTo(1);
    assertThat(Nearest.distance("", "abc")).isEqualTo(3);
  }
}
