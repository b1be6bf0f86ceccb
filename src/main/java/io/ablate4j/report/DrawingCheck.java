package io.ablate4j.report;

import io.ablate4j.figure.DrawingTrial;
import java.awt.GraphicsEnvironment;

/** Whether figures can be drawn here. */
public final class DrawingCheck {
  private DrawingCheck() {}

  /**
   * Draws a figure as a trial. XChart draws with AWT, which wants native libraries and throws a
   * choice of errors where they are missing; text is written as text, so that no font is needed.
   * Reports made there have their tables, and a word in place of each drawing.
   *
   * @return characters of its SVG
   */
  public static int run() {
    return DrawingTrial.draw().length();
  }

  /** Font families that AWT finds here; 0 also where it cannot look for them. */
  public static int fontFamilies() {
    try {
      return GraphicsEnvironment.getLocalGraphicsEnvironment().getAvailableFontFamilyNames().length;
    } catch (RuntimeException | LinkageError e) { // no fontconfig, or no library to draw fonts
      return 0;
    }
  }
}
