package io.ablate4j.trial;

import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Counts of epochs. */
public enum EpochNumber implements TrialNumber {
  /** Epochs done: the last one in which anything was measured. */
  EPOCHS("epochs") {
    @Override
    public OptionalDouble of(FinishedTrial trial) {
      int epochs = trial.curves().epochs();
      return epochs > 0 ? OptionalDouble.of(epochs) : OptionalDouble.empty();
    }
  },
  /** First epoch with the highest validation accuracy. */
  BEST_EPOCH("best-epoch") {
    @Override
    public OptionalDouble of(FinishedTrial trial) {
      OptionalInt epoch = trial.curves().bestEpoch();
      return epoch.isPresent() ? OptionalDouble.of(epoch.getAsInt()) : OptionalDouble.empty();
    }
  };

  private final String word;

  EpochNumber(String word) {
    this.word = word;
  }

  @Override
  public String word() {
    return word;
  }

  @Override
  public Quantity quantity() {
    return Quantity.COUNT;
  }
}
