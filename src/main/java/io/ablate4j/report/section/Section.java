package io.ablate4j.report.section;

import io.ablate4j.figure.Figure;
import io.ablate4j.figure.Table;
import java.util.List;

/**
 * A section of the page.
 *
 * @param id unique on the page
 * @param title its heading
 * @param paragraphs before its figures; texts are not yet escaped
 * @param figures in their order
 * @param tables after the figures
 */
public record Section(
    String id, String title, List<String> paragraphs, List<Figure> figures, List<Table> tables) {
  public Section {
    paragraphs = List.copyOf(paragraphs);
    figures = List.copyOf(figures);
    tables = List.copyOf(tables);
  }

  /** The same but for figures that have nothing to draw. */
  public Section withoutEmptyFigures() {
    return new Section(
        id,
        title,
        paragraphs,
        figures.stream()
            .filter(f -> f.panels().stream().anyMatch(panel -> !panel.svg().isEmpty()))
            .toList(),
        tables);
  }
}
