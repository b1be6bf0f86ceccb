package io.ablate4j.data;

import java.util.ArrayList;
import java.util.List;

/**
 * How the ten digits are written: strokes in a unit square, x to the right and y down, each digit
 * in one to three ways. A stroke is a chain of control points, joined by straight lines or by a
 * smooth curve (Catmull-Rom) through them.
 */
final class GlyphStrokes {
  /** Points a smooth curve gets between two control points. */
  private static final int STEPS = 4;

  /** By digit, then by way to write it. */
  static final List<List<List<Stroke>>> DIGITS =
      List.of(
          List.of(
              List.of(
                  loop(
                      .5, .03, .74, .13, .84, .35, .84, .62, .74, .86, .5, .97, .26, .86, .16, .62,
                      .16, .35, .26, .13))),
          List.of(
              List.of(line(.5, .03, .5, .97)),
              List.of(line(.28, .27, .52, .03, .52, .97)),
              List.of(line(.3, .22, .52, .03, .52, .97), line(.3, .97, .74, .97))),
          List.of(
              List.of(
                  curve(.18, .27, .3, .09, .52, .03, .76, .14, .78, .36, .58, .6, .18, .96),
                  line(.18, .96, .86, .96)),
              List.of(
                  curve(
                      .2, .2, .48, .03, .74, .16, .72, .42, .48, .72, .24, .94, .16, .8, .34, .78,
                      .6, .93, .86, .9))),
          List.of(
              List.of(
                  curve(.2, .14, .46, .03, .74, .14, .74, .34, .42, .46),
                  curve(.42, .46, .74, .54, .82, .76, .56, .96, .18, .86)),
              List.of(
                  line(.2, .05, .78, .05, .46, .42),
                  curve(.46, .42, .74, .5, .82, .74, .56, .96, .18, .86))),
          List.of(
              List.of(line(.64, .03, .14, .66, .88, .66), line(.64, .03, .64, .97)),
              List.of(line(.26, .05, .2, .55, .84, .55), line(.76, .05, .7, .97))),
          List.of(
              List.of(
                  line(.8, .05, .28, .05, .24, .44),
                  curve(.24, .44, .54, .38, .8, .54, .8, .8, .52, .96, .18, .86))),
          List.of(
              List.of(
                  curve(
                      .72, .05, .42, .2, .22, .5, .22, .8, .46, .97, .74, .87, .78, .66, .56, .5,
                      .32, .6, .23, .76)),
              List.of(
                  curve(.44, .03, .26, .4, .2, .7),
                  loop(.2, .72, .34, .52, .62, .52, .76, .72, .64, .92, .36, .94))),
          List.of(
              List.of(line(.18, .06, .82, .06, .42, .97)),
              List.of(line(.18, .06, .82, .06, .42, .97), line(.36, .5, .78, .5)),
              List.of(line(.2, .2, .2, .06, .8, .06), curve(.8, .06, .58, .44, .5, .97))),
          List.of(
              List.of(
                  loop(
                      .5, .47, .28, .34, .26, .15, .5, .03, .74, .15, .72, .34, .5, .47, .24, .64,
                      .22, .86, .5, .97, .78, .86, .76, .64)),
              List.of(
                  loop(.5, .03, .72, .14, .7, .36, .5, .46, .3, .36, .28, .14),
                  loop(.5, .46, .78, .6, .76, .86, .5, .97, .24, .86, .22, .6))),
          List.of(
              List.of(
                  curve(
                      .77, .24, .68, .44, .44, .5, .23, .36, .26, .13, .54, .03, .76, .14, .78, .4,
                      .7, .7, .52, .97)),
              List.of(
                  loop(.5, .03, .74, .16, .76, .36, .52, .5, .26, .38, .26, .14),
                  line(.76, .14, .72, .97))));

  private GlyphStrokes() {}

  /**
   * @param points control points, x and y by turns
   * @param smooth whether a curve joins them
   * @param closed whether the last is joined to the first
   */
  @SuppressWarnings("ArrayRecordComponent") // constants of this class, never compared
  record Stroke(double[] points, boolean smooth, boolean closed) {
    /** The corners, x and y by turns, of the polyline that is drawn for these control points. */
    List<double[]> polyline(double[] moved) {
      int count = moved.length / 2;
      List<double[]> corners = new ArrayList<>();
      if (!smooth) {
        for (int i = 0; i < count; i++) {
          corners.add(new double[] {moved[2 * i], moved[2 * i + 1]});
        }
        return corners;
      }
      int spans = closed ? count : count - 1;
      for (int span = 0; span < spans; span++) {
        int before = neighbour(span - 1, count);
        int from = neighbour(span, count);
        int to = neighbour(span + 1, count);
        int after = neighbour(span + 2, count);
        for (int step = 0; step < STEPS; step++) {
          double t = (double) step / STEPS;
          corners.add(
              new double[] {
                between(moved[2 * before], moved[2 * from], moved[2 * to], moved[2 * after], t),
                between(
                    moved[2 * before + 1],
                    moved[2 * from + 1],
                    moved[2 * to + 1],
                    moved[2 * after + 1],
                    t)
              });
        }
      }
      int last = closed ? 0 : count - 1;
      corners.add(new double[] {moved[2 * last], moved[2 * last + 1]});
      return corners;
    }

    private int neighbour(int index, int count) {
      return closed ? Math.floorMod(index, count) : Math.max(0, Math.min(count - 1, index));
    }

    private static double between(double before, double from, double to, double after, double t) {
      double slope = to - before;
      double bend = 2 * before - 5 * from + 4 * to - after;
      double twist = 3 * from - before - 3 * to + after;
      return from + 0.5 * t * (slope + t * (bend + t * twist));
    }
  }

  private static Stroke line(double... points) {
    return new Stroke(points, false, false);
  }

  private static Stroke curve(double... points) {
    return new Stroke(points, true, false);
  }

  private static Stroke loop(double... points) {
    return new Stroke(points, true, true);
  }
}
