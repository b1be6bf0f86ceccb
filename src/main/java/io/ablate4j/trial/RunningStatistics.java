package io.ablate4j.trial;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The running statistics of a cell's batch norm at the end of its budget. They begin at mean 0 and
 * variance 1; inference goes by them, so that a network with few steps is judged by that start
 * rather than by what it has seen.
 *
 * @param cell with batch norm
 * @param decay weight of the old mean and variance at each step, in [0, 1)
 * @param steps of training, 0 and up
 */
public record RunningStatistics(Cell cell, double decay, long steps) {
  /** So many cells are listed one by one. */
  private static final int TOLD = 6;

  /** The start counts as forgotten where it has no more weight than that. */
  public static final double FORGOTTEN = .01;

  public RunningStatistics {
    Objects.requireNonNull(cell, "cell");
    if (!(decay >= 0 && decay < 1) || steps < 0) {
      throw new IllegalArgumentException("decay " + decay + " over " + steps + " steps");
    }
  }

  /** Weight of the start after the last step, 0 to 1. */
  public double remaining() {
    return Math.pow(decay, steps);
  }

  /** Whether what inference gives is still that of the start in part. */
  public boolean isUnsettled() {
    return remaining() > FORGOTTEN;
  }

  /** Steps after which the start is forgotten. */
  public long stepsNeeded() {
    return (long) Math.ceil(Math.log(FORGOTTEN) / Math.log(decay));
  }

  /** The largest decay with which the start is forgotten in time. */
  public double decayAllowed() {
    return Math.floor(1000 * Math.pow(FORGOTTEN, 1.0 / Math.max(1, steps))) / 1000;
  }

  /** Such as "94 %"; two digits, since small ones count. */
  public String remainingInWords() {
    double percent = 100 * remaining();
    return String.format(Locale.ROOT, percent < 10 ? "%.1f %%" : "%.0f %%", percent);
  }

  /** Such as "cnn, batch-norm, batch size 64: decay 0.99, 6 steps, 94 %". */
  public String inWords() {
    return cell.level(Roles.MODEL)
        + ", "
        + cell.level(Roles.ARM)
        + ", batch size "
        + cell.level(Roles.BATCH_SIZE)
        + ", "
        + Roles.inWords("epochs", cell.level("epochs"))
        + Roles.furtherInWords(cell)
        + ": decay "
        + decay
        + ", "
        + steps
        + (steps == 1 ? " step" : " steps")
        + ", "
        + remainingInWords();
  }

  /**
   * What is to be known of cells whose batch norm is unsettled, in a few sentences.
   *
   * @param cells one or more
   */
  public static String inWords(List<RunningStatistics> cells) {
    List<RunningStatistics> worst =
        cells.stream()
            .sorted(Comparator.comparingDouble(RunningStatistics::remaining).reversed())
            .toList();
    return "Inference goes by batch norm's running statistics, which begin at mean 0 and variance 1."
        + " When the budget ends they still weigh more than 1 % of that start in "
        + (cells.size() == 1 ? "1 cell (" : cells.size() + " cells (")
        + worst.stream()
            .limit(TOLD)
            .map(RunningStatistics::inWords)
            .collect(Collectors.joining("; "))
        + (cells.size() > TOLD ? "; and " + (cells.size() - TOLD) + " more" : "")
        + "). Accuracy by the statistics of batches is not recorded, so what batch norm seems"
        + " to lose there may be due to its start alone.";
  }

  /** How to mend the worst of them. */
  public static String advice(List<RunningStatistics> cells) {
    RunningStatistics worst =
        cells.stream().max(Comparator.comparingDouble(RunningStatistics::remaining)).orElseThrow();
    return "Maybe lower decay to "
        + worst.decayAllowed()
        + ", or train for "
        + worst.stepsNeeded()
        + " steps or more.";
  }
}
