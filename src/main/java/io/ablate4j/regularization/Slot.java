package io.ablate4j.regularization;

/** Where in a unit (weights, activation, pooling) something stands. */
public enum Slot {
  BEFORE_NORM("before-norm"),
  AFTER_NORM("after-norm"),
  BEFORE_ACTIVATION("before-activation"),
  AFTER_ACTIVATION("after-activation"),
  BEFORE_POOL("before-pool"),
  AFTER_POOL("after-pool"),
  /** After the pooling, if one follows, else after the activation. */
  END("end");

  private final String word;

  Slot(String word) {
    this.word = word;
  }

  /** As study files write it. */
  public String word() {
    return word;
  }
}
