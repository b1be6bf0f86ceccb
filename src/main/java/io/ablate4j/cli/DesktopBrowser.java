package io.ablate4j.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Shows a page in the browser of the desktop, where there is one. */
final class DesktopBrowser {
  private DesktopBrowser() {}

  /** Starts it and does not wait; says so where that is impossible. */
  static void open(Path page, PrintWriter err) {
    open(page, System.getProperty("os.name"), System.getenv(), err);
  }

  /** The same for a system and its environment. */
  static void open(Path page, String system, Map<String, String> environment, PrintWriter err) {
    List<String> command = new ArrayList<>(command(system));
    // Without a desktop this program does nothing, or shows the page on a terminal nobody sees.
    if (command.get(0).equals("xdg-open")
        && !environment.containsKey("DISPLAY")
        && !environment.containsKey("WAYLAND_DISPLAY")) {
      err.println(
          "The report cannot be opened: there is no desktop here.\n  Maybe open "
              + page
              + " by hand.");
      return;
    }
    command.add(page.toAbsolutePath().toUri().toString());
    try {
      new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      err.println(
          "The report cannot be opened: there is no "
              + command.get(0)
              + ".\n  Maybe open "
              + page
              + " by hand.");
    }
  }

  /** What opens an address on that system. */
  static List<String> command(String system) {
    String name = system.toLowerCase(Locale.ROOT);
    if (name.contains("win") && !name.contains("darwin")) {
      return List.of("rundll32", "url.dll,FileProtocolHandler");
    }
    return List.of(name.contains("mac") || name.contains("darwin") ? "open" : "xdg-open");
  }
}
