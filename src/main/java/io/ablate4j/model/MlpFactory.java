package io.ablate4j.model;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/** Three dense layers of 256 units: the network without any idea of space. */
public final class MlpFactory implements ModelFactory {
  private static final int LAYERS = 3;
  private static final int UNITS = 256;

  @Override
  public String id() {
    return "mlp";
  }

  @Override
  public String description() {
    return "3 x dense 256; dropout after each";
  }

  @Override
  public ComputationGraphConfiguration configure(ModelSpec spec) {
    BlockBuilder net = new BlockBuilder(spec);
    for (int layer = 1; layer <= spec.depth(LAYERS); layer++) {
      net.dense("dense" + layer, spec.width(UNITS));
    }
    return net.softmaxOutput();
  }
}
