package io.ablate4j.probe;

/** When a probe is asked. */
public enum ProbeSchedule {
  /** Before the first step, after steps 1, 2, 5, 10, 20, 50 and so on, and at the end. */
  LOG_STEPS,
  /** The same steps but the first, each with what the network was before it. */
  AROUND_STEPS,
  /** Whenever the network is evaluated in full. */
  EPOCHS,
  /** At the end of the budget. */
  END;

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
