package io.ablate4j.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the numbers were measured on; no host name. */
final class Machine {
  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
  private static final String MODEL = "model name";

  private Machine() {}

  /** Such as {@code 2 cores of AMD EPYC, Linux amd64, Java 17.0.9}. */
  static String description(int cores) throws IOException {
    List<String> models =
        Files.isReadable(PROCESSORS)
            ? Files.readAllLines(PROCESSORS).stream().filter(l -> l.startsWith(MODEL)).toList()
            : List.of();
    String of = models.isEmpty() ? "" : " of " + models.get(0).replaceFirst("^[^:]*:", "").strip();
    return cores
        + (cores == 1 ? " core" : " cores")
        + of
        + ", "
        + System.getProperty("os.name")
        + " "
        + System.getProperty("os.arch")
        + ", Java "
        + Runtime.version().feature();
  }
}
