package io.ablate4j.study.yaml;

import io.ablate4j.problem.ProblemsException;
import io.ablate4j.regularization.Part;
import io.ablate4j.regularization.Regularization;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A regularization in a trial's canonical spec. One that flags and numbers by kind of layer can say
 * has a key for each part, as all had once; any other a list of parts, with selectors and not with
 * the layers that they find.
 */
public final class RegularizationJson {
  private static final String NAME = "name";
  private static final String PARTS = "parts";

  private RegularizationJson() {}

  /** Text, numbers, flags, lists and sorted maps. */
  public static SortedMap<String, Object> write(Regularization regularization) {
    SortedMap<String, Object> json = new TreeMap<>();
    json.put(NAME, regularization.name());
    if (regularization.isByKind()) {
      regularization.parts().forEach(part -> json.put(part.key(), part.settings()));
    } else {
      json.put(
          PARTS,
          regularization.parts().stream()
              .map(part -> Map.of(part.key(), part.settings()))
              .toList());
    }
    return json;
  }

  /**
   * @param json as text
   * @throws IllegalArgumentException if it is no regularization
   */
  public static Regularization read(String json) {
    try {
      return parse(json);
    } catch (ProblemsException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static Regularization parse(String json) {
    FoundProblems problems = new FoundProblems("spec");
    YamlMapping root =
        YamlDocument.root(new StudySource("spec", json), problems).orElseGet(() -> nothing());
    problems.throwIfAny();
    String name =
        root.required(NAME, Regularization.NONE.name()).flatMap(YamlNode::text).orElse("");
    List<Part> parts = new ArrayList<>();
    if (root.get(PARTS).isPresent()) {
      for (YamlNode item : root.get(PARTS).get().items()) {
        item.mapping("{}")
            .flatMap(part -> RegularizationsSection.parts(part, new ArrayList<>()))
            .ifPresent(parts::addAll);
      }
    } else {
      RegularizationsSection.parts(root.without(NAME), new ArrayList<>()).ifPresent(parts::addAll);
    }
    problems.throwIfAny();
    return new Regularization(name, parts);
  }

  private static YamlMapping nothing() {
    throw new IllegalArgumentException("no regularization");
  }
}
