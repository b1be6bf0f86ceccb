package io.ablate4j.probe;

import io.ablate4j.hypothesis.MetricDefinition;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A number that is measured of a network after each epoch, where a study lists it under {@code
 * probes}. Found through {@link java.util.ServiceLoader}; needs a constructor without arguments,
 * and is kept from trial to trial, so that it should keep nothing itself. Its metric is {@code
 * probe:} and its id.
 */
public interface Probe extends MetricDefinition {
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
