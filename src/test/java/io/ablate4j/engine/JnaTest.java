package io.ablate4j.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;

class JnaTest {
  /** Two threads that use JNA for the first time, each by another class of it. */
  public static final class Race {
    public static void main(String[] arguments) throws Exception {
      FlushToZero.isOn(); // its own class is loaded, JNA is not
      CyclicBarrier start = new CyclicBarrier(2);
      Thread other =
          new Thread(
              () -> {
                try {
                  start.await();
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
                CpuClock.processNanos();
              });
      other.start();
      start.await();
      FlushToZero.onThisThread().close();
      other.join();
    }
  }

  @RepeatedTest(3)
  void threadsThatUseItAtOnceForTheFirstTimeDoNotWaitForEachOther() throws Exception {
    Process race =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Race.class.getName()))
            .inheritIO()
            .start();
    try {
      assertThat(race.waitFor(2, TimeUnit.MINUTES)).isTrue();
      assertThat(race.exitValue()).isZero();
    } finally {
      race.destroyForcibly();
    }
  }
}
