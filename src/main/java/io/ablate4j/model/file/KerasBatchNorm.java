package io.ablate4j.model.file;

import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.activations.impl.ActivationIdentity;

/** BatchNormalization over channels; momentum is Deeplearning4j's decay. */
final class KerasBatchNorm extends OneInputLayer {
  KerasBatchNorm() {
    super("BatchNormalization");
  }

  @Override
  Layer layer(KerasSpec spec, KerasTensor input) {
    KerasWeights.requireTrainable(spec);
    KerasAxis.requireChannels(spec, input);
    spec.refuse("beta_regularizer", "gamma_regularizer", "beta_constraint", "gamma_constraint");
    if (spec.flag("renorm", false)) {
      throw spec.wrong("renorm", "Deeplearning4j has no batch renormalization");
    }
    boolean isScaled = spec.flag("scale", true);
    if (isScaled != spec.flag("center", true)) {
      throw spec.wrong(
          isScaled ? "center" : "scale", "Deeplearning4j learns scale and shift both, or neither");
    }
    double momentum = share(spec, "momentum", .99);
    double epsilon = share(spec, "epsilon", 1e-3);
    BatchNormalization layer =
        new BatchNormalization.Builder()
            .decay(momentum)
            .eps(epsilon)
            .lockGammaBeta(!isScaled)
            .gamma(KerasInitializers.constant(spec, "gamma_initializer", 1))
            .beta(KerasInitializers.constant(spec, "beta_initializer", 0))
            .build();

    layer.setActivationFn(new ActivationIdentity());
    return layer;
  }

  private static double share(KerasSpec spec, String key, double usual) {
    double value = spec.number(key, usual);
    if (!(value >= 0 && value <= 1)) {
      throw spec.wrong(key, "it has to be in 0 to 1");
    }
    return value;
  }
}
