package io.ablate4j.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JvmRestTest {
  private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

  /** On a clock that only sleeping moves. */
  private static final class MadeJvm implements JvmRest.Jvm {
    private final double busyMillis;
    private final double busy;
    private final long sleepMillis;
    private double young;
    private final long start;
    private long now;
    private double worked;
    private int looks;
    private int collections;

    /**
     * @param busyMillis for how long it has something to do
     * @param busy of a processor, until then
     * @param sleepMillis for so long it sleeps, whatever is asked for: others use the machine
     */
    MadeJvm(double busyMillis, double busy, long sleepMillis, long start) {
      this.busyMillis = busyMillis;
      this.busy = busy;
      this.sleepMillis = sleepMillis;
      this.start = start;
      now = start;
    }

    private double millis() {
      return (double) (now - start) / MILLI;
    }

    @Override
    public long nanos() {
      return now;
    }

    @Override
    public long workedNanos() {
      return (long) worked;
    }

    @Override
    public void sleep(long nanos) {
      assertThat(nanos).isPositive();
      double before = Math.min(busyMillis, millis());
      now += sleepMillis * MILLI;
      worked += busy * (Math.min(busyMillis, millis()) - before) * MILLI;
      looks++;
    }

    @Override
    public double young() {
      return young;
    }

    @Override
    public void collect() {
      collections++;
    }
  }

  @Test
  void whereThisProcessNeverRestsItGoesOnAfterAQuarterOfASecond() {
    MadeJvm jvm = new MadeJvm(Double.MAX_VALUE, 2, 3, 0);
    new JvmRest(jvm).rest();
    assertThat(jvm.millis()).isBetween(250.0, 253.0);
  }

  @Test
  void aProcessorThatOthersUseLeavesAsLongToRest() {
    MadeJvm jvm = new MadeJvm(Double.MAX_VALUE, .2, 22, 0); // a fifth is what it gets
    new JvmRest(jvm).rest();
    assertThat(jvm.millis()).isBetween(250.0, 272.0);
  }

  @Test
  void theEndOfTheClockIsNoEndOfTheRest() {
    MadeJvm jvm = new MadeJvm(Double.MAX_VALUE, 1, 3, Long.MAX_VALUE - MILLI);
    new JvmRest(jvm).rest();
    assertThat(jvm.looks).isEqualTo(84);
  }

  @Test
  void aProcessThatRestsIsLookedAtOnce() {
    MadeJvm jvm = new MadeJvm(0, 0, 3, 0);
    new JvmRest(jvm).rest();
    assertThat(jvm.looks).isEqualTo(1);
  }

  @Test
  void itGoesOnAsSoonAsTheCompilerIsDone() {
    MadeJvm jvm = new MadeJvm(40, 1, 3, 0);
    new JvmRest(jvm).rest();
    assertThat(jvm.millis()).isBetween(43.0, 48.0);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, .5, .51, 1})
  void onlyGarbageThatFillsHalfTheRoomIsCollected(double young) {
    MadeJvm jvm = new MadeJvm(0, 0, 3, 0);
    jvm.young = young;
    new JvmRest(jvm).rest();
    assertThat(jvm.collections).isEqualTo(young > .5 ? 1 : 0);
  }

  @Test
  void thisJvmTellsHowFullItIsAndCollectsItsGarbage() {
    JvmRest.Jvm jvm = new JvmRest.ThisJvm();
    assertThat(jvm.young()).isBetween(0.0, 1.0);
    long before = collections();
    jvm.collect();
    assertThat(collections()).isGreaterThan(before);
  }

  @Test
  void timeAndWorkOfThisJvmOnlyGrow() {
    JvmRest.Jvm jvm = new JvmRest.ThisJvm();
    long nanos = jvm.nanos();
    long worked = jvm.workedNanos();
    jvm.sleep(MILLI);
    assertThat(jvm.nanos()).isGreaterThanOrEqualTo(nanos);
    assertThat(jvm.workedNanos()).isGreaterThanOrEqualTo(worked);
    assertThat(worked).isPositive();
  }

  private static long collections() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .mapToLong(GarbageCollectorMXBean::getCollectionCount)
        .sum();
  }
}
