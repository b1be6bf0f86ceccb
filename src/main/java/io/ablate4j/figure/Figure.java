package io.ablate4j.figure;

import java.util.List;
import java.util.function.Supplier;

/**
 * Panels side by side with one legend, one caption and the numbers they show.
 *
 * @param id unique on the page
 * @param title what it shows
 * @param caption how to read it
 * @param panels at least one
 * @param looks of the regularizations that are drawn, for the legend; empty if it needs none
 * @param keys what else the legend explains
 * @param data the same numbers as a table
 */
public record Figure(
    String id,
    String title,
    String caption,
    List<Panel> panels,
    List<Look> looks,
    List<Key> keys,
    Table data) {
  /**
   * One chart.
   *
   * @param title such as the model's name
   * @param svg an {@code <svg>} element, or empty if there is nothing to draw
   * @param nothing what stands there then
   */
  public record Panel(String title, String svg, String nothing) {
    private static final String YET = "Nothing to draw: no value is known yet.";
    private static final String NOT_HERE =
        "This cannot be drawn by the Java that made the report (see: ablate4j doctor); the numbers"
            + " are in the table of this figure.";

    /** A chart, or nothing yet. */
    public Panel(String title, String svg) {
      this(title, svg, svg.isEmpty() ? YET : "");
    }

    /**
     * A chart; or, where this Java cannot load what it draws with, a word on that. Charts are not
     * worth the report.
     */
    static Panel drawn(String title, Supplier<String> svg) {
      try {
        return new Panel(title, svg.get());
      } catch (LinkageError e) {
        return empty(title, NOT_HERE);
      }
    }

    /** Nothing to draw, for a reason or, without one, not yet. */
    static Panel empty(String title, String reason) {
      return new Panel(title, "", reason.isEmpty() ? YET : reason);
    }
  }

  /**
   * An entry of the legend that is about no regularization; the page draws its sign in ink.
   *
   * @param sign what it looks like
   * @param meaning such as "train"
   */
  public record Key(Sign sign, String meaning) {}

  /** Signs of {@link Key}, as SVG path data in a box of 28 x 14. */
  public enum Sign {
    SOLID("M0 7H28", false, ""),
    DASHED("M0 7H28", false, "5 3"),
    /** The outline of a marker. */
    HOLLOW("M9 7a5 5 0 1 0 10 0a5 5 0 1 0 -10 0Z", false, ""),
    /** One seed among others. */
    DOT("M12 7a2 2 0 1 0 4 0a2 2 0 1 0 -4 0Z", true, ""),
    /** A point with its interval. */
    INTERVAL("M2 7H26M2 4V10M26 4V10M10 7a4 4 0 1 0 8 0a4 4 0 1 0 -8 0Z", true, "");

    private final String path;
    private final boolean filled;
    private final String dashArray;

    Sign(String path, boolean filled, String dashArray) {
      this.path = path;
      this.filled = filled;
      this.dashArray = dashArray;
    }

    public String path() {
      return path;
    }

    /** Whether it is filled besides being stroked. */
    public boolean filled() {
      return filled;
    }

    /** The value of {@code stroke-dasharray}; empty for a solid line. */
    public String dashArray() {
      return dashArray;
    }
  }

  public Figure {
    panels = List.copyOf(panels);
    looks = List.copyOf(looks);
    keys = List.copyOf(keys);
  }

  /** The same with a number before its title. */
  public Figure numbered(int number) {
    return new Figure(id, "Figure " + number + ". " + title, caption, panels, looks, keys, data);
  }

  /** The same where marks stand for something else than regularizations. */
  public Figure withoutLooks() {
    return new Figure(id, title, caption, panels, List.of(), keys, data);
  }

  /** Whether the legend tells solid and dashed lines apart. */
  public boolean lines() {
    return keys.stream().anyMatch(key -> key.sign() == Sign.DASHED);
  }
}
