package io.ablate4j.factor;

import io.ablate4j.data.DataPool;
import io.ablate4j.data.InputShape;
import io.ablate4j.model.ModelSpec;
import io.ablate4j.model.Models;
import io.ablate4j.model.NetworkDescription;
import io.ablate4j.model.NetworkOptions;
import io.ablate4j.model.NetworkOutline;
import io.ablate4j.problem.Problem;
import io.ablate4j.problem.ProblemsException;
import io.ablate4j.regularization.Regularization;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What cells are checked by, as far as it is known. */
public final class Circumstances {
  private final boolean trainIsKnown;
  private final Optional<DataPool> pool;
  private final Models models;
  private final int checkExamples;
  private final int probes;
  private final Map<List<String>, Boolean> ignored = new HashMap<>();
  private final Map<List<Object>, Optional<NetworkOutline>> outlines = new HashMap<>();

  /**
   * @param trainIsKnown whether the number of training examples in a cell's settings is the study's
   * @param pool empty if the data could not be opened
   * @param models that cells may name
   * @param checkExamples trained examples from one check to the next
   * @param probes measured after each epoch
   */
  public Circumstances(
      boolean trainIsKnown, Optional<DataPool> pool, Models models, int checkExamples, int probes) {
    this.trainIsKnown = trainIsKnown;
    this.pool = Objects.requireNonNull(pool, "pool");
    this.models = Objects.requireNonNull(models, "models");
    this.checkExamples = checkExamples;
    this.probes = probes;
  }

  boolean trainIsKnown() {
    return trainIsKnown;
  }

  Optional<DataPool> pool() {
    return pool;
  }

  Optional<InputShape> shape() {
    return pool.map(DataPool::shape);
  }

  Models models() {
    return models;
  }

  int checkExamples() {
    return checkExamples;
  }

  int probes() {
    return probes;
  }

  /**
   * A problem if a model gives the same network under two options that ought to differ.
   *
   * @param factor that sets the option
   * @param why what comes after the model's name
   */
  List<Problem> ignored(
      String factor, String why, String model, NetworkOptions one, NetworkOptions other) {
    boolean isIgnored =
        pool.isPresent()
            && ignored.computeIfAbsent(
                List.of(factor, model), key -> layers(model, one).equals(layers(model, other)));
    return isIgnored
        ? List.of(
            Problem.of(
                "The model \"" + model + "\" " + why + ": " + factor + " would change nothing.",
                "leave " + factor + " out, or leave the model out of this study."))
        : List.of();
  }

  /** The network of a cell; empty if it is not known: that is reported. */
  Optional<NetworkOutline> outline(TrialSettings settings) {
    return outlines.computeIfAbsent(
        List.of(settings.model(), settings.regularization(), settings.network()),
        key -> outline(settings.model(), settings.regularization(), settings.network()));
  }

  private Optional<NetworkOutline> outline(
      String model, Regularization regularization, NetworkOptions options) {
    try {
      return pool.map(
          data ->
              NetworkOutline.of(
                  models
                      .get(model)
                      .configure(
                          new ModelSpec(
                              data.shape(),
                              data.classNames().size(),
                              regularization,
                              options,
                              layout -> {}))));
    } catch (ProblemsException e) {
      return Optional.empty();
    }
  }

  /** Empty, which is equal to nothing, if the model has a problem of its own: that is reported. */
  private Object layers(String model, NetworkOptions options) {
    try {
      return NetworkDescription.of(
              models
                  .get(model)
                  .configure(
                      new ModelSpec(
                          pool.orElseThrow().shape(),
                          pool.orElseThrow().classNames().size(),
                          Regularization.NONE,
                          options,
                          layout -> {})))
          .layers();
    } catch (ProblemsException e) {
      return new Object();
    }
  }
}
