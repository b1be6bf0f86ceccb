package io.ablate4j.model.file;

import java.util.List;
import org.deeplearning4j.nn.conf.graph.MergeVertex;

/** Concatenate of channels. */
final class KerasConcatenate implements KerasLayer {
  @Override
  public String kind() {
    return "Concatenate";
  }

  @Override
  public KerasTensor translate(KerasSpec spec, List<KerasTensor> inputs, KerasGraph graph) {
    if (inputs.size() < 2) {
      throw spec.refusal("reads but one layer.");
    }
    for (KerasTensor each : inputs) {
      KerasAxis.requireChannels(spec, each);
    }
    return graph.vertex(spec.name(), new MergeVertex(), inputs);
  }
}
