package io.ablate4j.engine.compiled;

import java.util.List;
import org.deeplearning4j.nn.conf.graph.GraphVertex;

/**
 * How vertices of one class that are no layers are compiled: a file each, and a line each in {@link
 * VertexRules}.
 *
 * @param <V> the class itself, as a subclass may compute something else
 */
interface VertexRule<V extends GraphVertex> {
  /** The configurations it knows. */
  Class<V> vertex();

  /**
   * What computes the vertex exactly as DL4J does.
   *
   * @param inputs what it reads, at least one
   * @throws Unsupported if it asks for more than the compiled operations do
   */
  Node compile(V vertex, String name, List<Tensor> inputs) throws Unsupported;
}
