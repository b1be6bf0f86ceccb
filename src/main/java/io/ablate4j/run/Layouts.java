package io.ablate4j.run;

import io.ablate4j.factor.Factors;
import io.ablate4j.factor.ModelLevel;
import io.ablate4j.factor.TrialSettings;
import io.ablate4j.model.ModelSpec;
import io.ablate4j.model.Models;
import io.ablate4j.model.NetworkDescription;
import io.ablate4j.model.NetworkOptions;
import io.ablate4j.regularization.Layout;
import io.ablate4j.regularization.Regularization;
import io.ablate4j.study.CheckedData;
import io.ablate4j.study.CheckedStudy;
import io.ablate4j.study.Study;
import io.ablate4j.trial.Cell;
import io.ablate4j.trial.Roles;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** The networks of a study's models and regularizations, and where their parts stand. */
public final class Layouts {
  private Layouts() {}

  /**
   * A network.
   *
   * @param layout empty if the model does not tell of its places
   * @param variant levels of other factors that change it
   */
  public record Network(
      String model,
      Regularization regularization,
      NetworkDescription description,
      Optional<Layout> layout,
      Map<String, String> variant) {}

  /**
   * Model by model, in the study's order. A pair that no cell has is left out if it need not have a
   * place for all parts.
   */
  public static List<Network> of(CheckedStudy checked, Models models) {
    Study study = checked.study();
    List<String> factors =
        study.factors().stream()
            .filter(axis -> axis.factor().changesNetwork())
            .map(axis -> axis.factor().name())
            .filter(factor -> !factor.equals(Roles.MODEL) && !factor.equals(Roles.ARM))
            .toList();
    List<Cell> cells = study.tried();
    List<Network> networks = new ArrayList<>();
    for (String model : study.levels(Factors.MODEL).stream().map(ModelLevel::id).toList()) {
      for (Regularization arm : study.levels(Factors.REGULARIZATION)) {
        Map<Cell, Cell> variants = new LinkedHashMap<>();
        cells.stream()
            .filter(cell -> cell.level(Roles.MODEL).equals(model))
            .filter(cell -> cell.level(Roles.ARM).equals(arm.name()))
            .forEach(cell -> variants.putIfAbsent(cell.only(factors), cell));
        variants.forEach(
            (variant, cell) -> {
              TrialSettings settings = study.settings(cell);
              networks.add(
                  network(
                      checked.data(settings.dataset()),
                      models,
                      model,
                      settings.regularization(),
                      settings.network(),
                      existing(variant)));
            });
        if (variants.isEmpty() && arm.isByKind() && factors.isEmpty()) {
          networks.add(
              network(
                  checked.data(study.dataset()),
                  models,
                  model,
                  arm,
                  NetworkOptions.USUAL,
                  Map.of()));
        }
      }
    }
    return networks;
  }

  private static Map<String, String> existing(Cell variant) {
    Map<String, String> levels = new LinkedHashMap<>(variant.levels());
    levels.values().removeIf(Cell.ABSENT::equals);
    return levels;
  }

  private static Network network(
      CheckedData data,
      Models models,
      String model,
      Regularization arm,
      NetworkOptions options,
      Map<String, String> variant) {
    AtomicReference<Layout> heard = new AtomicReference<>();
    ModelSpec spec =
        new ModelSpec(data.shape(), data.classNames().size(), arm, options, heard::set);
    NetworkDescription description = NetworkDescription.of(models.get(model).configure(spec));
    return new Network(model, arm, description, Optional.ofNullable(heard.get()), variant);
  }
}
