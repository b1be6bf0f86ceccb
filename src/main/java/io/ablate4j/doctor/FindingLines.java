package io.ablate4j.doctor;

import java.io.PrintWriter;
import java.util.List;

/** Findings as they are printed. */
public final class FindingLines {
  private FindingLines() {}

  /** Mark, name and text on one line, advice on the next. */
  public static void print(Finding finding, PrintWriter to) {
    to.println(
        pad(finding.verdict().mark(), 5) + "  " + pad(finding.name(), 20) + "  " + finding.text());
    finding.advice().ifPresent(advice -> to.println(" ".repeat(29) + "Maybe " + advice));
    to.flush(); // the next check may take a second
  }

  /** Sums up; returns whether all is fine. */
  public static boolean conclude(List<Finding> findings, PrintWriter to) {
    long bad = findings.stream().filter(f -> f.verdict() != Finding.Verdict.OK).count();
    to.println();
    to.println(
        bad == 0
            ? "All fine."
            : bad + " of " + findings.size() + " findings make results slow or wrong; see above.");
    return bad == 0;
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }
}
