package io.ablate4j.figure;

import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Finds looks by name. */
final class Looks {
  private Looks() {}

  static void check(List<Look> looks, List<String> regularizations) {
    regularizations.forEach(name -> find(looks, name));
  }

  static Look find(List<Look> looks, String regularization) {
    return looks.stream()
        .filter(look -> look.name().equals(regularization))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "No look for \""
                        + regularization
                        + "\" among "
                        + looks.stream().map(Look::name).toList()
                        + ".\nMaybe give the figure the looks of the whole study."));
  }

  /** Those named, in the study's order. */
  static List<Look> used(List<Look> looks, Collection<String> regularizations) {
    Set<String> names = Set.copyOf(regularizations);
    return looks.stream().filter(look -> names.contains(look.name())).toList();
  }
}
