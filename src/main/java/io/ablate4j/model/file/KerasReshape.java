package io.ablate4j.model.file;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;

/** Reshape of a row of numbers to an image of one channel, as digits often come. */
final class KerasReshape implements KerasLayer {
  @Override
  public String kind() {
    return "Reshape";
  }

  @Override
  public KerasTensor translate(KerasSpec spec, List<KerasTensor> inputs, KerasGraph graph) {
    KerasTensor input = OneInputLayer.only(spec, inputs);
    JsonNode shape = spec.setting("target_shape");
    int first = spec.isChannelsFirst() ? 1 : 0;
    if (shape.size() != 3 || shape.get(spec.isChannelsFirst() ? 0 : 2).asInt() != 1) {
      throw spec.wrong("target_shape", "only an image of one channel can be translated");
    }
    long height = shape.get(first).asLong();
    long width = shape.get(first + 1).asLong();
    boolean isFlat =
        input.before().isEmpty() && input.given() instanceof InputType.InputTypeFeedForward;
    if (height < 1
        || width < 1
        || !isFlat
        || input.given().arrayElementsPerExample() / height != width
        || input.given().arrayElementsPerExample() % height != 0) {
      throw spec.wrong("target_shape", "only a row of as many numbers can be translated");
    }
    return new KerasTensor(
        input.vertex(),
        input.given(),
        Optional.of(new FeedForwardToCnnPreProcessor(height, width, 1)));
  }
}
