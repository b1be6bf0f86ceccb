package io.ablate4j.study.yaml;

import io.ablate4j.data.InputShape;
import io.ablate4j.factor.Factors;
import io.ablate4j.factor.TrialSettings;
import io.ablate4j.model.ModelSpec;
import io.ablate4j.model.Models;
import io.ablate4j.model.NetworkOptions;
import io.ablate4j.problem.Nearest;
import io.ablate4j.problem.Problem;
import io.ablate4j.problem.ProblemsException;
import io.ablate4j.regularization.Layout;
import io.ablate4j.regularization.Layout.Placed;
import io.ablate4j.regularization.Layout.Search;
import io.ablate4j.regularization.Part;
import io.ablate4j.regularization.Regularization;
import io.ablate4j.regularization.Selector;
import io.ablate4j.regularization.Site;
import io.ablate4j.study.Study;
import io.ablate4j.trial.Cell;
import io.ablate4j.trial.Roles;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether the parts of regularizations find the places they name in each network that they are
 * crossed with. Those that flags and numbers by kind of layer say are left alone: a network without
 * such layers is theirs, too.
 */
final class PlacementChecks {
  private final Study study;
  private final FactorsSection factors;
  private final RegularizationsSection definitions;
  private final FoundProblems problems;
  private final Set<String> told = new LinkedHashSet<>();
  private final Map<Cell, TrialSettings> settings = new HashMap<>();

  PlacementChecks(
      Study study,
      FactorsSection factors,
      RegularizationsSection definitions,
      FoundProblems problems) {
    this.study = study;
    this.factors = factors;
    this.definitions = definitions;
    this.problems = problems;
  }

  void check(OpenData data, Models models) {
    List<Cell> cells = StudyChecks.isTooLarge(study) ? List.of() : study.tried();
    for (Regularization arm : study.levels(Factors.REGULARIZATION)) {
      Optional<RegularizationsSection.Written> written = definitions.written(arm.name());
      if (written.isEmpty() || arm.isByKind() && written.get().placed().isEmpty()) {
        continue;
      }
      // A factor may stand for its strength: then it is another one in each of these.
      Map<Regularization, List<Cell>> variants = new LinkedHashMap<>();
      cells.stream()
          .filter(cell -> cell.level(Roles.ARM).equals(arm.name()))
          .filter(cell -> factors.of(Factors.MODEL).own().contains(cell.level(Roles.MODEL)))
          .filter(cell -> data.of(settings(cell).dataset()).isPresent())
          .forEach(
              cell ->
                  variants
                      .computeIfAbsent(settings(cell).regularization(), v -> new ArrayList<>())
                      .add(cell));
      variants.forEach(
          (variant, own) ->
              check(
                  variant, placed(variant, arm, written.get()), own, data, models, written.get()));
    }
  }

  /** Worked out once: there may be many cells. */
  private TrialSettings settings(Cell cell) {
    return settings.computeIfAbsent(cell, study::settings);
  }

  /** Its parts that have to find a place: those of the definition, as they are here. */
  private static List<Part> placed(
      Regularization variant, Regularization arm, RegularizationsSection.Written written) {
    List<Part> placed = new ArrayList<>();
    for (int i = 0; i < arm.parts().size(); i++) {
      if (written.placed().contains(arm.parts().get(i))) {
        placed.add(variant.parts().get(i));
      }
    }
    return placed;
  }

  private void check(
      Regularization arm,
      List<Part> placed,
      List<Cell> cells,
      OpenData data,
      Models models,
      RegularizationsSection.Written written) {
    YamlNode node = written.node();
    study
        .engine()
        .lackFor(arm)
        .ifPresent(problem -> tell(node, problem.message(), problem.advice()));
    Map<Net, Layout> layouts = new LinkedHashMap<>();
    Map<Net, NetworkOptions> nets = new LinkedHashMap<>();
    cells.forEach(cell -> nets.putIfAbsent(net(cell, data), settings(cell).network()));
    nets.forEach(
        (net, options) ->
            layout(arm, net, options, models, node).ifPresent(found -> layouts.put(net, found)));
    boolean isMissed = false;
    for (Map.Entry<Net, Layout> entry : layouts.entrySet()) {
      isMissed |= tellMissed(arm, placed, entry.getKey(), entry.getValue(), node);
    }
    if (!isMissed) {
      tellNames(arm, layouts, node);
    }
    tellBatches(arm, cells, data, layouts);
  }

  /**
   * A network whose places are its own: other factors do not move any.
   *
   * @param words such as "mlp of depth 5"
   * @param shape of the data that go in
   * @param classes of the data
   */
  private record Net(String model, String words, InputShape shape, int classes) {}

