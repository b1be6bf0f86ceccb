package io.ablate4j.report;

import java.util.Map;

/**
 * Whether charts can be drawn here: AWT wants native libraries, also for charts that end up as
 * outlines.
 *
 * @param font name of the font they are drawn with
 * @param bytes of a chart drawn as a trial, as SVG
 */
public record FontCheck(String font, int bytes) {
  /**
   * Draws an empty chart with text at its axes.
   *
   * @throws NoFontsException if this Java cannot
   */
  public static FontCheck run() {
    String font = ChartFont.ofSize(1).getFontName();
    String svg =
        InlineSvg.of(
            Charts.xy(
                "epoch",
                "loss",
                Charts.Range.showingEnds(0, 1),
                Charts.Range.showingEnds(0, 1),
                Map.of(0.5, "half"),
                "0.0"),
            "trial",
            "Trial",
            "Drawn to see whether charts can be drawn.");
    return new FontCheck(font, svg.length());
  }
}
