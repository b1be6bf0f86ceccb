package io.ablate4j.model.file;

import java.util.List;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;

/** Add, Multiply, Average and Maximum of layers of one shape. */
final class KerasElementWise implements KerasLayer {
  private final String kind;
  private final ElementWiseVertex.Op op;

  KerasElementWise(String kind, ElementWiseVertex.Op op) {
    this.kind = kind;
    this.op = op;
  }

  @Override
  public String kind() {
    return kind;
  }

  @Override
  public KerasTensor translate(KerasSpec spec, List<KerasTensor> inputs, KerasGraph graph) {
    if (inputs.size() < 2) {
      throw spec.refusal("reads but one layer.");
    }
    if (inputs.stream().map(KerasTensor::type).distinct().count() > 1) {
      throw spec.refusal("reads layers of different shapes, which would be stretched.");
    }
    return graph.vertex(spec.name(), new ElementWiseVertex(op), inputs);
  }
}
