package io.ablate4j.engine.runtime;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The processor as Linux describes it.
 *
 * @param name such as a brand and model; empty if the system does not say
 * @param features those of {@link #THAT_MATTER} which it has, in that order
 */
public record Processor(Optional<String> name, List<String> features) {
  /** Instructions that decide how fast a matrix product or a convolution is on x86-64. */
  public static final List<String> THAT_MATTER = List.of("fma", "avx2", "avx512f");

  private static final Path DESCRIPTION = Path.of("/proc/cpuinfo");
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String ALLOWED = "Cpus_allowed_list:";

  public Processor {
    features = List.copyOf(features);
  }

  /**
   * This machine's; empty where the system has no {@code /proc/cpuinfo}.
   *
   * @throws IOException if it is there but cannot be read
   */
  public static Optional<Processor> here() throws IOException {
    return Files.exists(DESCRIPTION)
        ? Optional.of(of(Files.readAllLines(DESCRIPTION, StandardCharsets.UTF_8)))
        : Optional.empty();
  }

  /** Reads the lines of {@code /proc/cpuinfo}; all cores are taken to be like the first one. */
  static Processor of(List<String> lines) {
    Set<String> flags =
        value(lines, "flags")
            .map(text -> new HashSet<>(Arrays.asList(text.split(" "))))
            .orElseGet(HashSet::new);
    return new Processor(
        value(lines, "model name"), THAT_MATTER.stream().filter(flags::contains).toList());
  }

  private static Optional<String> value(List<String> lines, String key) {
    return lines.stream()
        .filter(line -> line.contains(":"))
        .filter(line -> line.substring(0, line.indexOf(':')).strip().equals(key))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .filter(text -> !text.isEmpty())
        .findFirst();
  }

  /** Numbers of the processors this process may run on; none if the system does not say. */
  public static List<Integer> allowed() {
    try {
      return Files.readAllLines(STATUS).stream()
          .filter(line -> line.startsWith(ALLOWED))
          .findFirst()
          .map(line -> numbers(line.substring(ALLOWED.length()).strip()))
          .orElse(List.of());
    } catch (IOException e) {
      return List.of(); // not Linux
    }
  }

  /** Such as {@code 0-3,8,10-11}. */
  static List<Integer> numbers(String list) {
    List<Integer> processors = new ArrayList<>();
    for (String part : list.isEmpty() ? new String[0] : list.split(",")) {
      String[] ends = part.split("-");
      int last = Integer.parseInt(ends[ends.length - 1]);
      for (int processor = Integer.parseInt(ends[0]); processor <= last; processor++) {
        processors.add(processor);
      }
    }
    return processors;
  }
}
