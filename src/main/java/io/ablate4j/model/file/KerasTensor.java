package io.ablate4j.model.file;

import java.util.Optional;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.inputs.InputType;

/**
 * What a layer reads.
 *
 * @param vertex that gives it
 * @param given what that vertex gives, without the batch
 * @param before what the reader does with it first: Keras's Flatten and Reshape are no layers in
 *     Deeplearning4j
 */
record KerasTensor(String vertex, InputType given, Optional<InputPreProcessor> before) {
  /** What a layer gives. */
  static KerasTensor of(String vertex, InputType given) {
    return new KerasTensor(vertex, given, Optional.empty());
  }

  /** What the reader's layer gets. */
  InputType type() {
    return before.map(each -> each.getOutputType(given)).orElse(given);
  }

  /** Whether it has height and width. */
  boolean isImage() {
    return type() instanceof InputType.InputTypeConvolutional;
  }
}
