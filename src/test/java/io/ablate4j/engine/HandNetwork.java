package io.ablate4j.engine;

import io.ablate4j.engine.runtime.TrainableNetwork;
import io.ablate4j.view.Batch;
import io.ablate4j.view.NetworkView;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * A network so small that its numbers were worked out apart, in double precision: two features,
 * "hidden" (dense, three units, no bias), "norm", "relu", "drop" (half), "output" (two classes).
 */
public final class HandNetwork {
  /** The mask that this seed draws for the batch; factors are 2 or 0. */
  public static final long SEED = 7;

  /** hidden W (a unit's two weights side by side), gamma, beta, mean, variance, output W, b. */
  private static final float[] PARAMETERS = {
    0.5f, 1, -1, 0.5f, 0.25f, -0.75f, //
    1.5f, 0.5f, 2, 0.25f, -0.5f, 0.1f, 0.5f, -0.25f, 0, 4, 0.25f, 1, //
    1, -1, 0.5f, -0.5f, 0.75f, 0.25f, 0.1f, -0.2f
  };

  private HandNetwork() {}

  /** Compiled; to be closed. */
  public static TrainableNetwork compiled() {
    return Networks.fast(configuration(), sizes(), new Sgd(0.1), seeds());
  }

  /** Trained by DL4J; to be closed. */
  public static TrainableNetwork stock() {
    return Networks.stock(configuration(), sizes(), new Sgd(0.1), seeds());
  }

  /** The network with the parameters that the numbers were worked out for. */
  public static NetworkView view(TrainableNetwork network) {
    return network.view(SEED).with(PARAMETERS);
  }

  /** Four examples, of classes 0, 1, 1 and 0. */
  public static Batch batch() {
    return new Batch(new float[] {1, -1, 0.5f, 2, -1.5f, 0.5f, 2, 1}, new int[] {0, 1, 1, 0});
  }

  private static Networks.Sizes sizes() {
    return new Networks.Sizes(new long[] {2}, 2);
  }

  private static Networks.Seeds seeds() {
    return new Networks.Seeds(String::hashCode, 5);
  }

  private static ComputationGraphConfiguration configuration() {
    return new NeuralNetConfiguration.Builder()
        .seed(1)
        .graphBuilder()
        .addInputs("input")
        .setInputTypes(InputType.feedForward(2))
        .addLayer(
            "hidden",
            new DenseLayer.Builder().nOut(3).hasBias(false).activation(Activation.IDENTITY).build(),
            "input")
        .addLayer("norm", new BatchNormalization.Builder().useLogStd(false).build(), "hidden")
        .addLayer("relu", new ActivationLayer(Activation.RELU), "norm")
        .addLayer("drop", new DropoutLayer(0.5), "relu")
        .addLayer(
            "output",
            new OutputLayer.Builder(LossFunction.MCXENT)
                .nOut(2)
                .activation(Activation.SOFTMAX)
                .build(),
            "drop")
        .setOutputs("output")
        .build();
  }
}
