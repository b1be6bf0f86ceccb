package io.ablate4j.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class JvmFlagsTest {
  @Test
  void flagsThatDecideSpeedAndNumbersAreReportedInTheirOrder() {
    assertThat(
            JvmFlags.reported(
                List.of(
                    "-XX:+UseSerialGC",
                    "-Xmx2g",
                    "-Dorg.bytedeco.javacpp.nopointergc=true",
                    "-ea")))
        .isEqualTo("-XX:+UseSerialGC -Xmx2g -Dorg.bytedeco.javacpp.nopointergc=true -ea");
  }

  @Test
  void noPlaceOfTheMachineIsReported() {
    assertThat(
            JvmFlags.reported(
                List.of(
                    "-XX:ErrorFile=/tmp/worker.crash",
                    "-XX:HeapDumpPath=C:\\dumps",
                    "-Xlog:gc:file=/var/log/gc.log",
                    "-javaagent:/opt/agent.jar=port=1",
                    "-agentlib:jdwp=transport=dt_socket,address=somehost:5005",
                    "-Dorg.bytedeco.javacpp.cachedir=/home/someone/cache",
                    "-Djava.library.path=/home/someone/lib")))
        .isEqualTo(
            "-XX:HeapDumpPath=... -Xlog:... -javaagent:... -agentlib:..."
                + " -Dorg.bytedeco.javacpp.cachedir=...");
  }

  @Test
  void propertiesOfOthersMayBeSecretAndAreNotReported() {
    assertThat(JvmFlags.reported(List.of("-Dhttp.proxyPassword=secret", "-Duser.name=someone")))
        .isEqualTo("none");
  }
}
