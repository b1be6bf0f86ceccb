package io.ablate4j.engine.compiled;

import java.util.List;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;

/** The sum of what several vertices give, as residual networks have it. */
final class SumRule implements VertexRule<ElementWiseVertex> {
  @Override
  public Class<ElementWiseVertex> vertex() {
    return ElementWiseVertex.class;
  }

  @Override
  public Node compile(ElementWiseVertex vertex, String name, List<Tensor> inputs)
      throws Unsupported {
    Tensor first = inputs.get(0);
    Unsupported.unless(
        vertex.getOp() == ElementWiseVertex.Op.Add
            && inputs.stream()
                .allMatch(
                    each ->
                        each.channels == first.channels
                            && each.height == first.height
                            && each.width == first.width),
        name,
        "elements combined other than by a sum of equal shapes");
    return new Sum(inputs);
  }
}
