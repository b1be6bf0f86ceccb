package io.ablate4j.model;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/**
 * What a factor does to every network. Two that do the same have to be equal, as records are:
 * trials are compared by what is done to them.
 */
@FunctionalInterface
public interface NetworkChange {
  /**
   * Changes the configuration that a model has given. Where the compiled step does not know the
   * result, Deeplearning4j trains the network.
   */
  void applyTo(ComputationGraphConfiguration network);
}
