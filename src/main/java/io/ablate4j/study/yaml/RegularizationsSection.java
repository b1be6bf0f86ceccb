package io.ablate4j.study.yaml;

import io.ablate4j.factor.Factors;
import io.ablate4j.regularization.Part;
import io.ablate4j.regularization.PartKind;
import io.ablate4j.regularization.PartKinds;
import io.ablate4j.regularization.Regularization;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code regularizations}: what the study defines besides the built-in ones. */
final class RegularizationsSection {
  static final String KEY = "regularizations";

  /** Written so, a part has to find a place; flags by kind of layer may well find none. */
  private static final String AT = "at";

  private static final String EXAMPLE = "{ light-dropout: { dropout: { conv: 0.1, dense: 0.3 } } }";
  private static final String PARTS_EXAMPLE = "{ batchNorm: true, dropout: { dense: 0.3 } }";

  /** Parts that are asked for and that there are none of. */
  private static final Set<String> NORMS_NOT_THERE = Set.of("layerNorm", "groupNorm");

  private final Map<String, Optional<Regularization>> byName = new LinkedHashMap<>();
  private final Map<String, Written> own = new LinkedHashMap<>();

  /**
   * A definition of the study.
   *
   * @param node where it stands
   * @param placed its parts that have to find a place in each network
   */
  record Written(YamlNode node, List<Part> placed) {}

  private RegularizationsSection() {
    Regularization.builtIn().forEach(builtIn -> byName.put(builtIn.name(), Optional.of(builtIn)));
  }

  static RegularizationsSection read(YamlMapping root) {
    RegularizationsSection section = new RegularizationsSection();
    root.get(KEY)
        .filter(node -> AutoRegularizations.node(root).isEmpty())
        .flatMap(node -> node.mapping(EXAMPLE))
        .ifPresent(definitions -> definitions.entries().forEach(section::define));
    return section;
  }

  /** Built-in and own, by name, in file order; empty where a definition has a problem. */
  Map<String, Optional<Regularization>> byName() {
    return byName;
  }

  /** How the study defines it; empty if it is built in. */
  Optional<Written> written(String name) {
    return Optional.ofNullable(own.get(name));
  }

  /** Adds one that a definition is taken apart into; what is wrong with it is reported there. */
  void derive(Regularization arm, Regularization full) {
    byName.put(arm.name(), Optional.of(arm));
    written(full.name())
        .ifPresent(
            whole ->
                own.put(
                    arm.name(),
                    new Written(
                        whole.node(),
                        arm.parts().stream().filter(whole.placed()::contains).toList())));
  }

  /** Adds one that was found in a network; each of its parts has to find its place there. */
  void found(Regularization arm, YamlNode node) {
    byName.put(arm.name(), Optional.of(arm));
    own.put(arm.name(), new Written(node, arm.parts()));
  }

  private void define(String name, YamlNode node) {
    if (Regularization.builtIn().stream().anyMatch(builtIn -> builtIn.name().equals(name))) {
      node.problem(
          "The regularization \"" + name + "\" is built in and cannot be defined again.",
          "call yours \"my-" + name + "\".");
      return;
    }
    boolean named = OwnName.isOne(name);
    if (!named) {
      node.problem("\"" + name + "\" cannot name a regularization.", OwnName.ADVICE);
    }
    List<Part> placed = new ArrayList<>();
    Optional<List<Part>> parts =
        node.mapping(PARTS_EXAMPLE).flatMap(mapping -> parts(mapping, placed));
    own.put(name, new Written(node, placed));
    Optional<Regularization> whole =
        parts.filter(p -> named).map(list -> new Regularization(name, list));
    byName.put(name, whole.filter(arm -> namesNoOtherFactor(arm, node)));
  }

  private static boolean namesNoOtherFactor(Regularization arm, YamlNode node) {
    List<String> taken =
        arm.strengths().stream().filter(name -> Factors.find(name).isPresent()).toList();
    taken.forEach(
        name ->
            node.problem(
                node.path() + " names $" + name + ", which is a factor of its own.",
                "call it what it does, such as $drop."));
    return taken.isEmpty();
  }

  /**
   * The parts of a definition; empty if one of them has a problem.
   *
   * @param placed takes those that have to find a place
   */
  static Optional<List<Part>> parts(YamlMapping definition, List<Part> placed) {
    Map<String, PartKind> kinds = PartKinds.byKey();
    boolean[] fine = {true};
    List<Part> parts = new ArrayList<>();
    definition
        .entries()
        .forEach(
            (key, node) -> {
              if (!kinds.containsKey(key)) {
                noSuchPart(key, node, definition);
              } else if (!isOff(node)) {
                for (YamlNode item : node.items()) {
                  Optional<Part> part = OpenPart.read(kinds.get(key), item);
                  part.ifPresent(parts::add);
                  part.filter(p -> item.isMapping() && item.hasKey(AT)).ifPresent(placed::add);
                  fine[0] &= part.isPresent();
                }
                if (node.items().isEmpty()) {
                  node.problem(
                      node.path() + " is " + node.shown() + ".", "leave it out, or set it.");
                  fine[0] = false;
                }
              }
            });
    return fine[0] ? Optional.of(parts) : Optional.empty();
  }

  private static boolean isOff(YamlNode node) {
    return node.isFlag() && node.flag().filter(on -> !on).isPresent();
  }

  private static void noSuchPart(String key, YamlNode node, YamlMapping definition) {
    if (NORMS_NOT_THERE.contains(key)) {
      node.problem(
          node.path() + ": there is no such part; Deeplearning4j has it for dense layers only.",
          "use batchNorm.");
    } else {
      definition.unknown(key, PartKinds.byKey().keySet());
    }
  }
}
