package io.ablate4j.engine.compiled;

import io.ablate4j.view.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A step in which no operation overwrites what another gave or takes it in, so that all of it can
 * be looked at afterwards.
 *
 * @param input what the network reads
 * @param places where each layer's numbers are, by its name
 */
record ObservedStep(Step step, Tensor input, Map<String, Place> places) {
  /**
   * Of an example, as each layer gives it and as the network reads it.
   *
   * @param inputs names of what the network reads
   */
  Map<String, Shape> shapes(List<String> inputs) {
    Map<String, Shape> shapes = new HashMap<>();
    inputs.forEach(name -> shapes.put(name, shape(input)));
    places.forEach((name, place) -> shapes.put(name, shape(place.output())));
    return shapes;
  }

  private static Shape shape(Tensor tensor) {
    return new Shape(tensor.channels, tensor.height, tensor.width);
  }

  /**
   * Around one layer.
   *
   * @param input null if it reads several
   * @param preActivation what its function is applied to; else its output
   * @param output of the output layer what its function is applied to
   */
  record Place(Tensor input, Tensor preActivation, Tensor output) {}
}
