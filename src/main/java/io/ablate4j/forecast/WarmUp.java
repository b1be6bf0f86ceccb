package io.ablate4j.forecast;

import java.util.Arrays;

/**
 * How much slower a worker is while its JVM loads and compiles what training uses. The excess over
 * a warm one falls off as the sum of two exponentials of the time that it has worked: what is used
 * in each step is compiled in the first seconds, the rest of it in the first minute.
 *
 * @param terms size of the excess at the start, and the seconds in which it falls to 1/e
 */
record WarmUp(Term... terms) {
  /**
   * Fitted to the workers of two stored runs of the study quickstart: twice as slow in the first
   * second, 1.3 times after three, 1.1 times after ten.
   */
  static final WarmUp OF_A_WORKER = new WarmUp(new Term(1, 1.5), new Term(.2, 15));

  /**
   * The same of the processor time of the thread that trains, without what compilers take beside
   * it, which comes in bursts: fitted to 230 slices of quickstart's networks by four pairs of
   * workers. Their medians were 1.7 to 2 times as long as in warm workers in the first second, 1.25
   * in the next one, then 1.15, 1.1 and 1.06; with the compilers 3 to 5 times, 1.9, 1.6, 1.3 and
   * 1.4.
   */
  static final WarmUp OF_TRAINING = new WarmUp(new Term(3, .5), new Term(.25, 3.5));

  /** Nothing is slower. */
  static final WarmUp NONE = new WarmUp();

  /**
   * A falling excess.
   *
   * @param excess share of a warm worker's time, 0 and up
   * @param seconds until it has fallen to 1/e
   */
  record Term(double excess, double seconds) {}

  /** The same on a machine that is slower by a factor. */
  WarmUp slowedDown(double factor) {
    return new WarmUp(
        Arrays.stream(terms)
            .map(term -> new Term(term.excess, term.seconds * factor))
            .toArray(Term[]::new));
  }

  /** How many times as long as in a warm worker a step takes; {@code age} in seconds of work. */
  double slowness(double age) {
    double slowness = 1;
    for (Term term : terms) {
      slowness += term.excess * Math.exp(-age / term.seconds);
    }
    return slowness;
  }

  /**
   * What a worker of some age takes.
   *
   * @param age in seconds of work, as a warm worker would have done it
   * @param warmSeconds that a warm worker takes
   */
  double seconds(double age, double warmSeconds) {
    double seconds = warmSeconds;
    for (Term term : terms) {
      seconds +=
          term.excess
              * term.seconds
              * (Math.exp(-age / term.seconds) - Math.exp(-(age + warmSeconds) / term.seconds));
    }
    return seconds;
  }
}
