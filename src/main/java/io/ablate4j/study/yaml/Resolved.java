package io.ablate4j.study.yaml;

import io.ablate4j.problem.Nearest;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A study file with what it takes over from elsewhere: keys that it includes, and those of the
 * scale it is run at. Of a key that is said several times the last one counts, in this order: what
 * is included, the scale there, the file, the scale in the file. Regularizations are joined.
 */
final class Resolved {
  static final String INCLUDE = "include";
  static final String SCALES = "scales";
  private static final String SCALES_EXAMPLE = "{ small: { seeds: 6 }, large: { seeds: 10 } }";

  /** What lies in the program and may be included, under {@code studies/}. */
  private static final List<String> INCLUDABLE = List.of("claims/common");

  /** Keys that no scale has. */
  private static final List<String> OF_THE_FILE = List.of(StudyReader.NAME, INCLUDE, SCALES);

  private final YamlMapping file;
  private final Optional<String> asked;
  private final Optional<YamlMapping> included;
  private final List<String> scales;

  private Resolved(YamlMapping file, Optional<String> asked) {
    this.file = file;
    this.asked = asked;
    this.included = included();
    this.scales =
        file.get(SCALES)
            .or(() -> included.flatMap(mapping -> mapping.get(SCALES)))
            .map(node -> List.copyOf(scales(node).entries().keySet()))
            .orElse(List.of());
  }

  /**
   * A study file.
   *
   * @param root its keys
   * @param overrides may name the scale; else it is the first one
   */
  static Resolved of(YamlMapping root, Overrides overrides) {
    return new Resolved(root, overrides.scale());
  }

  /** The study as it is run. */
  YamlMapping root() {
    checkScales();
    Optional<String> scale = scale();
    YamlMapping all = file.without(INCLUDE).without(SCALES);
    if (included.isPresent()) {
      YamlMapping base = included.get().without(SCALES);
      all = over(over(base, included.get(), scale), all);
    }
    return over(all, file, scale);
  }

  /** The name of the scale, if it is not the usual one: then it is part of the study's name. */
  Optional<String> suffix() {
    return asked.filter(name -> scales.indexOf(name) > 0);
  }

  private static YamlMapping over(YamlMapping base, YamlMapping holder, Optional<String> scale) {
    return scale
        .flatMap(name -> holder.get(SCALES).flatMap(node -> scales(node).get(name)))
        .flatMap(node -> node.mapping("{ seeds: 10 }"))
        .map(mapping -> over(base, mapping))
        .orElse(base);
  }

  /** A study has one name and one set of scales, and what it includes is the same at all. */
  private void checkScales() {
    file.get(SCALES).map(node -> scales(node).entries().values()).stream()
        .flatMap(Collection::stream)
        .filter(YamlNode::isMapping)
        .flatMap(node -> node.mapping("").stream())
        .forEach(
            scale ->
                OF_THE_FILE.forEach(
                    key ->
                        scale
                            .get(key)
                            .ifPresent(
                                node ->
                                    node.problem(
                                        key + " stands in a scale.",
                                        "move it out of " + SCALES + "."))));
  }

  private static YamlMapping over(YamlMapping base, YamlMapping upper) {
    return base.overlaid(upper, RegularizationsSection.KEY);
  }

  private static YamlMapping scales(YamlNode node) {
    return node.mapping(SCALES_EXAMPLE).orElse(YamlMapping.empty(node));
  }

  private Optional<YamlMapping> included() {
    Optional<YamlNode> node = file.get(INCLUDE);
    Optional<String> name = node.flatMap(YamlNode::text);
    if (name.isPresent() && !INCLUDABLE.contains(name.get())) {
      node.orElseThrow()
          .problem(
              "include names \"" + name.get() + "\", which does not come with ablate4j.",
              Nearest.advice(name.get(), INCLUDABLE));
      return Optional.empty();
    }
    return name.flatMap(
        each ->
            YamlDocument.root(
                new StudySource(each, BuiltInStudies.text(each)),
                file.problems().called(each + " (built in)")));
  }

  private Optional<String> scale() {
    if (asked.isPresent() && !scales.contains(asked.get())) {
      file.problems()
          .add(
              Place.ofOption(Overrides.SCALE_OPTION),
              scales.isEmpty()
                  ? "The study has no scales, so that it cannot be run at \"" + asked.get() + "\"."
                  : "The study has no scale \"" + asked.get() + "\".",
              scales.isEmpty() ? "leave the option out." : Nearest.advice(asked.get(), scales));
      file.problems().throwIfAny(); // what only scales say would be missed
    }
    return asked.or(() -> scales.stream().findFirst());
  }
}
