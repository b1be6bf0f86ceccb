package io.ablate4j.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlasKernelTest {
  @Test
  void everyTrialsProvenanceHasIt() {
    assertThat(NativeRuntime.start(1).facts().get("blas-kernel"))
        .isEqualTo(BlasKernel.ofThisProcess().orElse("unknown"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Prescott", "Nehalem"}) // run on every x86-64
  void itIsWhatOpenBlasSaysAndNotWhatItWasAskedFor(String asked) throws Exception {
    assumeThat(System.getProperty("os.arch")).isEqualTo("amd64");
    assertThat(asked(asked)).isEqualTo(asked);
    assertThat(asked("No-such-kernel")).isNotEqualTo("No-such-kernel").isNotBlank();
  }

  @Test
  void theAddressIsTheNearestWithTheseBits() {
    long function = 0x7f12_3456_7890L;
    assertThat(BlasKernel.nearest(function, 0x3456_0000L)).isEqualTo(0x7f12_3456_0000L);
    assertThat(BlasKernel.nearest(0x7f12_ffff_fff0L, 0x10L)).isEqualTo(0x7f13_0000_0010L);
    assertThat(BlasKernel.nearest(0x7f12_0000_0010L, 0xffff_fff0L)).isEqualTo(0x7f11_ffff_fff0L);
  }

  private static String asked(String kernel) throws Exception {
    ProcessBuilder java =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Told.class.getName());
    java.environment().put(BlasKernel.VARIABLE, kernel);
    java.redirectError(ProcessBuilder.Redirect.DISCARD);
    Process process = java.start();
    String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return told.strip();
  }

  /** In a process of its own: the library decides once, when it is loaded. */
  static final class Told {
    private Told() {}

    public static void main(String[] arguments) {
      System.out.println(BlasKernel.ofThisProcess().orElse("unknown"));
    }
  }
}
