package io.ablate4j.factor;

import io.ablate4j.data.InputShape;
import io.ablate4j.model.Models;
import java.util.Objects;
import java.util.Optional;

/**
 * What cells are checked by, as far as it is known.
 *
 * @param trainIsKnown whether the number of training examples in a cell's settings is the study's
 * @param shape of one example; empty if the data could not be opened
 * @param models that cells may name
 * @param checkExamples trained examples from one check to the next
 * @param probes measured after each epoch
 */
public record Circumstances(
    boolean trainIsKnown,
    Optional<InputShape> shape,
    Models models,
    int checkExamples,
    int probes) {
  public Circumstances {
    Objects.requireNonNull(shape, "shape");
    Objects.requireNonNull(models, "models");
  }
}
