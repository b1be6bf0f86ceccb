package io.ablate4j.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps each worker on a processor of its own, so that the system does not move it away from its
 * caches. Where there is no {@code taskset}, or not a processor for each worker, workers run free.
 */
final class Pinning {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String ALLOWED = "Cpus_allowed_list:";

  private Pinning() {}

  /**
   * What to put in front of each worker's command, by the worker's number.
   *
   * @return as many lists as workers, empty ones where workers run free
   */
  static List<List<String>> prefixes(int workers) {
    List<Integer> processors = allowed();
    boolean possible = workers <= processors.size() && tasksetWorks(processors);
    List<List<String>> prefixes = new ArrayList<>();
    for (int worker = 0; worker < workers; worker++) {
      prefixes.add(possible ? taskset(processors.get(worker)) : List.of());
    }
    return prefixes;
  }

  private static List<String> taskset(int processor) {
    return List.of("taskset", "-c", String.valueOf(processor));
  }

  private static boolean tasksetWorks(List<Integer> processors) {
    try {
      List<String> trial = new ArrayList<>(taskset(processors.get(0)));
      trial.add("true");
      return new ProcessBuilder(trial)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false; // no such program here
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Processors this process may run on; none if the system does not tell. */
  static List<Integer> allowed() {
    try {
      return Files.readAllLines(STATUS).stream()
          .filter(line -> line.startsWith(ALLOWED))
          .findFirst()
          .map(line -> parse(line.substring(ALLOWED.length()).strip()))
          .orElse(List.of());
    } catch (IOException e) {
      return List.of(); // not Linux
    }
  }

  /** Such as {@code 0-3,8,10-11}. */
  static List<Integer> parse(String list) {
    List<Integer> processors = new ArrayList<>();
    for (String part : list.split(",")) {
      String[] ends = part.split("-");
      int last = Integer.parseInt(ends[ends.length - 1]);
      for (int processor = Integer.parseInt(ends[0]); processor <= last; processor++) {
        processors.add(processor);
      }
    }
    return processors;
  }
}
