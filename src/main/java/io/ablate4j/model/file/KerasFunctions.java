package io.ablate4j.model.file;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationHardSigmoid;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationMish;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU6;
import org.nd4j.linalg.activations.impl.ActivationSELU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftPlus;
import org.nd4j.linalg.activations.impl.ActivationSoftSign;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.activations.impl.ActivationSwish;
import org.nd4j.linalg.activations.impl.ActivationTanH;

/** Keras's activation functions by their words. */
final class KerasFunctions {
  /** Of the function leaky_relu; the layer LeakyReLU has its own. */
  private static final double LEAK = .2;

  private static final Map<String, Supplier<IActivation>> KNOWN =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("linear", ActivationIdentity::new),
              Map.entry("relu", ActivationReLU::new),
              Map.entry("relu6", ActivationReLU6::new),
              Map.entry("leaky_relu", () -> new ActivationLReLU(LEAK)),
              Map.entry("elu", ActivationELU::new),
              Map.entry("selu", ActivationSELU::new),
              Map.entry("softmax", ActivationSoftmax::new),
              Map.entry("sigmoid", ActivationSigmoid::new),
              Map.entry("tanh", ActivationTanH::new),
              Map.entry("softplus", ActivationSoftPlus::new),
              Map.entry("softsign", ActivationSoftSign::new),
              Map.entry("swish", ActivationSwish::new),
              Map.entry("silu", ActivationSwish::new),
              Map.entry("mish", ActivationMish::new)));

  private KerasFunctions() {}

  /**
   * The function that a layer names as its {@code activation}; none is the identity.
   *
   * @throws io.ablate4j.problem.ProblemsException if it is not known
   */
  static IActivation of(KerasSpec spec) {
    JsonNode named = spec.config().path("activation");
    // Keras 3 may write the function as an object whose config is its word.
    String word = (named.isObject() ? named.path("config") : named).asText("linear");
    if (!spec.isGiven("activation")) {
      word = "linear";
    }
    if (word.equals("hard_sigmoid") && !spec.isVersion3()) {
      return new ActivationHardSigmoid(); // that of Keras 3 has another slope
    }
    Supplier<IActivation> known = KNOWN.get(word);
    if (known == null) {
      throw spec.wrong("activation", "known are " + String.join(", ", KNOWN.keySet()));
    }
    return known.get();
  }
}
