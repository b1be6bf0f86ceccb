package io.ablate4j.report;

import io.ablate4j.figure.Figure;
import io.ablate4j.figure.Figure.Panel;
import io.ablate4j.figure.Look;
import io.ablate4j.report.section.Section;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps a page within its size: where all drawings together are too large, the largest figures
 * become files of their own beside the page, linked where they stood. Their tables stay.
 *
 * @param sections the sections, with links in place of what was taken out
 * @param files path relative to the page, and content
 */
record LargeFigures(List<Section> sections, Map<String, String> files) {
  static final String FOLDER = "figures/";

  /** By this a drawing of ours is known; nobody else's file is ever removed. */
  static final String MARK =
      "<svg xmlns=\"http://www.w3.org/2000/svg\" data-generator=\"ablate4j\"";

  /**
   * Takes figures out until what is left fits.
   *
   * @param budget characters that all drawings may have together
   */
  static LargeFigures of(List<Section> sections, List<Look> looks, int budget) {
    List<Figure> bySize =
        sections.stream()
            .flatMap(section -> section.figures().stream())
            .sorted(Comparator.comparingInt(LargeFigures::size).reversed())
            .toList();
    int total = bySize.stream().mapToInt(LargeFigures::size).sum();
    Map<Figure, Figure> linked = new LinkedHashMap<>();
    Map<String, String> files = new LinkedHashMap<>();
    for (Figure figure : bySize) {
      if (total > budget) {
        total -= size(figure);
        linked.put(figure, linked(figure, looks, files));
      }
    }
    List<Section> kept = new ArrayList<>();
    for (Section section : sections) {
      kept.add(
          new Section(
              section.id(),
              section.title(),
              section.paragraphs(),
              section.figures().stream().map(f -> linked.getOrDefault(f, f)).toList(),
              section.tables()));
    }
    return new LargeFigures(List.copyOf(kept), Map.copyOf(files));
  }

  private static int size(Figure figure) {
    return figure.panels().stream().mapToInt(panel -> panel.svg().length()).sum();
  }

  private static Figure linked(Figure figure, List<Look> looks, Map<String, String> files) {
    List<Panel> panels = new ArrayList<>();
    for (Panel panel : figure.panels()) {
      if (panel.svg().isEmpty()) {
        panels.add(panel);
        continue;
      }
      String file = FOLDER + figure.id() + "-" + (panels.size() + 1) + ".svg";
      files.put(file, standalone(panel.svg(), looks));
      panels.add(
          new Panel(
              panel.title(),
              "<p class=\"linked\"><a href=\"" + file + "\">" + file + "</a></p>",
              panel.nothing()));
    }
    return new Figure(
        figure.id(),
        figure.title(),
        figure.caption() + " The drawings are files of their own, to keep this page small.",
        panels,
        figure.looks(),
        figure.keys(),
        figure.data());
  }

  /** An SVG file with the colours that the page's style sheet gives it. */
  private static String standalone(String svg, List<Look> looks) {
    StringBuilder style = new StringBuilder("<style>svg{color:#1b1b1b;background:#fff}");
    looks.forEach(
        look ->
            style
                .append('.')
                .append(look.cssClass())
                .append("{color:")
                .append(look.css())
                .append('}'));
    style.append("</style>");
    int end = svg.indexOf('>');
    return MARK + svg.substring("<svg".length(), end + 1) + style + svg.substring(end + 1) + "\n";
  }
}
