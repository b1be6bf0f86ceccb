package io.ablate4j.timing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ablate4j.timing.MachineLoad.Sample;
import io.ablate4j.train.StepTimer.Slice;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class RoundWatchTest {
  private static final double CLOSE = 1e-9;

  @Test
  void aWorkerThatHadItsProcessorForItselfIsNotDisturbed() {
    RoundWatch watch = new RoundWatch(1, unknown());
    watch.add(List.of(new Slice(1, 100, 100, 99)), 0);
    watch.add(List.of(new Slice(1, 100, 99, 96)), 0);
    assertThat(watch.end().disturbed()).isFalse();
    assertThat(watch.end().jvmQuiet()).isTrue();
    assertThat(watch.end().foreignLoad()).isCloseTo(1 / 200.0, within(CLOSE));
  }

  @Test
  void aJvmThatCompilesForMoreThanATwentiethDisturbsButIsNoForeignLoad() {
    RoundWatch watch = new RoundWatch(2, unknown());
    watch.add(List.of(new Slice(1, 100, 100, 100), new Slice(1, 100, 100, 100)), 0);
    watch.add(List.of(new Slice(1, 100, 100, 100), new Slice(1, 100, 100, 88)), 0);
    assertThat(watch.end().disturbed()).isTrue();
    assertThat(watch.end().jvmQuiet()).isFalse();
    assertThat(watch.end().foreignLoad()).isZero();
  }

  @Test
  void whoWorksOnAWorkersProcessorDisturbsAndLeavesTheJvmQuiet() {
    RoundWatch watch = new RoundWatch(2, unknown());
    watch.add(List.of(new Slice(1, 100, 100, 100), new Slice(1, 100, 70, 70)), 0);
    assertThat(watch.end().disturbed()).isTrue();
    assertThat(watch.end().jvmQuiet()).isTrue();
    assertThat(watch.end().foreignLoad()).isCloseTo(.3, within(CLOSE));
  }

  @Test
  void aLittleOfBothIsTooMuchTogether() {
    RoundWatch watch = new RoundWatch(1, unknown());
    watch.add(List.of(new Slice(1, 100, 97, 94)), 0);
    assertThat(watch.end().disturbed()).isTrue();
    assertThat(watch.end().foreignLoad()).isCloseTo(.03, within(CLOSE));
  }

  @Test
  void whoWorksElsewhereOnTheMachineDisturbsFromAnEighthOfAProcessorAndATick() {
    // 100 ms of two processors, told to 10 ms; the worker took 100 ms, this process 2.
    for (double foreignMillis : new double[] {22, 23}) {
      RoundWatch watch = new RoundWatch(1, machine(100, 2, 200 - 102 - foreignMillis));
      watch.add(List.of(new Slice(1, 100, 100, 100)), 2e6);
      assertThat(watch.end().disturbed()).isEqualTo(foreignMillis > 22.5);
    }
    for (double foreignMillis : new double[] {134, 136}) {
      RoundWatch watch = new RoundWatch(1, machine(1000, 2, 2000 - 1000 - foreignMillis));
      watch.add(List.of(new Slice(1, 1000, 1000, 1000)), 0);
      assertThat(watch.end().disturbed()).isEqualTo(foreignMillis > 135);
    }
  }

  @Test
  void onManyProcessorsAFewPercentOfAllMayBeBusy() {
    RoundWatch few = new RoundWatch(1, machine(100, 64, 6400 - 100 - 190));
    few.add(List.of(new Slice(1, 100, 100, 100)), 0);
    assertThat(few.end().disturbed()).isFalse();
    RoundWatch more = new RoundWatch(1, machine(100, 64, 6400 - 100 - 220));
    more.add(List.of(new Slice(1, 100, 100, 100)), 0);
    RoundWatch.Seen seen = more.end();
    assertThat(seen.disturbed()).isTrue();
    assertThat(seen.foreignLoad()).isCloseTo(2.2, within(CLOSE));
  }

  private static Supplier<Sample> unknown() {
    return () -> new Sample(0, 0, 0, 0);
  }

  /** Idle for that long, between any two samples that follow one another. */
  private static Supplier<Sample> machine(double millis, int processors, double idleMillis) {
    Iterator<Integer> times = List.of(0, 1).iterator();
    return () -> {
      int time = times.next();
      return new Sample((long) (time * millis * 1e6), processors, time * idleMillis * 1e6, 0);
    };
  }
}
