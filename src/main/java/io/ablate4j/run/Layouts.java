package io.ablate4j.run;

import io.ablate4j.factor.Factors;
import io.ablate4j.model.ModelFactory;
import io.ablate4j.model.ModelSpec;
import io.ablate4j.model.Models;
import io.ablate4j.model.NetworkDescription;
import io.ablate4j.regularization.Layout;
import io.ablate4j.regularization.Regularization;
import io.ablate4j.study.CheckedStudy;
import io.ablate4j.trial.Roles;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** The networks of a study's models and regularizations, and where their parts stand. */
public final class Layouts {
  private Layouts() {}

  /**
   * A network.
   *
   * @param layout empty if the model does not tell of its places
   */
  public record Network(
      String model,
      Regularization regularization,
      NetworkDescription description,
      Optional<Layout> layout) {}

  /**
   * Model by model, in the study's order. A pair that no cell has is left out if it need not have a
   * place for all parts.
   */
  public static List<Network> of(CheckedStudy checked, Models models) {
    List<Network> networks = new ArrayList<>();
    for (String model : checked.study().levels(Factors.MODEL)) {
      for (Regularization arm : checked.study().levels(Factors.REGULARIZATION)) {
        for (Regularization variant : variants(checked, model, arm)) {
          networks.add(network(checked, models.get(model), variant));
        }
      }
    }
    return networks;
  }

  private static Network network(CheckedStudy checked, ModelFactory model, Regularization arm) {
    AtomicReference<Layout> heard = new AtomicReference<>();
    ModelSpec spec = new ModelSpec(checked.shape(), checked.classNames().size(), arm, heard::set);
    NetworkDescription description = NetworkDescription.of(model.configure(spec));
    return new Network(model.id(), arm, description, Optional.ofNullable(heard.get()));
  }

  /** One for each strength that a cell has. */
  private static List<Regularization> variants(
      CheckedStudy checked, String model, Regularization arm) {
    if (arm.isByKind()) {
      return List.of(arm);
    }
    return checked.study().cells().stream()
        .filter(cell -> cell.level(Roles.MODEL).equals(model))
        .filter(cell -> cell.level(Roles.ARM).equals(arm.name()))
        .map(cell -> checked.study().settings(cell).regularization())
        .distinct()
        .toList();
  }
}
