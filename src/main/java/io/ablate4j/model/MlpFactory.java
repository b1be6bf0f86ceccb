package io.ablate4j.model;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/** Three dense layers of 256 units: the network without any idea of space. */
public final class MlpFactory implements ModelFactory {
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
    return new BlockBuilder(spec)
        .dense("dense1", UNITS)
        .dense("dense2", UNITS)
        .dense("dense3", UNITS)
        .softmaxOutput();
  }
}
