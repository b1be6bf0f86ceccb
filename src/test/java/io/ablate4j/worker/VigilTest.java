package io.ablate4j.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** On a made clock: a worker's life told second by second. */
class VigilTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final long SECOND = 1_000_000_000L;
  private static final Duration HOUR = Duration.ofHours(1);

  private long now;
  private long beats;
  private Beat beat = new Beat(0, 0, "");

  private Vigil vigil(Duration step) {
    return new Vigil(new Vigil.Limits(MINUTE, HOUR, "over", () -> step), 0, true, now);
  }

  private Optional<String> seconds(Vigil vigil, int count) {
    Optional<String> verdict = Optional.empty();
    for (int i = 0; i < count && verdict.isEmpty(); i++) {
      now += SECOND;
      verdict = vigil.look(now, beats, beat);
    }
    return verdict;
  }

  private void beat(long steps, double cpuSeconds, String place) {
    beats++;
    beat = new Beat(steps, (long) (cpuSeconds * SECOND), place);
  }

  @Test
  void aSlowTrialThatGetsOnIsLeftAloneUntilItsTimeIsOver() {
    Vigil vigil = vigil(Duration.ofMinutes(5));
    Optional<String> verdict = Optional.empty();
    for (int minute = 1; minute < 60 && verdict.isEmpty(); minute++) {
      beat(minute, 0, ""); // a step a minute, hardly any processor time for it
      verdict = seconds(vigil, 59);
      now += SECOND;
    }
    assertThat(verdict).isEmpty();
    assertThat(seconds(vigil, 10_000)).isPresent();
  }

  @Test
  void aLongTimeoutAloneIsNoHang() {
    Vigil vigil = vigil(HOUR);
    Optional<String> verdict = Optional.empty();
    for (int i = 0; verdict.isEmpty(); i++) {
      beat(i, i, "");
      verdict = seconds(vigil, 30);
    }
    assertThat(verdict).contains("over");
    assertThat(now).isBetween(HOUR.toNanos() - 60 * SECOND, HOUR.toNanos());
    assertThat(vigil.hung()).isFalse();
  }

  @Test
  void aWorkerThatIsStoppedIsGivenUpAfterAMinute() {
    Vigil vigil = vigil(HOUR);
    beat(3, 1, "");
    assertThat(seconds(vigil, 60)).isEmpty();
    assertThat(seconds(vigil, 1)).contains("the worker hung: no sign of life for 60 seconds");
    assertThat(vigil.hung()).isTrue();
  }

  @Test
  void aWorkerThatNeverGivesASignOfLifeIsGivenUpAfterAMinuteToo() {
    Vigil vigil = vigil(HOUR);
    assertThat(seconds(vigil, 59)).isEmpty();
    assertThat(seconds(vigil, 1)).contains("the worker hung: no sign of life for 60 seconds");
    Vigil ofOneThatStarts = new Vigil(Vigil.Limits.of(MINUTE, HOUR, "over"), 0, false, now);
    assertThat(seconds(ofOneThatStarts, 10_000)).contains("over");
  }

  @Test
  void aWorkerThatSleepsIsGivenUpAfterAMinuteWithItsPlace() {
    Vigil vigil = vigil(HOUR);
    beat(3, 1, "");
    Optional<String> verdict = Optional.empty();
    int seconds = 0;
    while (verdict.isEmpty()) {
      verdict = seconds(vigil, 5);
      seconds += 5;
      beat(3, 1 + seconds / 1000.0, "example.Mine.configure(Mine.java:7)"); // a beat costs a little
    }
    assertThat(verdict)
        .contains(
            "the worker hung: no progress for 60 seconds, at example.Mine.configure(Mine.java:7)");
    assertThat(seconds).isEqualTo(65);
  }

  @Test
  void aWorkerThatIsBusyWithoutAStepIsGivenUpAfterWhatStepsMayTake() {
    Vigil vigil = vigil(Duration.ofMinutes(4));
    beat(3, 1, "");
    Optional<String> verdict = Optional.empty();
    int seconds = 0;
    while (verdict.isEmpty()) {
      verdict = seconds(vigil, 5);
      seconds += 5;
      beat(3, seconds, "example.Mine.spin(Mine.java:9)");
    }
    assertThat(verdict)
        .contains(
            "the worker hung: busy for 4 minutes without a step done,"
                + " at example.Mine.spin(Mine.java:9)");
    assertThat(seconds).isEqualTo(245);
  }

  @Test
  void timeInWhichTheRunItselfWasStoppedDoesNotCount() {
    Vigil vigil = vigil(HOUR);
    beat(3, 1, "");
    assertThat(seconds(vigil, 2)).isEmpty();
    now += 600 * SECOND; // Ctrl-Z, and fg ten minutes later
    assertThat(vigil.look(now, beats, beat)).isEmpty();
    beat(4, 2, "");
    assertThat(seconds(vigil, 50)).isEmpty();
  }

  @Test
  void theLongestTimeWithoutAStepIsRemembered() {
    Vigil vigil = vigil(HOUR);
    beat(1, 1, "");
    seconds(vigil, 20);
    beat(2, 2, "");
    seconds(vigil, 3);
    beat(3, 2, "");
    seconds(vigil, 1);
    assertThat(vigil.longestStill()).isBetween(Duration.ofSeconds(19), Duration.ofSeconds(21));
  }
}
