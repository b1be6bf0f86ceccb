package io.ablate4j.model.file;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex.Op;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;

/** The Keras layers that can be translated, by their class in Keras. */
final class KerasLayers {
  private static final Map<String, KerasLayer> KNOWN = new TreeMap<>();

  static {
    for (KerasLayer each :
        List.of(
            new KerasConvolution(),
            new KerasDepthwise(),
            new KerasSeparable(),
            new KerasDense(),
            new KerasBatchNorm(),
            new KerasActivation("Activation", KerasFunctions::of),
            new KerasActivation("ReLU", KerasRectifiers::relu),
            new KerasActivation("LeakyReLU", KerasRectifiers::leaky),
            new KerasActivation("ELU", KerasRectifiers::elu),
            new KerasActivation("Softmax", spec -> new ActivationSoftmax()),
            new KerasDropout("Dropout", "standard"),
            new KerasDropout("SpatialDropout2D", "spatial"),
            new KerasDropout("GaussianDropout", "gaussian"),
            new KerasPooling("MaxPooling2D", PoolingType.MAX),
            new KerasPooling("AveragePooling2D", PoolingType.AVG),
            new KerasGlobalPooling("GlobalMaxPooling2D", PoolingType.MAX),
            new KerasGlobalPooling("GlobalAveragePooling2D", PoolingType.AVG),
            new KerasFlatten(),
            new KerasReshape(),
            new KerasZeroPadding(),
            new KerasElementWise("Add", Op.Add),
            new KerasElementWise("Multiply", Op.Product),
            new KerasElementWise("Average", Op.Average),
            new KerasElementWise("Maximum", Op.Max),
            new KerasConcatenate())) {
      KNOWN.put(each.kind(), each);
    }
  }

  private KerasLayers() {}

  /** Their classes in Keras, sorted. */
  static Set<String> kinds() {
    return KNOWN.keySet();
  }

  /**
   * The one of a layer's kind.
   *
   * @throws io.ablate4j.problem.ProblemsException if it is not known
   */
  static KerasLayer of(KerasSpec spec) {
    KerasLayer known = KNOWN.get(spec.kind());
    if (known == null) {
      throw spec.refusal(
          "is of a kind that is not known. Known are " + String.join(", ", kinds()) + ".");
    }
    return known;
  }
}
