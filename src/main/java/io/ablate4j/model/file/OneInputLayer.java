package io.ablate4j.model.file;

import java.util.List;
import org.deeplearning4j.nn.conf.layers.Layer;

/** A kind of Keras layer that is one layer in Deeplearning4j, and reads one other. */
abstract class OneInputLayer implements KerasLayer {
  private final String kind;

  OneInputLayer(String kind) {
    this.kind = kind;
  }

  /** The layer; how many numbers it reads is set afterwards. */
  abstract Layer layer(KerasSpec spec, KerasTensor input);

  @Override
  public final String kind() {
    return kind;
  }

  @Override
  public final KerasTensor translate(KerasSpec spec, List<KerasTensor> inputs, KerasGraph graph) {
    KerasTensor input = only(spec, inputs);
    return graph.layer(spec.name(), layer(spec, input), input);
  }

  static KerasTensor only(KerasSpec spec, List<KerasTensor> inputs) {
    if (inputs.size() != 1) {
      throw spec.refusal("reads " + inputs.size() + " layers instead of one.");
    }
    return inputs.get(0);
  }

  static void requireImage(KerasSpec spec, KerasTensor input) {
    if (!input.isImage()) {
      throw spec.refusal("reads what has no height and width.");
    }
  }
}
