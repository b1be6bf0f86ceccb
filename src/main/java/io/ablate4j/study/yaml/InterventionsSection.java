package io.ablate4j.study.yaml;

import io.ablate4j.intervention.Interventions;
import io.ablate4j.intervention.TimedIntervention;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads {@code interventions}: what the levels of the factor of that name stand for. */
final class InterventionsSection {
  static final String KEY = "interventions";

  private static final String EXAMPLE =
      "{ rescale-x10: { rescale: { layer: first, by: 10, next: 0.1 }, at: { step: 200 } } }";

  private final Map<String, Optional<TimedIntervention>> byName = new LinkedHashMap<>();

  private InterventionsSection() {}

  static InterventionsSection read(YamlMapping root) {
    InterventionsSection section = new InterventionsSection();
    root.get(KEY)
        .flatMap(node -> node.mapping(EXAMPLE))
        .ifPresent(definitions -> definitions.entries().forEach(section::define));
    return section;
  }

  /** By name, in file order; empty where a definition has a problem. */
  Map<String, Optional<TimedIntervention>> byName() {
    return byName;
  }

  private void define(String name, YamlNode node) {
    if (name.equals(TimedIntervention.NONE.name())) {
      node.problem(
          "The intervention \"none\" is built in and cannot be defined again.",
          "call yours what it does.");
      return;
    }
    boolean isNamed = OwnName.isOne(name);
    if (!isNamed) {
      node.problem("\"" + name + "\" cannot name an intervention.", OwnName.ADVICE);
    }
    byName.put(name, Interventions.read(name, node).filter(read -> isNamed));
  }
}
