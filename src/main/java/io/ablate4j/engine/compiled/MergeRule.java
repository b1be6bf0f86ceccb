package io.ablate4j.engine.compiled;

import java.util.List;
import org.deeplearning4j.nn.conf.graph.MergeVertex;

/** Channels joined. */
final class MergeRule implements VertexRule<MergeVertex> {
  @Override
  public Class<MergeVertex> vertex() {
    return MergeVertex.class;
  }

  @Override
  public Node compile(MergeVertex vertex, String name, List<Tensor> inputs) throws Unsupported {
    Unsupported.unless(vertex.getMergeAxis() == 1, name, "merged along another axis");
    return new Merge(inputs);
  }
}
