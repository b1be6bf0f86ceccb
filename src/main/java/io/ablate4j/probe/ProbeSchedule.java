package io.ablate4j.probe;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** When a probe is asked. */
public enum ProbeSchedule {
  /** Before the first step, after steps 1, 2, 5, 10, 20, 50 and so on, and at the end. */
  LOG_STEPS,
  /** The same steps but the first, each with what the network was before it. */
  AROUND_STEPS,
  /** Whenever the network is evaluated in full. */
  EPOCHS,
  /** At the end of the budget. */
  END,
  /**
   * Right after what a trial does to its network in the middle of training, with what the network
   * was before it; never where it does nothing. What is measured then is recorded at the end of the
   * budget.
   */
  INTERVENTION;

  /**
   * After how many training steps a trial's probes of this schedule are asked, ascending.
   *
   * @param last steps of the budget
   * @param evaluations after how many the network is evaluated in full
   */
  public List<Long> steps(long last, List<Long> evaluations) {
    return switch (this) {
      case LOG_STEPS ->
          Stream.of(Stream.of(0L), logSteps(last), Stream.of(last))
              .flatMap(Function.identity())
              .distinct()
              .toList();
      case AROUND_STEPS -> logSteps(last).toList();
      case EPOCHS -> evaluations;
      case END, INTERVENTION -> List.of(last);
    };
  }

  private static Stream<Long> logSteps(long last) {
    return Stream.iterate(1L, decade -> decade <= last, decade -> decade * 10)
        .flatMap(decade -> Stream.of(decade, 2 * decade, 5 * decade))
        .filter(step -> step <= last);
  }

  /**
   * Whether a step is among 1, 2, 5, 10, 20, 50 and so on.
   *
   * @param step from 0
   */
  public static boolean isLogStep(int step) {
    int rest = step;
    while (rest >= 10 && rest % 10 == 0) {
      rest /= 10;
    }
    return rest == 1 || rest == 2 || rest == 5;
  }
}
