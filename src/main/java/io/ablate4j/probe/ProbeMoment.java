package io.ablate4j.probe;

import io.ablate4j.view.Batch;
import io.ablate4j.view.Gradients;
import io.ablate4j.view.NetworkView;
import java.util.Optional;
import java.util.function.Supplier;

/** A network at some point of its training, as a probe sees it. Test examples are never given. */
public interface ProbeMoment {
  /** Training steps done, from 0. */
  int step();

  /** Examples of a training step. */
  int batchSize();

  /**
   * The network. Passes without masks are shared with the other probes of the moment; masks come
   * from a stream of the probe's own, the same in all arms and at all moments.
   */
  NetworkView network();

  /**
   * A seed for {@link NetworkView#seeded}, where masks or noise are to differ from moment to
   * moment: the same in all arms, another at each step and of each probe.
   */
  long seed();

  /** The first training examples, 256 at most: the same ones at each moment. */
  Batch train();

  /** All training examples, in a fixed order. */
  Batch trainingSet();

  /** All validation examples. */
  Batch validation();

  /**
   * The gradient in training mode (batch norm by the batch, dropout with masks) of the first 64
   * training examples; shared with the other probes of the moment.
   */
  Gradients gradients();

  /**
   * The step that has just been done; there at {@link ProbeSchedule#AROUND_STEPS}. At {@link
   * ProbeSchedule#INTERVENTION} it is the intervention, and its batch {@link #train}.
   */
  Optional<AroundStep> around();

  /**
   * What the probe keeps from moment to moment of one trial.
   *
   * @param first gives it at the first moment
   */
  <T> T memory(Supplier<T> first);

  /** What a number is that is read off a Deeplearning4j graph, a copy of the network. */
  double ask(Probe probe);

  /**
   * A step.
   *
   * @param batch that it was done on
   * @param before all parameters before it
   */
  record AroundStep(Batch batch, float[] before) {}
}
