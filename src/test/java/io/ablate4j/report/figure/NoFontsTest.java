package io.ablate4j.report.figure;

import static org.assertj.core.api.Assertions.assertThat;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
    String classPath =
        Stream.of(Figure.class, Draw.class, XYChart.class, VectorGraphics2D.class)
            .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
            .map(url -> new File(url.getPath()).getPath())
            .distinct()
            .collect(Collectors.joining(File.pathSeparator));
    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.awt.headless=true",
                "-Xlog:class+load",
                "-cp",
                classPath,
                Draw.class.getName())
            .redirectErrorStream(true)
            .start();
    String log = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(java.waitFor()).as(log).isZero();
    assertThat(log).contains("drawn 11", XYChart.class.getName());
    assertThat(log.contains("sun.font.FontManagerFactory")).isFalse();
  }
}
