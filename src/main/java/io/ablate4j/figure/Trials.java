package io.ablate4j.figure;

import java.util.List;
import java.util.OptionalDouble;

/**
 * Two numbers of each trial.
 *
 * @param heading what stands around the figure
 * @param x unit to the right
 * @param y unit upwards
 * @param looks of all the study's regularizations, in the study's order
 * @param panels such as one a model
 */
public record Trials(Heading heading, Unit x, Unit y, List<Look> looks, List<Panel> panels) {
  /**
   * A chart of its own.
   *
   * @param title such as "cnn"
   * @param dots its trials
   */
  public record Panel(String title, List<Dot> dots) {
    public Panel {
      dots = List.copyOf(dots);
    }
  }

  /**
   * A trial.
   *
   * @param regularization name of one of the looks
   * @param label what tells it from the others of its panel, such as "batch 32, seed 3"
   * @param x empty if it never got there (drawn hollow at the right edge)
   * @param y empty if there is none (in the table alone)
   */
  public record Dot(String regularization, String label, OptionalDouble x, OptionalDouble y) {}

  public Trials {
    looks = List.copyOf(looks);
    panels = List.copyOf(panels);
    for (Panel panel : panels) {
      Looks.check(looks, panel.dots().stream().map(Dot::regularization).toList());
    }
  }
}
