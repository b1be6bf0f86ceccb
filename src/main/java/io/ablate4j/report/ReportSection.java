package io.ablate4j.report;

import io.ablate4j.report.section.FigureInputs;
import io.ablate4j.report.section.Section;

/**
 * A section of one's own, shown after those that come along. Found through {@link
 * java.util.ServiceLoader}; needs a constructor without arguments.
 */
public interface ReportSection {
  /** Up to 64 letters, digits and hyphens; unique among the sections. */
  String id();

  /**
   * What it shows of a study.
   *
   * @param inputs the analysis, laid out for drawing
   * @return with the id of this section; the ids of its figures are those of no other
   */
  Section of(FigureInputs inputs);
}
