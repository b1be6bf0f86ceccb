package io.ablate4j.engine.compiled;

import io.ablate4j.engine.runtime.DropCount;
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

  /** What each of its dropout layers has done. */
  List<DropCount> drops() {
    return nodes.stream()
        .filter(Dropout.class::isInstance)
        .map(node -> ((Dropout) node).count())
        .toList();
  }

  int examples() {
    return input.examples;
  }

  /** Forward and backward; the gradients are then among the parameters'. */
  double gradients(float[] features, int[] labels, Parameters parameters) {
    return gradients(features, labels, parameters, PassKind.TRAINING);
  }

  /** The same of a pass of some kind that goes back. */
  double gradients(float[] features, int[] labels, Parameters parameters, PassKind kind) {
    forward(features, 0, kind);
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
    return probabilities(features, from, PassKind.INFERENCE);
  }

  /** The same of a pass of some kind. */
  float[] probabilities(float[] features, int from, PassKind kind) {
    forward(features, from, kind);
    return output.probabilities();
  }

  /** Mean loss of the last pass. */
  double loss(int[] labels) {
    return output.loss(labels);
  }

  private void forward(float[] features, int from, PassKind kind) {
    System.arraycopy(features, from, input.value().write(), 0, input.value().length());
    for (Node node : nodes) {
      node.forward(kind);
    }
  }

  void close() {
    input.close();
    nodes.forEach(Node::close);
  }
}
