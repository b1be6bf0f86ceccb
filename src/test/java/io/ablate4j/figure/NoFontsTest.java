package io.ablate4j.figure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChart;

class NoFontsTest {
  /** Draws everything; the class loading log tells whether AWT went for fonts. */
  static final class Draw {
    private Draw() {}

    public static void main(String[] arguments) {
      System.out.println("drawn " + Examples.all().size());
    }
  }

  @Test
  void drawing_asks_the_machine_for_no_font() throws Exception {
    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.awt.headless=true",
                "-Xlog:class+load",
                "-cp",
                System.getProperty("java.class.path"),
                Draw.class.getName())
            .redirectErrorStream(true)
            .start();
    String log = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(java.waitFor()).as(log).isZero();
    assertThat(log).contains("drawn 11", XYChart.class.getName());
    assertThat(log.contains("sun.font.FontManagerFactory")).isFalse();
  }
}
