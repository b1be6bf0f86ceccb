package io.ablate4j.report;

import java.awt.GraphicsEnvironment;
import java.util.Map;

/**
 * Whether charts can be drawn here: AWT wants fonts, also for charts that end up as outlines.
 *
 * @param families font families that AWT finds
 * @param bytes of a chart drawn as a trial, as SVG
 */
public record FontCheck(int families, int bytes) {
  /**
   * Looks for fonts and draws an empty chart with text at its axes. AWT throws a choice of
   * exceptions and errors where a library or all fonts are missing.
   */
  public static FontCheck run() {
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
    return new FontCheck(
        GraphicsEnvironment.getLocalGraphicsEnvironment().getAvailableFontFamilyNames().length,
        svg.length());
  }
}
