package io.ablate4j.timing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ablate4j.timing.MachineLoad.Sample;
import io.ablate4j.timing.RoundWatch.Seen;
import io.ablate4j.train.StepTimer.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What is said of invented turns; times are milliseconds. */
class RoundWatchTest {
  private static final double CLOSE = 1e-9;

  @Test
  void aWorkerThatHadItsProcessorForItselfIsNotDisturbed() {
    Seen seen = alone(new Slice(1, 100, 100, 99), new Slice(1, 100, 99, 96));
    assertThat(seen.disturbed()).isFalse();
    assertThat(seen.jvmQuiet()).isTrue();
    assertThat(seen.foreignLoad()).isCloseTo(1 / 200.0, within(CLOSE));
    assertThat(seen.change()).isCloseTo(1 / 100.0, within(CLOSE));
  }

  @Test
  void aJvmThatCompilesForMoreThanATwentiethDisturbsButIsNoForeignLoad() {
    RoundWatch watch = new RoundWatch(2, unknown());
    watch.add(List.of(new Slice(1, 100, 100, 100), new Slice(1, 100, 100, 100)), 0);
    watch.turnEnds();
    watch.add(List.of(new Slice(1, 100, 100, 100), new Slice(1, 100, 100, 88)), 0);
    watch.turnEnds();
    assertThat(watch.end().disturbed()).isTrue();
    assertThat(watch.end().jvmQuiet()).isFalse();
    assertThat(watch.end().foreignLoad()).isZero();
  }

  @Test
  void aJvmIsJudgedByTheTimeThatItsWorkTakesFromTheRoundWhateverOthersTake() {
    assertThat(alone(new Slice(1, 100, 50, 46)).jvmQuiet()).isTrue();
    assertThat(alone(new Slice(1, 100, 50, 44)).jvmQuiet()).isFalse();
  }

  @Test
  void whoWorksOnAWorkersProcessorAllTheTimeDoesNotDisturb() {
    RoundWatch watch = new RoundWatch(2, unknown());
    for (double had : new double[] {50, 45, 55, 50, 52, 48}) {
      watch.add(List.of(new Slice(1, 100, 100, 100), new Slice(1, 100, had, had)), 0);
      watch.turnEnds();
    }
    assertThat(watch.end().disturbed()).isFalse();
    assertThat(watch.end().jvmQuiet()).isTrue();
    assertThat(watch.end().foreignLoad()).isCloseTo(.5, within(CLOSE));
    // Thirds of two turns each had 95, 105 and 100 of 200.
    assertThat(watch.end().change()).isCloseTo(.05, within(CLOSE));
  }

  @Test
  void whoComesOrGoesDuringARoundDisturbsWhereverThatIs() {
    Slice whole = new Slice(1, 100, 100, 100);
    Slice half = new Slice(1, 100, 45, 45);
    assertThat(alone(half, whole, whole).disturbed()).isTrue();
    assertThat(alone(whole, half, whole).disturbed()).isTrue();
    assertThat(alone(whole, whole, half).disturbed()).isTrue();
    assertThat(alone(whole, half).disturbed()).isTrue();
    assertThat(alone(half, half, half).disturbed()).isFalse();
    assertThat(alone(whole, whole, whole).disturbed()).isFalse();
  }

  @Test
  void aShortRoundToleratesWhatAFewMillisecondsMoreOrLessOfAProcessorComeTo() {
    // 12 ms of 20 against all of them: as large a share as the round before has, but 8 ms.
    Slice whole = new Slice(1, 20, 20, 20);
    assertThat(alone(whole, new Slice(1, 20, 9, 9), whole).disturbed()).isFalse();
    assertThat(alone(whole, new Slice(1, 20, 7, 7), whole).disturbed()).isTrue();
  }

  @Test
  void whoWorksElsewhereOnTheMachineDisturbsByComingAndNotByBeingThere() {
    // Two processors, of which the worker has one; the clock of idle time is true to 10 ms.
    Slice whole = new Slice(1, 100, 100, 100);
    Seen steady = watched(2, whole, 5, 5, 5, 5, 5, 5);
    assertThat(steady.disturbed()).isFalse();
    assertThat(steady.foreignLoad()).isCloseTo(.95, within(CLOSE));
    assertThat(watched(2, whole, 100, 100, 100, 100, 100, 100).foreignLoad()).isZero();
    assertThat(watched(2, whole, 100, 100, 5, 5, 5, 5).disturbed()).isTrue();
    assertThat(watched(2, whole, 100, 100, 100, 5, 100, 100).disturbed()).isTrue();
    assertThat(watched(2, whole, 100, 100, 100, 70, 100, 100).disturbed()).isFalse();
  }

  @Test
  void onManyProcessorsAFewPercentOfAllMayComeOrGo() {
    Slice whole = new Slice(1, 100, 100, 100);
    assertThat(watched(64, whole, 6300, 6300, 6300, 6300, 6110, 6110).disturbed()).isFalse();
    Seen more = watched(64, whole, 6300, 6300, 6300, 6300, 6070, 6070);
    assertThat(more.disturbed()).isTrue();
    assertThat(more.change()).isCloseTo(2.3, within(CLOSE));
  }

  /** Turns of one worker on a machine that does not tell its load. */
  private static Seen alone(Slice... turns) {
    RoundWatch watch = new RoundWatch(1, unknown());
    for (Slice turn : turns) {
      watch.add(List.of(turn), 0);
      watch.turnEnds();
    }
    return watch.end();
  }

  /** As many turns alike as there are milliseconds of idle processors, a number for each turn. */
  private static Seen watched(int processors, Slice turn, double... idleMillis) {
    List<Sample> samples = new ArrayList<>();
    double idle = 1000;
    samples.add(new Sample(0, processors, idle * 1e6, 0));
    for (double more : idleMillis) {
      idle += more;
      samples.add(
          new Sample((long) (samples.size() * turn.wallMillis() * 1e6), processors, idle * 1e6, 0));
    }
    RoundWatch watch = new RoundWatch(1, samples.iterator()::next);
    for (int i = 0; i < idleMillis.length; i++) {
      watch.add(List.of(turn), 0);
      watch.turnEnds();
    }
    return watch.end();
  }

  private static Supplier<Sample> unknown() {
    return () -> new Sample(0, 0, 0, 0);
  }
}
