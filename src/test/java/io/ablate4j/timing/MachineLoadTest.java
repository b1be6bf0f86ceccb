package io.ablate4j.timing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ablate4j.timing.MachineLoad.Sample;
import java.util.List;
import org.junit.jupiter.api.Test;

class MachineLoadTest {
  private static final List<String> STAT =
      List.of(
          "cpu  100 5 20 900 60 0 1 7 0 0",
          "cpu0 60 5 10 300 20 0 1 3 0 0",
          "cpu1 20 0 5 400 30 0 0 3 0 0",
          "cpu2 20 0 5 200 10 0 0 1 0 0",
          "intr 5811811 0 0",
          "ctxt 11770714");

  @Test
  void idleAndStolenTimeOfAllProcessorsAreReadFromTheirSum() {
    assertThat(MachineLoad.parse(5, STAT, List.of(0, 1, 2)))
        .isEqualTo(new Sample(5, 3, 960e7, 7e7))
        .isEqualTo(MachineLoad.parse(5, STAT, List.of()));
  }

  @Test
  void ofABiggerMachineOnlyTheProcessorsWeMayUseCount() {
    assertThat(MachineLoad.parse(5, STAT, List.of(0, 2))).isEqualTo(new Sample(5, 2, 530e7, 4e7));
  }

  @Test
  void processorsThatTheFileDoesNotNameLeaveItsSum() {
    assertThat(MachineLoad.parse(5, STAT, List.of(17)))
        .isEqualTo(MachineLoad.parse(5, STAT, List.of()));
  }

  @Test
  void aFileOfZerosOrWithoutProcessorsTellsNothing() {
    assertThat(MachineLoad.parse(5, List.of("cpu  0 0 0 0 0 0 0 0 0 0"), List.of()).known())
        .isFalse();
    assertThat(MachineLoad.parse(5, List.of("ctxt 7"), List.of(0)).known()).isFalse();
    assertThat(MachineLoad.parse(5, STAT, List.of()).known()).isTrue();
  }

  @Test
  void whatIsNeitherIdleNorOursIsForeign() {
    Sample before = new Sample(0, 2, 0, 0);
    // Two processors over 100 ms, 40 ms of them idle, 90 ms ours.
    Sample after = new Sample(100_000_000, 2, 40e6, 0);
    assertThat(before.foreign(after, 90e6)).isCloseTo(.7, within(1e-12));
    assertThat(before.foreign(after, 170e6))
        .isZero(); // counters are rounded, loads are not below 0
  }

  @Test
  void stolenTimeIsForeignAlsoWhereTheKernelCountsItAsOurs() {
    Sample before = new Sample(0, 1, 0, 0);
    Sample after = new Sample(100_000_000, 1, 0, 30e6);
    assertThat(before.foreign(after, 100e6)).isCloseTo(.3, within(1e-12));
    assertThat(before.foreign(after, 70e6)).isCloseTo(.3, within(1e-12));
  }
}