  private Net net(Cell cell, OpenData data) {
    String model = cell.level(Roles.MODEL);
    TrialSettings settings = settings(cell);
    NetworkOptions options = settings.network();
    OpenData.Named own = data.of(settings.dataset()).orElseThrow();
    return new Net(
        model,
        model
            + (options.depth().isPresent() ? " of depth " + options.depth().getAsInt() : "")
            + (options.width().isPresent() ? " of width " + options.width().getAsInt() : "")
            + (data.isOfSeveral() ? " on " + own.name() : ""),
        own.pool().shape(),
        own.pool().classNames().size());
  }

  /** Once, however many strengths there are. */
  private void tell(YamlNode node, String message, String advice) {
    if (told.add(node.place() + message)) {
      node.problem(message, advice);
    }
  }

  /** What the network with it looks like; that there is none is reported. */
  private Optional<Layout> layout(
      Regularization arm, Net net, NetworkOptions options, Models models, YamlNode node) {
    AtomicReference<Layout> heard = new AtomicReference<>();
    try {
      models
          .get(net.model())
          .configure(new ModelSpec(net.shape(), net.classes(), arm, options, heard::set));
    } catch (ProblemsException e) {
      Optional<Layout> layout = Optional.ofNullable(heard.get());
      List<Problem> own = layout.map(Layout::problems).orElse(List.of());
      own.forEach(
          problem ->
              tell(
                  node,
                  name(arm) + " in " + net.words() + ": " + problem.message(),
                  problem.advice()));
      boolean isMissed = layout.filter(l -> arm.parts().stream().anyMatch(l::isMissed)).isPresent();
      if (own.isEmpty() && !isMissed) {
        e.problems().forEach(problem -> tell(node, problem.message(), problem.advice()));
      }
      return own.isEmpty() && isMissed ? layout : Optional.empty();
    }
    return Optional.ofNullable(heard.get());
  }

  private static String name(Regularization arm) {
    return "regularization \"" + arm.name() + "\"";
  }

  private boolean tellMissed(
      Regularization arm, List<Part> placed, Net net, Layout layout, YamlNode node) {
    boolean isMissed = false;
    for (Part part : arm.parts()) {
      boolean hasToFind = placed.contains(part) || !arm.isByKind();
      if (hasToFind && !part.changesNothing() && layout.isMissed(part)) {
        isMissed = true;
        String wanted =
            selectors(part, layout).map(Selector::inWords).collect(Collectors.joining(" or "));
        Set<String> boundaries = new TreeSet<>();
        layout.sites().stream().map(Site::boundary).forEach(boundaries::add);
        boundaries.remove("");
        tell(
            node,
            name(arm)
                + ": "
                + net.words()
                + " has no place "
                + wanted
                + " (its sites: "
                + layout.sitesInWords()
                + ").",
            "use at: "
                + String.join(" or ", boundaries)
                + ", or exclude { model: "
                + net.model()
                + ", regularization: "
                + arm.name()
                + " }.");
      }
    }
    return isMissed;
  }

  private static Stream<Selector> selectors(Part part, Layout layout) {
    return layout.searches().stream()
        .filter(search -> search.part() == part)
        .map(Search::selector)
        .distinct();
  }

  /** A selector may find nothing in one network, but not in all of them. */
  private void tellNames(Regularization arm, Map<Net, Layout> layouts, YamlNode node) {
    for (Part part : arm.parts()) {
      Set<Selector> missing = new LinkedHashSet<>();
      layouts.values().forEach(each -> selectors(part, each).forEach(missing::add));
      layouts.values().stream()
          .flatMap(layout -> layout.searches().stream())
          .filter(search -> search.part() == part && search.isFound())
          .forEach(search -> missing.remove(search.selector()));
      Set<String> names = new LinkedHashSet<>();
      layouts.values().forEach(each -> each.sites().forEach(site -> names.add(site.name())));
      for (Selector selector : missing) {
        tell(
            node,
            name(arm)
                + ": "
                + layouts.keySet().stream().map(Net::words).collect(Collectors.joining(", "))
                + " has no place "
                + selector.inWords()
                + ", which "
                + part.key()
                + " names.",
            Nearest.advice(selector.word(), names));
      }
    }
  }

  private void tellBatches(
      Regularization arm, List<Cell> cells, OpenData data, Map<Net, Layout> layouts) {
    Levels<Integer> batches = factors.of(Factors.BATCH_SIZE);
    Levels<Integer> chosen = batches.ofGrid(study);
    for (Cell cell : cells) {
      int batch = settings(cell).batchSize();
      List<Placed> all =
          Optional.ofNullable(layouts.get(net(cell, data))).map(Layout::placed).orElse(List.of());
      for (Placed placed : all) {
        // Batch size 1 also stands in for batch sizes that are wrong.
        boolean isReal = batches.places().containsKey(batch) || chosen.places().containsKey(batch);
        placed
            .part()
            .objection(batch, !placed.hasPixels())
            .filter(problem -> isReal && told.add(batch + problem.message()))
            .ifPresent(
                problem ->
                    problems.add(
                        (batches.places().containsKey(batch) ? batches : chosen).placeOf(batch),
                        name(arm) + ": " + problem.message(),
                        problem.advice()));
      }
    }
  }
}
