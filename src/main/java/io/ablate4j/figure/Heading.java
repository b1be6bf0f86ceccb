package io.ablate4j.figure;

import java.util.Locale;

/**
 * What stands around a figure.
 *
 * @param id unique on the page, letters, digits and hyphens; the ids inside the figure begin with
 *     it
 * @param title what it shows
 * @param caption how to read it; what the drawing adds (dots of single seeds, values outside of an
 *     axis) is appended
 */
public record Heading(String id, String title, String caption) {
  public Heading {
    if (!id.matches("[A-Za-z][A-Za-z0-9-]*")) {
      throw new IllegalArgumentException(
          "\"" + id + "\" is no id of a figure.\nMaybe use letters, digits and hyphens.");
    }
  }

  /** Title of one panel: "cnn: steps to the target". */
  String titleOf(String panel) {
    return panel.isBlank()
        ? title
        : panel + ": " + title.substring(0, 1).toLowerCase(Locale.ROOT) + title.substring(1);
  }

  /** Title of the table, with what the numbers are unless the title says just that. */
  String titleWith(String axis) {
    return title.toLowerCase(Locale.ROOT).contains(axis.toLowerCase(Locale.ROOT))
        ? title
        : title + " (" + axis + ")";
  }

  /** The same with more said below it. */
  Heading adding(String sentence) {
    return sentence.isEmpty()
        ? this
        : new Heading(id, title, caption.isEmpty() ? sentence : caption + " " + sentence);
  }
}
