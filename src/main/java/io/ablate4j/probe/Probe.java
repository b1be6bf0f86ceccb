package io.ablate4j.probe;

import io.ablate4j.hypothesis.ContrastMetric.Scale;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A number that is measured of a network after each epoch, where a study lists it under {@code
 * probes}. Found through {@link java.util.ServiceLoader}; needs a constructor without arguments,
 * and is kept from trial to trial, so that it should keep nothing itself.
 */
public interface Probe {
  /** Up to 50 lower-case letters, digits and hyphens; {@code probe:} and this is its metric. */
  String id();

  /** What it measures, in which unit; one line. */
  String meaning();

  /** How two of its values are set against one another; a ratio needs values above 0. */
  Scale scale();

  /** Which direction is an improvement, for hypotheses that expect "not-worse". */
  boolean higherIsBetter();

  /**
   * The margin of a hypothesis that sets none, above 0: in the probe's unit, or for a ratio its
   * distance from 1.
   */
  default double defaultMargin() {
    return switch (scale()) {
      case SHARE -> .005;
      case NATS, RATIO -> .05;
      case NUMBER -> .1;
    };
  }

  /**
   * Measures.
   *
   * @param network a copy with the parameters of the end of the epoch, which DL4J computes by its
   *     own means whatever trains: what is done to it, and what is drawn from {@code
   *     Nd4j.getRandom()} on this thread, changes no training. Random numbers come from a stream of
   *     the trial's seed, the same in all arms and epochs
   * @param features [examples, channels, height, width] of images, [examples, features] of table
   *     rows: the same training examples after each epoch, at most 128
   * @param labels [examples, classes], one-hot
   * @return NaN or an infinity where it is not defined, which is stored as missing
   */
  double measure(ComputationGraph network, INDArray features, INDArray labels);
}
