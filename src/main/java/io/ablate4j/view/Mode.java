package io.ablate4j.view;

/**
 * How a pass through a network computes what training and inference compute in different ways.
 *
 * @param norm which statistics batch norm takes
 * @param drop whether dropout draws masks, and noise numbers
 */
public record Mode(Norm norm, Drop drop) {
  /** As a step of training computes, except that the running statistics stay. */
  public static final Mode TRAINING = new Mode(Norm.BATCH, Drop.ON);

  /** As predictions are made. */
  public static final Mode INFERENCE = new Mode(Norm.RUNNING, Drop.OFF);

  /** Statistics of batch norm: mean and variance a channel. */
  public enum Norm {
    /** Those of the examples of the pass; of groups of them, where batch norm is by groups. */
    BATCH,
    /** The moving averages over training. */
    RUNNING
  }

  /** Dropout of any kind, and noise. */
  public enum Drop {
    /** Masks and noise are drawn anew in each pass. */
    ON,
    /** Passes on what it reads. */
    OFF
  }
}
