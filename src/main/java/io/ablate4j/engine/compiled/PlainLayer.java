package io.ablate4j.engine.compiled;

import org.deeplearning4j.nn.api.OptimizationAlgorithm;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.stepfunctions.NegativeDefaultStepFunction;

/** Refuses layers that ask for more than the compiled step does. */
final class PlainLayer {
  private PlainLayer() {}

  /** How {@link CompiledNetwork#train} uses the gradients. */
  static void require(String name, NeuralNetConfiguration configuration) throws Unsupported {
    Unsupported.unless(configuration.isMiniBatch(), name, "gradients summed over the batch");
    Unsupported.unless(configuration.isMinimize(), name, "a score to be raised");
    Unsupported.unless(
        configuration.getOptimizationAlgo() == OptimizationAlgorithm.STOCHASTIC_GRADIENT_DESCENT,
        name,
        "optimization by " + configuration.getOptimizationAlgo());
    Unsupported.unless(
        configuration.getStepFunction() == null
            || configuration.getStepFunction().getClass() == NegativeDefaultStepFunction.class,
        name,
        "a step function of its own");
  }

  /** What the compiled loops leave out. */
  static void require(String name, Layer layer) throws Unsupported {
    Unsupported.unless(
        layer instanceof DropoutLayer || layer.getIDropout() == null, name, "dropout of its input");
    Unsupported.unless(
        layer.getConstraints() == null || layer.getConstraints().isEmpty(), name, "constraints");
    if (layer instanceof BaseLayer base) {
      Unsupported.unless(base.getWeightNoise() == null, name, "weight noise");
      Unsupported.unless(
          base.getGradientNormalization() == null
              || base.getGradientNormalization() == GradientNormalization.None,
          name,
          "gradient normalization");
    }
  }
}
