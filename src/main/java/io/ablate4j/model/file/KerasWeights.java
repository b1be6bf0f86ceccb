package io.ablate4j.model.file;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.nd4j.linalg.learning.regularization.L1Regularization;
import org.nd4j.linalg.learning.regularization.L2Regularization;
import org.nd4j.linalg.learning.regularization.Regularization;

/** What all Keras layers with weights have. */
final class KerasWeights {
  private KerasWeights() {}

  /**
   * Sets a layer's activation, how its weights are drawn, and how they decay.
   *
   * @param part which weights, such as "kernel"
   * @throws io.ablate4j.problem.ProblemsException if one of that cannot be translated
   */
  static void set(KerasSpec spec, String part, BaseLayer layer) {
    requireTrainable(spec);
    spec.refuse(part + "_constraint", "bias_constraint", "activity_regularizer");
    layer.setActivationFn(KerasFunctions.of(spec));
    layer.setWeightInitFn(KerasInitializers.weights(spec, part + "_initializer"));
    layer.setBiasInit(KerasInitializers.constant(spec, "bias_initializer", 0));
    layer.setRegularization(decay(spec, part + "_regularizer"));
    layer.setRegularizationBias(decay(spec, "bias_regularizer"));
  }

  /** Frozen weights are no use without their values, which are not read. */
  static void requireTrainable(KerasSpec spec) {
    if (!spec.flag("trainable", true)) {
      throw spec.wrong("trainable", "a frozen layer keeps its weights, which are not read");
    }
  }

  /** Keras adds l2 times the sum of squares, Deeplearning4j half of it. */
  private static List<Regularization> decay(KerasSpec spec, String key) {
    List<Regularization> decay = new ArrayList<>();
    if (spec.isGiven(key)) {
      JsonNode named = spec.config().get(key);
      if (!List.of("L1", "L2", "L1L2").contains(named.path("class_name").asText())) {
        throw spec.wrong(key, "only L1 and L2 can be translated");
      }
      double l1 = named.path("config").path("l1").asDouble(0);
      double l2 = named.path("config").path("l2").asDouble(0);
      if (!(l1 >= 0 && l2 >= 0 && l1 + l2 < Double.MAX_VALUE)) {
        throw spec.wrong(key, "it has to be finite and not below 0");
      }
      if (l1 > 0) {
        decay.add(new L1Regularization(l1));
      }
      if (l2 > 0) {
        decay.add(new L2Regularization(2 * l2));
      }
    }
    return decay;
  }
}
