package io.ablate4j.study.yaml;

import io.ablate4j.factor.Factors;
import io.ablate4j.factor.ModelLevel;
import io.ablate4j.model.FileModel;
import io.ablate4j.model.ModelSpec;
import io.ablate4j.model.Models;
import io.ablate4j.problem.ProblemsException;
import io.ablate4j.regularization.Layout;
import io.ablate4j.regularization.Regularization;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/**
 * {@code regularizations: auto} finds the arms in the network of a file; its layers have to be
 * known for that, and so the data.
 */
final class AutoRegularizations {
  static final String WORD = "auto";

  /** Each component by itself, however many there are. */
  static final String PARTS = "auto-parts";

  private AutoRegularizations() {}

  /** What the study says in place of definitions; empty if it defines its own. */
  static Optional<YamlNode> node(YamlMapping root) {
    return root.get(RegularizationsSection.KEY)
        .filter(node -> node.muted().text().filter(Set.of(WORD, PARTS)::contains).isPresent());
  }

  /**
   * Puts the arms in the place of the levels.
   *
   * @param notices takes what was found, a sentence
   */
  static FactorsSection expand(
      YamlNode node,
      FactorsSection factors,
      RegularizationsSection definitions,
      OpenData data,
      Models models,
      List<String> notices) {
    Levels<ModelLevel> networks = factors.of(Factors.MODEL);
    Levels<Regularization> levels = factors.of(Factors.REGULARIZATION);
    if (!networks.broken().isEmpty()) {
      return factors;
    }
    if (!levels.isUsual()) {
      node.problem(
          "regularizations: " + node.shown() + " finds its arms itself, and factors names some.",
          "leave factors.regularization out, or define those you want by own: { without: [...] }.");
      return factors;
    }
    List<ModelLevel> all = List.copyOf(networks.places().keySet());
    if (all.size() != 1 || !all.get(0).isFile()) {
      node.problem(
          "regularizations: "
              + node.shown()
              + " takes one network of a file apart, and factors.model names "
              + String.join(", ", networks.own())
              + ".",
          "write model: [ { file: my-net.zip } ].");
      return factors;
    }
    FileModel model = models.file(all.get(0).id()).orElseThrow();
    AtomicReference<Layout> heard = new AtomicReference<>();
    try {
      OpenData.Named own = data.all().get(0);
      model.configure(
          new ModelSpec(
              own.pool().shape(), own.pool().classNames().size(), Regularization.NONE, heard::set));
    } catch (ProblemsException e) {
      return factors; // it does not fit its data, as is said of every model
    }
    boolean singles = node.muted().text().filter(PARTS::equals).isPresent();
    AutoArms arms = AutoArms.of(heard.get(), model.mayBeNormed(), singles);
    notices.add(arms.inWords(model.id()));
    Map<Regularization, Place> places = new LinkedHashMap<>();
    for (Regularization arm : arms.arms()) {
      places.put(arm, node.place());
      if (!arm.equals(Regularization.NONE)) {
        definitions.found(arm, node);
      }
    }
    return factors.with(levels.with(places, levels.study().with(definitions.byName())));
  }
}
