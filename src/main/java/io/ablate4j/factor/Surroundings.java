package io.ablate4j.factor;

import io.ablate4j.data.DatasetSpec;
import io.ablate4j.intervention.TimedIntervention;
import io.ablate4j.model.Models;
import io.ablate4j.regularization.Regularization;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What else a study says, as far as levels are read by it.
 *
 * @param models that levels may name
 * @param regularizations built-in and own, by name; empty where a definition has a problem
 * @param datasets what the study has under {@code datasets}, by name; empty where a definition has
 *     a problem
 * @param interventions what the study has under {@code interventions}, by name; empty where a
 *     definition has a problem
 * @param optimizer of the section of that name, or the default
 * @param epochs of the section {@code budget}, or the default
 * @param folder of the study file, from which paths in it begin
 */
public record Surroundings(
    Models models,
    Map<String, Optional<Regularization>> regularizations,
    Map<String, Optional<DatasetSpec>> datasets,
    Map<String, Optional<TimedIntervention>> interventions,
    Optimizer optimizer,
    int epochs,
    Path folder) {
  public Surroundings {
    Objects.requireNonNull(folder, "folder");
    Objects.requireNonNull(models, "models");
    Objects.requireNonNull(optimizer, "optimizer");
    regularizations = Collections.unmodifiableMap(new LinkedHashMap<>(regularizations));
    interventions = Collections.unmodifiableMap(new LinkedHashMap<>(interventions));
    datasets = Collections.unmodifiableMap(new LinkedHashMap<>(datasets));
  }

  /** Of what no file says: paths begin in the working folder. */
  public Surroundings(
      Models models,
      Map<String, Optional<Regularization>> regularizations,
      Map<String, Optional<DatasetSpec>> datasets,
      Map<String, Optional<TimedIntervention>> interventions,
      Optimizer optimizer,
      int epochs) {
    this(models, regularizations, datasets, interventions, optimizer, epochs, Path.of(""));
  }

  /** The same with other regularizations. */
  public Surroundings with(Map<String, Optional<Regularization>> others) {
    return new Surroundings(models, others, datasets, interventions, optimizer, epochs, folder);
  }
}
