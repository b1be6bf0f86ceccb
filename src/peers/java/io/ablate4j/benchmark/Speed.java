package io.ablate4j.benchmark;

/**
 * One measurement of a layout.
 *
 * @param imagesPerSecond of all its processes together
 * @param processorShare processor time its processes got, of what their threads could have used;
 *     well below 1 where threads wait, or where somebody else uses the machine
 */
record Speed(double imagesPerSecond, double processorShare) {
  /** A trial on one thread has nothing to wait for: with less than this it was disturbed. */
  static final double UNDISTURBED = 0.9;
}
