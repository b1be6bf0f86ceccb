package io.ablate4j.model.file;

import io.ablate4j.regularization.DropoutKind;
import io.ablate4j.regularization.DropoutKinds;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;

/** Layers that drop; {@code rate} is the probability to be dropped. */
final class KerasDropout implements KerasLayer {
  private final String kind;
  private final String id;

  /**
   * @param kind its class in Keras
   * @param id of the kind of dropout here
   */
  KerasDropout(String kind, String id) {
    this.kind = kind;
    this.id = id;
  }

  @Override
  public String kind() {
    return kind;
  }

  @Override
  public KerasTensor translate(KerasSpec spec, List<KerasTensor> inputs, KerasGraph graph) {
    KerasTensor input = OneInputLayer.only(spec, inputs);
    spec.refuse("noise_shape");
    double rate = spec.number("rate", -1);
    if (!(rate >= 0 && rate < 1)) {
      throw spec.wrong("rate", "it has to be at least 0 and less than 1");
    }
    DropoutKind own = DropoutKinds.byId().get(id);
    if (own.needsPixels()) {
      OneInputLayer.requireImage(spec, input);
    }
    if (rate == 0) {
      return input; // it does nothing
    }
    return graph.layer(spec.name(), new DropoutLayer.Builder(own.layer(rate)).build(), input);
  }
}
