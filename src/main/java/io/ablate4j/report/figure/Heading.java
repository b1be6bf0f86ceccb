package io.ablate4j.report.figure;

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

  /** The same with more said below it. */
  Heading adding(String sentence) {
    return sentence.isEmpty()
        ? this
        : new Heading(id, title, caption.isEmpty() ? sentence : caption + " " + sentence);
  }
}
