package io.ablate4j.data;

import java.util.Objects;

/** What one seed trains, validates and tests on; no example is in two of them. */
public record DataSplit(int classes, Examples train, Examples validation, Examples test) {
  public DataSplit {
    Objects.requireNonNull(train, "train");
    Objects.requireNonNull(validation, "validation");
    Objects.requireNonNull(test, "test");
  }
}
