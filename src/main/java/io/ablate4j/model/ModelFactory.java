package io.ablate4j.model;

import io.ablate4j.data.InputShape;
import java.util.Optional;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/**
 * A kind of network a study can name as a level of {@code model}; found through {@link
 * java.util.ServiceLoader}, so that a user's jar can bring its own.
 */
public interface ModelFactory {
  /** The name in study files: lower case, words joined by hyphens. */
  String id();

  /** One line for {@code list models}. */
  String description();

  /**
   * Why this network cannot be laid out on such examples; empty if it can.
   *
   * @param input shape of one example
   */
  default Optional<String> objection(InputShape input) {
    return Optional.empty();
  }

  /**
   * The same, of a network that has its own number of classes.
   *
   * @param classes of the data
   */
  default Optional<String> objection(InputShape input, int classes) {
    return objection(input);
  }

  /**
   * Lays out the network: one input, one softmax output with cross-entropy. The optimizer and the
   * initial weights' random streams are set by the trainer, so a factory sets neither updater nor
   * seed. Layers that two arms share must have the same name in both: their initial weights are
   * drawn by name. {@link BlockBuilder} does all of this.
   */
  ComputationGraphConfiguration configure(ModelSpec spec);
}
