package io.ablate4j.worker;

import io.ablate4j.engine.runtime.Processor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps each worker on a processor of its own, so that the system does not move it away from its
 * caches. Where there is no {@code taskset}, or not just one worker for each processor, workers run
 * free: with fewer of them, two runs side by side would both take the first processors and leave
 * the others idle.
 */
public final class Pinning {
  private Pinning() {}

  /**
   * What to put in front of each worker's command, by the worker's number.
   *
   * @return as many lists as workers, empty ones where workers run free
   */
  public static List<List<String>> prefixes(int workers) {
    return prefixes(workers, Processor.allowed());
  }

  /** Whether workers, one for each processor, are kept on it. */
  public static boolean works() {
    List<Integer> processors = Processor.allowed();
    return !processors.isEmpty() && tasksetWorks(processors);
  }

  /** The same, with these processors to run on. */
  static List<List<String>> prefixes(int workers, List<Integer> processors) {
    boolean possible = workers == processors.size() && tasksetWorks(processors);
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
}
