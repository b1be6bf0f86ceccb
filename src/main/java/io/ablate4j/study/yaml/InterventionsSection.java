package io.ablate4j.study.yaml;

import io.ablate4j.factor.Factors;
import io.ablate4j.intervention.Interventions;
import io.ablate4j.intervention.TimedIntervention;
import io.ablate4j.probe.ProbeSchedule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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

  /**
   * Reports probes that look at interventions where there is none, and says which of those that are
   * defined no cell has.
   */
  void check(YamlMapping root, FactorsSection factors, ProbesSection probes, List<String> notices) {
    Levels<TimedIntervention> levels = factors.of(Factors.INTERVENTION);
    byName.keySet().stream()
        .filter(name -> !levels.words().contains(name))
        .forEach(
            name ->
                notices.add(
                    "The intervention \""
                        + name
                        + "\" is in no cell: "
                        + FactorsSection.KEY
                        + "."
                        + Factors.INTERVENTION.name()
                        + " does not name it."));
    boolean isNone = levels.words().equals(Set.of(TimedIntervention.NONE.name()));
    if (!isNone || !levels.broken().isEmpty()) {
      return;
    }
    for (YamlNode item : root.get(ProbesSection.KEY).map(YamlNode::items).orElse(List.of())) {
      item.letters()
          .filter(id -> probes.ids().contains(id))
          .filter(id -> probes.schedule(id).equals(Optional.of(ProbeSchedule.INTERVENTION)))
          .ifPresent(
              id ->
                  item.problem(
                      "The probe \"" + id + "\" looks at interventions, and this study has none.",
                      "add interventions and name them under "
                          + FactorsSection.KEY
                          + ": { "
                          + Factors.INTERVENTION.name()
                          + ": [none, rescale-x10] }, or leave the probe out."));
    }
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
