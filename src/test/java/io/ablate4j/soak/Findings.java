package io.ablate4j.soak;

import java.util.ArrayList;
import java.util.List;

/** Lines of the summary, and whether all of them are as they should be. */
final class Findings {
  private final List<String> lines = new ArrayList<>();
  private boolean clean = true;

  /** A figure without a bound. */
  synchronized void figure(String what, Object value) {
    lines.add("%-58s %s".formatted(what, value));
  }

  /** A count that must be 0; what is counted is told. */
  synchronized void none(String what, List<String> found) {
    lines.add("%-58s %d%s".formatted(what, found.size(), found.isEmpty() ? "" : "  <- WRONG"));
    found.stream().distinct().limit(10).forEach(each -> lines.add("    " + each));
    clean &= found.isEmpty();
  }

  /** A figure that is right or wrong. */
  synchronized void check(String what, Object value, boolean right) {
    lines.add("%-58s %s%s".formatted(what, value, right ? "" : "  <- WRONG"));
    clean &= right;
  }

  synchronized void title(String title) {
    lines.add("");
    lines.add(title);
  }

  /** Prints what has come since the last time. */
  synchronized void print() {
    lines.forEach(System.out::println);
    lines.clear();
  }

  synchronized boolean clean() {
    return clean;
  }
}
