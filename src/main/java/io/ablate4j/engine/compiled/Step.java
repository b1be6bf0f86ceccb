package io.ablate4j.engine.compiled;

import java.util.List;

/** The compiled operations for one batch size, in order of computation. */
final class Step {
  private final Tensor input;
  private final List<Node> nodes;
  private final SoftmaxCrossEntropy output;

  Step(Tensor input, List<Node> nodes, SoftmaxCrossEntropy output) {
    this.input = input;
    this.nodes = List.copyOf(nodes);
    this.output = output;
  }

  /** Whether there is such a node in it. */
  boolean has(Class<? extends Node> kind) {
    return nodes.stream().anyMatch(kind::isInstance);
  }

  int examples() {
    return input.examples;
  }

  /** Forward and backward; the gradients are then among the parameters'. */
  double gradients(float[] features, int[] labels, Parameters parameters) {
    forward(features, 0, true);
    double loss = output.backward(labels);
    for (int i = nodes.size() - 1; i >= 0; i--) {
      nodes.get(i).backward();
    }
    parameters.fetchGradients();
    for (Node node : nodes) {
      node.writeGradients(parameters.gradients());
    }
    return loss;
  }

  /** Probabilities in inference mode; overwritten by the next call. */
  float[] probabilities(float[] features, int from) {
    forward(features, from, false);
    return output.probabilities();
  }

  private void forward(float[] features, int from, boolean training) {
    System.arraycopy(features, from, input.value().write(), 0, input.value().length());
    for (Node node : nodes) {
      node.forward(training);
    }
  }

  void close() {
    input.close();
    nodes.forEach(Node::close);
  }
}
