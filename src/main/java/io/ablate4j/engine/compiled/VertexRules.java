package io.ablate4j.engine.compiled;

import java.util.List;
import org.deeplearning4j.nn.conf.graph.GraphVertex;

/** All vertices beside layers that the compiler knows. */
final class VertexRules {
  private static final List<VertexRule<?>> ALL = List.of(new MergeRule(), new SumRule());

  private VertexRules() {}

  /**
   * What computes a vertex, by its rule.
   *
   * @throws Unsupported if there is none, or the vertex asks for more than it does
   */
  static Node compile(GraphVertex vertex, String name, List<Tensor> inputs) throws Unsupported {
    for (VertexRule<?> rule : ALL) {
      if (rule.vertex() == vertex.getClass()) {
        return compile(rule, vertex, name, inputs);
      }
    }
    throw new Unsupported(name, vertex.getClass().getSimpleName());
  }

  private static <V extends GraphVertex> Node compile(
      VertexRule<V> rule, GraphVertex vertex, String name, List<Tensor> inputs) throws Unsupported {
    return rule.compile(rule.vertex().cast(vertex), name, inputs);
  }
}
