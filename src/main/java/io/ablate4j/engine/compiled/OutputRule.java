package io.ablate4j.engine.compiled;

import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.lossfunctions.impl.LossNegativeLogLikelihood;

/** Softmax with cross-entropy, by either of its names. */
final class OutputRule implements LayerRule<OutputLayer> {
  @Override
  public Class<OutputLayer> layer() {
    return OutputLayer.class;
  }

  @Override
  public void compile(OutputLayer layer, Spot spot) throws Unsupported {
    require(layer.getActivationFn(), layer.getLossFn(), spot.name());
    spot.end(new SoftmaxCrossEntropy(DenseRule.product(layer.hasBias(), spot)));
  }

  @Override
  public boolean readsRows() {
    return true;
  }

  /** What no other function and loss than these do. */
  static void require(IActivation function, ILossFunction loss, String name) throws Unsupported {
    boolean isKnown =
        loss.getClass() == LossMCXENT.class || loss.getClass() == LossNegativeLogLikelihood.class;
    Unsupported.unless(
        function instanceof ActivationSoftmax
            && isKnown
            && ((LossMCXENT) loss).getWeights() == null,
        name,
        "an output other than softmax with cross-entropy");
    double clip = ((LossMCXENT) loss).getSoftmaxClipEps();
    Unsupported.unless(
        clip == SoftmaxCrossEntropy.LEAST_PROBABILITY, name, "probabilities clipped at " + clip);
  }
}
