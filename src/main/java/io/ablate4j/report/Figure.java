package io.ablate4j.report;

import java.util.List;

/**
 * Panels side by side with one legend, one caption and the numbers they show.
 *
 * @param id unique on the page
 * @param title what it shows
 * @param caption how to read it
 * @param panels at least one
 * @param lines whether the legend tells solid and dashed lines apart
 * @param data the same numbers as a table
 */
public record Figure(
    String id, String title, String caption, List<Panel> panels, boolean lines, Table data) {
  /**
   * One chart.
   *
   * @param title such as the model's name
   * @param svg an {@code <svg>} element, or empty if there is nothing to draw yet
   */
  public record Panel(String title, String svg) {}

  public Figure {
    panels = List.copyOf(panels);
  }
}
