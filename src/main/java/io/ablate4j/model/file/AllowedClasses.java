package io.ablate4j.model.file;

import com.fasterxml.jackson.databind.JsonNode;
import io.ablate4j.problem.ProblemsException;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/**
 * Which classes a file may name: it is data from outside, and a class that it names is made. They
 * are Deeplearning4j's and ND4J's configurations, ours, and those that {@code META-INF/services} on
 * the class path names for one of {@link #SERVICES}.
 */
final class AllowedClasses {
  private static final List<String> PACKAGES =
      List.of(
          "org.deeplearning4j.nn.conf.",
          "org.deeplearning4j.nn.weights.",
          "org.deeplearning4j.nn.modelimport.keras.preprocessors.",
          "org.nd4j.linalg.activations.impl.",
          "org.nd4j.linalg.lossfunctions.impl.",
          "org.nd4j.linalg.learning.config.",
          "org.nd4j.linalg.learning.regularization.",
          "org.nd4j.linalg.schedule.",
          "io.ablate4j.layer.");

  private static final List<Class<?>> SERVICES =
      List.of(
          Layer.class,
          GraphVertex.class,
          InputPreProcessor.class,
          IActivation.class,
          ILossFunction.class);

  private static final String NAMED = "@class";

  private AllowedClasses() {}

  /** Whether this class may be made. */
  static boolean allows(String name) {
    return PACKAGES.stream().anyMatch(name::startsWith) && name.matches("[\\w.$]+")
        || Own.NAMES.contains(name);
  }

  /**
   * Looks at all class names in a tree before anything is made of it.
   *
   * @throws ProblemsException naming the first that may not be made
   */
  static void check(JsonNode node) {
    if (node.isObject()) {
      for (Map.Entry<String, JsonNode> each : node.properties()) {
        if (each.getKey().equals(NAMED) && !allows(each.getValue().asText())) {
          throw refusal(each.getValue().asText());
        }
        check(each.getValue());
      }
    } else if (node.isArray()) {
      // A class may stand before its object in an array instead of inside it.
      if (node.size() == 2 && node.get(0).isTextual() && node.get(1).isContainerNode()) {
        throw refusal(node.get(0).asText());
      }
      node.forEach(AllowedClasses::check);
    }
  }

  private static ProblemsException refusal(String name) {
    return ProblemsException.of(
        "It names the class "
            + Shown.line(name)
            + ", which is none of Deeplearning4j's layers, functions or settings.",
        "put your own layer's class on ABLATE4J_CLASSPATH, and its name into META-INF/services/"
            + Layer.class.getName()
            + " there.");
  }

  /** What the class path registers, found once. */
  private static final class Own {
    private static final Set<String> NAMES = new TreeSet<>();

    static {
      for (Class<?> service : SERVICES) {
        ServiceLoader.load(service).stream()
            .forEach(provider -> NAMES.add(provider.type().getName()));
      }
    }
  }
}
