package io.ablate4j.report;

import io.ablate4j.figure.Figure;
import io.ablate4j.report.section.Section;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The figures of a page, numbered as they follow one another, for texts that speak of them: in
 * those, {@code " ({fig-steps})"} stands for a link, " (Figure 1)", or for nothing where the page
 * has no such figure.
 *
 * @param numbers by the figure's id, from 1
 */
public record FigureNumbers(Map<String, Integer> numbers) {
  private static final Pattern REFERENCE = Pattern.compile(" \\(\\{([a-z0-9-]+)}\\)");

  public FigureNumbers {
    numbers = Collections.unmodifiableMap(new LinkedHashMap<>(numbers));
  }

  /** Of sections in their order. */
  static FigureNumbers of(List<Section> sections) {
    Map<String, Integer> numbers = new LinkedHashMap<>();
    sections.stream()
        .flatMap(section -> section.figures().stream())
        .forEach(figure -> numbers.put(figure.id(), numbers.size() + 1));
    return new FigureNumbers(numbers);
  }

  /** The section with its figures' numbers before their titles. */
  Section numbered(Section section) {
    List<Figure> figures =
        section.figures().stream()
            .map(figure -> figure.numbered(numbers.get(figure.id())))
            .toList();
    return new Section(
        section.id(), section.title(), section.paragraphs(), figures, section.tables());
  }

  /**
   * A part of a text.
   *
   * @param text not yet escaped
   * @param figure id of the figure it leads to; empty for plain text
   */
  public record Piece(String text, String figure) {}

  /** A text with its references resolved. */
  public List<Piece> pieces(String text) {
    List<Piece> pieces = new ArrayList<>();
    Matcher reference = REFERENCE.matcher(text);
    StringBuilder plain = new StringBuilder();
    int end = 0;
    while (reference.find()) {
      plain.append(text, end, reference.start());
      end = reference.end();
      Integer number = numbers.get(reference.group(1));
      if (number != null) {
        pieces.add(new Piece(plain.append(" (").toString(), ""));
        pieces.add(new Piece("Figure\u00a0" + number, reference.group(1)));
        plain = new StringBuilder(")");
      }
    }
    pieces.add(new Piece(plain.append(text.substring(end)).toString(), ""));
    return pieces;
  }
}
