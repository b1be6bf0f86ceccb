package io.ablate4j.trial;

import java.util.Objects;

/**
 * What a training step of one cell cost in one round of the timing pass.
 *
 * @param cell its model, regularization and batch size count
 * @param layout how much of the machine was at work
 * @param round from 1; the cells of one model and batch size that have the same round were measured
 *     one after the other, in random order
 * @param stepMillis mean milliseconds of a step, over the workers
 * @param foreignLoad processors that others kept busy meanwhile, 0 and up
 * @param disturbed whether that changed too much in the round for it to count, or what the JVM took
 *     for itself (it compiles what is used much) was too much. Stores of before steady loads
 *     counted have all of them as disturbed
 */
public record TimingRound(
    Cell cell, Layout layout, int round, double stepMillis, double foreignLoad, boolean disturbed) {

  /** Processors that others may keep busy in a round that is called quiet. */
  public static final double QUIET = .25;

  /** How much of the machine is at work. */
  public enum Layout {
    /** One worker with one thread, the rest of the machine idle. */
    ONE_THREAD("one-thread"),
    /** A worker on every core, all of them training the same cell: how trials are run. */
    ALL_CORES("all-cores");

    private final String word;

    Layout(String word) {
      this.word = word;
    }

    /** The word used in the store and exports. */
    public String word() {
      return word;
    }

    /**
     * @throws IllegalArgumentException if no layout has that word
     */
    public static Layout ofWord(String word) {
      for (Layout layout : values()) {
        if (layout.word.equals(word)) {
          return layout;
        }
      }
      throw new IllegalArgumentException("no layout is called " + word);
    }
  }

  /**
   * Whether it counts although others worked, all the time alike. Such a round scatters more, and
   * its milliseconds go together only with those of the other arms in the same round.
   */
  public boolean besideOthers() {
    return !disturbed && foreignLoad > QUIET;
  }

  /** The same in a study that compares the levels of a factor. */
  public TimingRound comparing(String factor) {
    return new TimingRound(
        cell.comparing(factor), layout, round, stepMillis, foreignLoad, disturbed);
  }

  /** The same of a cell that is called otherwise. */
  public TimingRound of(Cell other) {
    return new TimingRound(other, layout, round, stepMillis, foreignLoad, disturbed);
  }

  public TimingRound {
    Objects.requireNonNull(cell, "cell");
    Objects.requireNonNull(layout, "layout");
    if (round < 1 || !(stepMillis > 0) || !(foreignLoad >= 0)) {
      throw new IllegalArgumentException(
          "round " + round + ", " + stepMillis + " ms, foreign load " + foreignLoad);
    }
  }
}
