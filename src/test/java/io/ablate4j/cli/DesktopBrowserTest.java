package io.ablate4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DesktopBrowserTest {
  @Test
  void eachSystemHasItsOwnProgram() {
    assertThat(DesktopBrowser.command("Linux")).containsExactly("xdg-open");
    assertThat(DesktopBrowser.command("Mac OS X")).containsExactly("open");
    assertThat(DesktopBrowser.command("Darwin")).containsExactly("open");
    assertThat(DesktopBrowser.command("Windows 11")).startsWith("rundll32");
  }

  @Test
  void whereThereIsNoDesktopItSaysSoAndTheRunGoesOn() {
    StringWriter err = new StringWriter();
    DesktopBrowser.open(
        Path.of("reports/small/index.html"), "Linux", Map.of(), new PrintWriter(err, true));
    assertThat(err.toString())
        .contains("there is no desktop here")
        .contains("Maybe open " + Path.of("reports/small/index.html") + " by hand.");
  }
}
