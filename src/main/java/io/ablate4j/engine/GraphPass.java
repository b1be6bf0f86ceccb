package io.ablate4j.engine;

import io.ablate4j.engine.runtime.LayerTable;
import io.ablate4j.view.LayerView.Kind;
import io.ablate4j.view.Pass;
import java.util.Map;

/**
 * A pass by DL4J, all kept.
 *
 * @param preActivations of layers that apply a function, by name
 * @param outputs of all layers and of the input, by name
 */
record GraphPass(
    LayerTable table,
    Map<String, float[]> preActivations,
    Map<String, float[]> outputs,
    float[] probabilities,
    double loss)
    implements Pass {
  @Override
  public float[] input(String layer) {
    return outputs.get(table.source(layer)).clone();
  }

  @Override
  public float[] preActivation(String layer) {
    return preActivations.containsKey(layer) ? preActivations.get(layer).clone() : output(layer);
  }

  @Override
  public float[] output(String layer) {
    return table.layer(layer).kind() == Kind.OUTPUT ? probabilities() : outputs.get(layer).clone();
  }

  @Override
  public float[] probabilities() {
    return probabilities.clone();
  }
}
