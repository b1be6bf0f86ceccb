package io.ablate4j.probe;

import java.util.List;

/**
 * Looks into a network while it trains, where a study lists it under {@code probes}. Found through
 * {@link java.util.ServiceLoader}; needs a constructor without arguments, and is kept from trial to
 * trial, so that it should keep nothing itself: see {@link ProbeMoment#memory}.
 *
 * <p>Whatever it asks for, training gives the same bits as without it. One that reads a single
 * number off a Deeplearning4j graph can be a {@link Probe}.
 */
public interface NetworkProbe {
  /** Up to 50 lower-case letters, digits and hyphens. */
  String id();

  /** What it looks at; one line. */
  String meaning();

  /** Where its formula comes from: a paper, or that it is one's own; one line. */
  String source();

  /**
   * What it gives, whatever the network. What it gives beside that is stored and drawn layer by
   * layer, but cannot be compared.
   */
  List<ProbeReading> readings();

  /** When it is asked. */
  ProbeSchedule schedule();

  /**
   * What it computes at one moment, by which the time of trials is predicted where none is stored.
   * If it does not say, it is taken to pass the training examples of the moment once.
   */
  default ProbeWork work(ProbeSizes sizes) {
    return ProbeWork.OF_TRAIN;
  }

  /**
   * Measures.
   *
   * @param sink takes what is found: the key of a reading, or the name of a layer, and a value. NaN
   *     and the infinities are left out: there was nothing to measure
   * @throws UnsupportedOperationException if what trains the network cannot compute in a mode; then
   *     the readings are not estimable
   */
  void measure(ProbeMoment moment, ReadingSink sink);
}
