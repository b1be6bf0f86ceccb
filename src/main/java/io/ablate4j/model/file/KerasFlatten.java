package io.ablate4j.model.file;

import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;

/**
 * Flatten: a preprocessor of the layer that reads it. Keras takes the channels of a pixel one after
 * another, Deeplearning4j the pixels of a channel: the same numbers in another order, which is all
 * the same where weights are drawn anew.
 */
final class KerasFlatten implements KerasLayer {
  @Override
  public String kind() {
    return "Flatten";
  }

  @Override
  public KerasTensor translate(KerasSpec spec, List<KerasTensor> inputs, KerasGraph graph) {
    KerasTensor input = OneInputLayer.only(spec, inputs);
    if (!(input.type() instanceof InputType.InputTypeConvolutional image)) {
      return input; // it is flat
    }
    if (input.before().isPresent()) {
      // Made an image by Reshape, and flat again: what it was.
      return KerasTensor.of(input.vertex(), input.given());
    }
    return new KerasTensor(
        input.vertex(),
        input.given(),
        Optional.of(
            new CnnToFeedForwardPreProcessor(
                image.getHeight(), image.getWidth(), image.getChannels())));
  }
}
