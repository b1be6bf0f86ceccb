package io.ablate4j.study.yaml;

import io.ablate4j.factor.Factors;
import io.ablate4j.regularization.Part;
import io.ablate4j.regularization.Regularization;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The design that sets each regularization of several parts against itself less one of them; where
 * there is one part at several sites, less one of these. What is left is a regularization like any
 * other: one that the study has by name is that one, so that its trials are the same.
 */
final class LeaveOneOut {
  static final String WORD = "leave-one-out";

  private static final Pattern CAPITAL = Pattern.compile("(?=[A-Z])");

  private final RegularizationsSection definitions;
  private final YamlNode design;
  private final List<String> notices = new ArrayList<>();

  private LeaveOneOut(RegularizationsSection definitions, YamlNode design) {
    this.definitions = definitions;
    this.design = design;
  }

  /**
   * Adds the arms to the levels.
   *
   * @param notices takes what each of them is, a sentence each
   */
  static FactorsSection expand(
      YamlMapping root,
      FactorsSection factors,
      RegularizationsSection definitions,
      List<String> notices) {
    Optional<YamlNode> design =
        root.get(DesignSection.DESIGN)
            .filter(node -> node.muted().text().filter(WORD::equals).isPresent());
    if (design.isEmpty()) {
      return factors;
    }
    LeaveOneOut one = new LeaveOneOut(definitions, design.get());
    FactorsSection all = factors.with(one.levels(factors.of(Factors.REGULARIZATION)));
    notices.addAll(one.notices);
    return all;
  }

  private Levels<Regularization> levels(Levels<Regularization> levels) {
    Map<Regularization, Place> places = new LinkedHashMap<>(levels.places());
    int before = notices.size();
    for (Regularization full : levels.places().keySet()) {
      less(full)
          .forEach(
              (what, parts) -> {
                Regularization arm = named(full, what, parts, places.keySet());
                places.putIfAbsent(arm, levels.placeOf(full));
                notices.add(
                    "Leave one out: "
                        + full.name()
                        + " without "
                        + what.replaceFirst("-at-", " at ")
                        + (arm.name().equals(name(full, what))
                            ? " is called " + arm.name() + "."
                            : " is " + arm.name() + ", which the study has by that name."));
              });
    }
    if (notices.size() == before && levels.broken().isEmpty()) {
      design.problem(
          "design: leave-one-out finds no regularization of two parts, nor one at two sites: "
              + String.join(", ", levels.own())
              + ".",
          "name one that has, such as both, or one of your own with dropout: { at: { conv: 0.1,"
              + " dense: 0.5 } }.");
    }
    return levels.with(places, levels.study().with(definitions.byName()));
  }

  /** What is left of it, by what is left out, such as "batch-norm" or "dropout-at-conv". */
  private static Map<String, List<Part>> less(Regularization full) {
    List<Part> parts = full.parts().stream().filter(part -> !part.changesNothing()).toList();
    Map<String, List<Part>> less = new LinkedHashMap<>();
    if (parts.size() == 1) {
      parts
          .get(0)
          .withoutEachSite()
          .forEach((site, rest) -> less.put(word(parts.get(0)) + "-at-" + site, List.of(rest)));
      return less;
    }
    for (Part part : parts.size() < 2 ? List.<Part>of() : parts) {
      List<Part> rest = new ArrayList<>(parts);
      rest.remove(part);
      boolean isOnly = rest.stream().noneMatch(other -> other.key().equals(part.key()));
      String sites = String.join("-", part.withoutEachSite().keySet());
      String what = isOnly || sites.isEmpty() ? word(part) : word(part) + "-at-" + sites;
      String unique = what;
      for (int i = 2; less.containsKey(unique); i++) {
        unique = what + "-" + i;
      }
      less.put(unique, rest);
    }
    return less;
  }

  /** Such as "batch-norm" of batchNorm. */
  private static String word(Part part) {
    return CAPITAL.matcher(part.key()).replaceAll("-").toLowerCase(Locale.ROOT);
  }

  private static String name(Regularization full, String what) {
    return full.name() + "-without-" + what.replace("*", "all");
  }

  private Regularization named(
      Regularization full, String what, List<Part> parts, Iterable<Regularization> levels) {
    Regularization own = new Regularization(name(full, what), parts);
    List<Regularization> known = new ArrayList<>();
    levels.forEach(known::add);
    definitions.byName().values().forEach(each -> each.ifPresent(known::add));
    Optional<Regularization> same =
        known.stream().filter(each -> each.parts().equals(own.parts())).findFirst();
    if (same.isPresent()) {
      return same.get();
    }
    if (definitions.byName().containsKey(own.name())) {
      design.problem(
          "design: leave-one-out calls an arm "
              + own.name()
              + ", and there is another regularization of that name.",
          "call that one something else.");
    }
    if (!OwnName.isOne(own.name())) {
      design.problem(
          "design: leave-one-out calls an arm " + own.name() + ", which is too long for a name.",
          "give " + full.name() + " a shorter one.");
    }
    definitions.derive(own, full);
    return own;
  }
}
