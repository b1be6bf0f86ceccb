package io.ablate4j.cli;

import io.ablate4j.hypothesis.Decidability;
import io.ablate4j.hypothesis.Hypothesis;
import io.ablate4j.registration.Registration;
import io.ablate4j.study.CheckedStudy;
import java.util.ArrayList;
import java.util.List;

/** What a study registers, in lines for people. */
final class HypothesisLines {
  private HypothesisLines() {}

  /** Each family, whether it can be decided, and what its hypotheses claim and compare. */
  static List<String> all(CheckedStudy checked) {
    List<Hypothesis> hypotheses = checked.study().hypotheses();
    List<String> lines = new ArrayList<>();
    for (Decidability family : Decidability.of(hypotheses, checked.study().seeds())) {
      lines.add("");
      lines.add(family(family) + ".");
      for (Hypothesis hypothesis : hypotheses) {
        if (hypothesis.family().equals(family.family())) {
          lines.add("  " + hypothesis.id() + ": " + hypothesis.claim());
          if (hypothesis.isAnyOf()) {
            lines.add("    one of these is enough:");
          }
          hypothesis.parts().forEach(part -> lines.add("    " + part.inWords()));
        }
      }
    }
    return lines;
  }

  /** What to know before a run: what an option left out, and what it cannot decide. */
  static List<String> warnings(CheckedStudy checked) {
    List<String> lines = new ArrayList<>(checked.notices());
    Decidability.of(checked.study().hypotheses(), checked.study().seeds()).stream()
        .filter(family -> !family.isDecidable())
        .forEach(family -> lines.add(family(family) + ".\n  Maybe raise --seeds."));
    return lines;
  }

  /** Each family of which not all was written down before the first trial, and what was not. */
  static List<String> exploratory(Registration registration) {
    List<String> lines = new ArrayList<>();
    registration.hypotheses().stream()
        .map(Hypothesis::family)
        .distinct()
        .filter(family -> !registration.isBeforehand(family))
        .forEach(
            family -> {
              lines.add(
                  "The family \""
                      + family
                      + "\" is exploratory: the first trial was done before all of it was written"
                      + " down.");
              registration.changes(family).forEach(each -> lines.add("  " + each.inWords()));
            });
    if (!lines.isEmpty()) {
      lines.add("  Maybe use another folder, with --out, where it is registered anew.");
    }
    return lines;
  }

  /** What a run without a timing pass cannot decide; nothing if that is nothing. */
  static List<String> withoutTiming(CheckedStudy checked) {
    List<String> left =
        checked.study().hypotheses().stream()
            .filter(Hypothesis::needsTiming)
            .map(Hypothesis::id)
            .toList();
    return left.isEmpty()
        ? List.of()
        : List.of(
            "Without a timing pass nothing is known of "
                + String.join(", ", left)
                + ".\n  Maybe run again afterwards on one machine, without --no-timing or --shard, which trains"
                + " nothing anew.");
  }

  private static String family(Decidability family) {
    int count = family.hypotheses();
    if (count == 0) {
      return "The family \"" + family.family() + "\" of bounds alone " + family.inWords();
    }
    return "The family \""
        + family.family()
        + "\" of "
        + count
        + (count == 1 ? " hypothesis " : " hypotheses ")
        + family.inWords();
  }
}
