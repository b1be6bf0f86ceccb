package io.ablate4j.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class WorkerLogTest {
  private static WorkerLog log(byte[] printed) {
    return new WorkerLog(new ByteArrayInputStream(printed));
  }

  private static WorkerLog log(String printed) {
    return log(printed.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void theLastLinesAreKept() throws Exception {
    WorkerLog log = log("1\n2\n\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\nno end");
    assertThat(log.lastWords()).isEqualTo("3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\nno end");
    assertThat(log.crash()).isEmpty();
  }

  @Test
  void whatEveryWorkersJvmSaysOfItsModulesIsNoLastWord() throws Exception {
    assertThat(log("WARNING: Using incubator modules: jdk.incubator.vector\nend").lastWords())
        .isEqualTo("end");
  }

  @Test
  void bytesThatAreNoTextAreMarkedAsSuch() throws Exception {
    assertThat(log(new byte[] {'a', (byte) 0xff, 'b', '\n', (byte) 0xc3}).lastWords())
        .isEqualTo("a\ufffdb\n\ufffd");
  }

  @Test
  void aLongLineIsCut() throws Exception {
    assertThat(log("x".repeat(10_000_000) + "\nend").lastWords())
        .isEqualTo("x".repeat(400) + "... (10000000 bytes)\nend");
  }

  @Test
  void aCrashIsReportedByItsSignalAndItsPlaceAndWhatCameBefore() throws Exception {
    WorkerLog log =
        log(
            """
            loading
            #
            # A fatal error has been detected by the Java Runtime Environment:
            #
            #  SIGSEGV (0xb) at pc=0x00007f, pid=1, tid=2
            #
            # Problematic frame:
            # C  [libc.so.6+0x9]  abort+0x1
            #
            # If you would like to submit a bug report, please visit:
            """);
    assertThat(log.lastWords()).isEqualTo("loading");
    assertThat(log.crash())
        .contains("the worker's JVM crashed: SIGSEGV (0xb) in C [libc.so.6+0x9] abort+0x1");
  }
}
