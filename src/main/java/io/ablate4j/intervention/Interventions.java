package io.ablate4j.intervention;

import io.ablate4j.problem.Registry;
import io.ablate4j.regularization.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The kinds of interventions that come along and those on the class path. */
public final class Interventions {
  static final String AT = "at";
  static final String STEP = "step";
  private static final String EXAMPLE =
      "{ rescale: { layer: first, by: 10, next: 0.1 }, at: { step: 200 } }";

  private static final Registry<InterventionKind> ALL =
      Registry.onClassPath(
          new Registry.Kind("kind of intervention", "kinds of interventions"),
          InterventionKind.class,
          List.of(new Rescale.Kind()),
          InterventionKind::key);

  private Interventions() {}

  /**
   * By key, in the order in which they are listed.
   *
   * @throws io.ablate4j.problem.ProblemsException if one of a user's cannot be loaded
   */
  public static Map<String, InterventionKind> byKey() {
    return ALL.byId();
  }

  /**
   * What is defined under a name: what is done, and when.
   *
   * @return empty if a problem was noted
   */
  public static Optional<TimedIntervention> read(String name, Setting value) {
    return value.mapping(EXAMPLE).flatMap(keys -> read(name, value, keys));
  }

  private static Optional<TimedIntervention> read(
      String name, Setting value, Setting.Settings keys) {
    List<String> known = new ArrayList<>(byKey().keySet());
    known.add(AT);
    keys.allowOnly(known);
    List<String> kinds = keys.entries().keySet().stream().filter(byKey()::containsKey).toList();
    if (kinds.size() != 1) {
      value.problem(
          value.path()
              + (kinds.isEmpty()
                  ? " does not say what is done."
                  : " does " + String.join(" and ", kinds) + " at once."),
          kinds.isEmpty() ? "write " + EXAMPLE + "." : "make two interventions of it.");
    }
    Optional<Integer> step = step(value, keys);
    Optional<Intervention> what =
        kinds.stream()
            .findFirst()
            .flatMap(kind -> byKey().get(kind).read(keys.get(kind).orElseThrow()));
    return kinds.size() == 1 && step.isPresent() && what.isPresent()
        ? Optional.of(new TimedIntervention(name, what, step.get()))
        : Optional.empty();
  }

  private static Optional<Integer> step(Setting value, Setting.Settings keys) {
    String example = "{ step: 200 }";
    Optional<? extends Setting> at = keys.get(AT);
    if (at.isEmpty()) {
      value.problem(
          value.path() + " does not say when it is done.", "add \"at: " + example + "\".");
      return Optional.empty();
    }
    return at.get()
        .mapping(example)
        .flatMap(
            when -> {
              when.allowOnly(List.of(STEP));
              if (when.get(STEP).isEmpty()) {
                at.get().problem(at.get().path() + " names no step.", "write " + example + ".");
              }
              return when.get(STEP).flatMap(step -> step.count("200"));
            });
  }
}
