package io.ablate4j.factor;

import io.ablate4j.data.DatasetSpec;
import java.util.Objects;

/**
 * A level of the factor {@code dataset}.
 *
 * @param name it has in the study; empty for the only one of a study
 * @param spec the data
 */
public record NamedDataset(String name, DatasetSpec spec) {
  public NamedDataset {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(spec, "spec");
  }
}
