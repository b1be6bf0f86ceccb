package io.ablate4j.figure;

import static io.ablate4j.figure.EstimateTables.isFew;
import static io.ablate4j.figure.EstimateTables.shown;

import io.ablate4j.figure.Estimates.Entry;
import io.ablate4j.figure.Estimates.Group;
import io.ablate4j.figure.Estimates.Panel;
import io.ablate4j.figure.Plot.Anchor;
import io.ablate4j.figure.Plot.Margins;
import java.util.List;

/**
 * A forest plot that is read before any text: a row a regularization with its name beside it, so
 * that it needs no legend, and its unit above it. What is not estimable keeps its row, and says so.
 */
public final class SmallForest {
  private static final String MISSING = "not estimable";
  private static final int ROW = 17;
  private static final int LINE = 15;

  /** Between a name and the drawing. */
  private static final int GAP = 10;

  private static final double LONGEST_NAME = 150;

  /** Fonts of browsers are wider than the one that names are measured by. */
  private static final double WIDER = 1.08;

  private SmallForest() {}

  /**
   * Draws the first panel of the estimates; without one that has a value it is empty and gives the
   * reasons.
   *
   * @param estimates a heading above the rows of each group that has a label
   * @param higherIsBetter on which side of the reference the better ones are
   */
  public static Figure.Panel of(Estimates estimates, boolean higherIsBetter) {
    String better = higherIsBetter ? " (→ better)" : " (← better)";
    return EstimateTables.panels(
            estimates, (panel, number) -> draw(estimates, panel, estimates.unit().axis() + better))
        .get(0);
  }

  private static Plot draw(Estimates of, Panel panel, String title) {
    Unit unit = of.unit();
    Axis x =
        Axis.covering(
            unit, EstimateTables.entries(panel).flatMapToDouble(e -> shown(unit, e, isFew(e))), 5);
    int rows = panel.groups().stream().mapToInt(SmallForest::rows).sum();
    Axis y = new Axis(-rows, 0, false, List.of());
    double name =
        EstimateTables.entries(panel)
            .mapToDouble(entry -> WIDER * Text.width(entry.regularization()))
            .max()
            .orElse(0);
    int left = (int) Math.ceil(Math.min(LONGEST_NAME, name) + GAP);
    int top = 5 + LINE * Text.lines(title, Plot.WIDTH - 8).size();
    Plot plot = new Plot(new Margins(top, 10, 20, left), rows * ROW, x, y);
    plot.titleAbove(title);
    plot.ticksBelow(true);
    plot.referenceUp(unit);
    double at = -.5;
    for (Group group : panel.groups()) {
      if (!group.label().isBlank()) {
        String label = Text.cut(group.label(), Plot.WIDTH - 8);
        plot.write(x.low(), at, 2 - left, 4, Anchor.START, label, Text.SIZE, true, "");
        at--;
      }
      for (Entry entry : group.entries()) {
        row(of, plot, x, group, entry, at, left - GAP);
        at--;
      }
    }
    return plot;
  }

  private static int rows(Group group) {
    return group.entries().size() + (group.label().isBlank() ? 0 : 1);
  }

  private static void row(
      Estimates of, Plot plot, Axis x, Group group, Entry entry, double at, double room) {
    Look look = Looks.find(of.looks(), entry.regularization());
    String hiding = look.hidingClass();
    String name = Text.cut(entry.regularization(), room / WIDER);
    plot.write(x.low(), at, -GAP / 2.0, 4, Anchor.END, name, Text.SIZE, false, hiding);
    ForestFigure.draw(of.unit(), plot, x, look, entry, at);
    of.unit()
        .shown(entry.estimate())
        .ifPresentOrElse(
            value ->
                plot.hotSpot(
                    look,
                    x.at(value),
                    at,
                    EstimateTables.join(group.label(), entry.regularization())
                        + ": "
                        + EstimateTables.reported(of, entry)),
            () -> plot.write(x.low(), at, 4, 4, Anchor.START, MISSING, Text.SIZE, false, hiding));
  }
}
