package io.ablate4j.engine.compiled;

import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/** Softmax with cross-entropy. */
final class OutputRule implements LayerRule<OutputLayer> {
  @Override
  public Class<OutputLayer> layer() {
    return OutputLayer.class;
  }

  @Override
  public void compile(OutputLayer layer, Spot spot) throws Unsupported {
    Unsupported.unless(
        layer.getActivationFn() instanceof ActivationSoftmax
            && layer.getLossFn().getClass() == LossMCXENT.class
            && ((LossMCXENT) layer.getLossFn()).getWeights() == null,
        spot.name(),
        "an output other than softmax with cross-entropy");
    double clip = ((LossMCXENT) layer.getLossFn()).getSoftmaxClipEps();
    Unsupported.unless(
        clip == SoftmaxCrossEntropy.LEAST_PROBABILITY,
        spot.name(),
        "probabilities clipped at " + clip);
    spot.end(new SoftmaxCrossEntropy(DenseRule.product(layer.hasBias(), spot)));
  }
}
