package io.ablate4j.model.file;

import io.ablate4j.problem.ProblemsException;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/**
 * Gives a network the loss that Keras keeps outside of it: softmax with cross-entropy. A last layer
 * of plain numbers gives logits, as losses {@code from_logits} have it: data here have classes.
 */
final class KerasEnding {
  private KerasEnding() {}

  /**
   * The network with its loss.
   *
   * @throws ProblemsException if its last layer gives no classes
   */
  static ComputationGraphConfiguration network(KerasGraph graph, KerasTensor last) {
    String name = last.vertex();
    Layer end = layer(graph, name);
    if (last.before().isPresent() || last.isImage() || end == null) {
      throw refusal(name);
    }
    if (end instanceof ActivationLayer softmax && isSoftmax(softmax.getActivationFn())) {
      String before = graph.read(name).get(0);
      if (isLogits(layer(graph, before)) && graph.isReadOnce(before)) {
        graph.remove(name);
        return network(graph, KerasTensor.of(before, last.given()));
      }
      requireClasses(name, last.given().arrayElementsPerExample());
      graph.replace(
          name,
          new LossLayer.Builder(new LossMCXENT()).activation(new ActivationSoftmax()).build());
      return graph.network(name);
    }
    if (end instanceof DenseLayer dense
        && (isSoftmax(dense.getActivationFn()) || isLogits(dense))) {
      requireClasses(name, dense.getNOut());
      graph.replace(name, output(dense));
      return graph.network(name);
    }
    throw refusal(name);
  }

  /** The same weights, with a loss. */
  private static OutputLayer output(DenseLayer dense) {
    OutputLayer output =
        new OutputLayer.Builder(new LossMCXENT())
            .nIn(dense.getNIn())
            .nOut(dense.getNOut())
            .hasBias(dense.hasBias())
            .build();
    output.setActivationFn(new ActivationSoftmax());
    output.setWeightInitFn(dense.getWeightInitFn());
    output.setBiasInit(dense.getBiasInit());
    output.setRegularization(dense.getRegularization());
    output.setRegularizationBias(dense.getRegularizationBias());
    return output;
  }

  private static Layer layer(KerasGraph graph, String name) {
    GraphVertex vertex = graph.get(name);
    return vertex instanceof LayerVertex layer ? layer.getLayerConf().getLayer() : null;
  }

  private static boolean isLogits(Layer layer) {
    return layer instanceof DenseLayer dense
        && dense.getActivationFn() instanceof ActivationIdentity;
  }

  private static boolean isSoftmax(IActivation function) {
    return function instanceof ActivationSoftmax;
  }

  private static void requireClasses(String name, long classes) {
    if (classes < 2) {
      throw ProblemsException.of(
          "Its last layer "
              + Shown.line(name)
              + " gives one number; studies here tell classes apart.",
          "end it with Dense(2, activation=\"softmax\"), and save it again.");
    }
  }

  private static ProblemsException refusal(String name) {
    return ProblemsException.of(
        "Its last layer "
            + Shown.line(name)
            + " gives no classes: neither softmax nor what softmax could be applied to.",
        "end it with Dense(classes, activation=\"softmax\"), and save it again.");
  }
}
