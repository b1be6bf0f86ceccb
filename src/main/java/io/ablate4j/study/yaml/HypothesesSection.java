package io.ablate4j.study.yaml;

import io.ablate4j.factor.Factors;
import io.ablate4j.hypothesis.AskedMetrics;
import io.ablate4j.hypothesis.Hypothesis;
import io.ablate4j.hypothesis.Hypothesis.Joined;
import io.ablate4j.hypothesis.Prediction;
import io.ablate4j.hypothesis.TestMetrics;
import io.ablate4j.study.Study;
import io.ablate4j.trial.Cell;
import io.ablate4j.trial.Roles;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Reads {@code hypotheses}. One that names a level which {@code --set} took away is left out, and
 * that is noticed: an option for a smaller run should not need another file.
 */
final class HypothesesSection {
  static final String KEY = "hypotheses";
  static final String ID = "id";
  static final String CLAIM = "claim";
  static final String FAMILY = "family";
  static final String ALL_OF = Joined.ALL_OF.word();
  static final String ANY_OF = Joined.ANY_OF.word();

  private static final String EXAMPLE =
      "{ claim: Batch norm generalizes better, compare: { regularization: [batch-norm, none] },"
          + " metric: test-accuracy, expect: higher }";
  private static final String PART_EXAMPLE =
      "{ compare: { regularization: [batch-norm, none] }, metric: test-accuracy, expect: higher }";
  private static final List<String> KEYS =
      Stream.of(List.of(ID, CLAIM), PredictionSection.KEYS, List.of(FAMILY, ALL_OF, ANY_OF))
          .flatMap(List::stream)
          .toList();

  private final FactorsSection factors;
  private final ProbesSection probes;
  private final HypothesisGrid grid;
  private final Map<String, Place> places = new HashMap<>();
  private final List<Hypothesis> hypotheses = new ArrayList<>();
  private final List<String> notices = new ArrayList<>();

  private HypothesesSection(FactorsSection factors, ProbesSection probes, HypothesisGrid grid) {
    this.probes = probes;
    this.factors = factors;
    this.grid = grid;
  }

  /**
   * @param probes what the study lists, whose metrics a hypothesis may name
   * @param study whose cells are compared, as far as its sections are right
   */
  static HypothesesSection read(
      YamlMapping root,
      Overrides overrides,
      FactorsSection factors,
      ProbesSection probes,
      Study study) {
    HypothesesSection section =
        new HypothesesSection(factors, probes, HypothesisGrid.of(study, overrides, factors));
    Optional<YamlNode> node = root.get(KEY);
    if (node.isPresent() && !node.get().isList()) {
      node.get()
          .problem(
              KEY + " is " + node.get().shown() + ", not a list.",
              "write - " + EXAMPLE + " on a line of its own.");
    } else if (node.isPresent()) {
      section.readAll(node.get().items());
    }
    return section;
  }

  /** In file order, without those that {@code --set} made pointless. */
  List<Hypothesis> hypotheses() {
    return hypotheses;
  }

  /** A sentence for each that was left out. */
  List<String> notices() {
    return notices;
  }

  private void readAll(List<YamlNode> items) {
    int position = 0;
    for (YamlNode item : items) {
      position++;
      Optional<YamlMapping> mapping = item.mapping(EXAMPLE);
      if (mapping.isPresent()) {
        // The position in the file, so that leaving one out does not rename the others.
        hypothesis("h" + position, mapping.get()).ifPresent(hypotheses::add);
      }
    }
  }

  private Optional<Hypothesis> hypothesis(String positional, YamlMapping mapping) {
    mapping.allowOnly(KEYS);
    Optional<String> id = id(positional, mapping);
    Optional<String> claim = claim(mapping);
    Optional<String> family = name(mapping, FAMILY, Hypothesis.DEFAULT_FAMILY);
    Set<String> gone = new TreeSet<>();
    Optional<List<Prediction>> parts = parts(mapping, gone);
    if (id.isEmpty() || claim.isEmpty() || family.isEmpty() || parts.isEmpty()) {
      return Optional.empty();
    }
    if (!gone.isEmpty()) {
      notices.add(
          "The hypothesis \""
              + id.get()
              + "\" is left out: it needs "
              + String.join(" and ", gone)
              + ", which "
              + Overrides.SET_OPTION
              + " took away.");
      return Optional.empty();
    }
    Joined joined = mapping.get(ANY_OF).isPresent() ? Joined.ANY_OF : Joined.ALL_OF;
    return Optional.of(new Hypothesis(id.get(), claim.get(), family.get(), joined, parts.get()));
  }

  private Optional<String> id(String positional, YamlMapping mapping) {
    Optional<String> id = name(mapping, ID, positional);
    if (id.isEmpty()) {
      return id;
    }
    Place place = mapping.get(ID).map(YamlNode::place).orElse(mapping.place());
    Place twin = places.putIfAbsent(id.get(), place);
    if (twin != null) {
      mapping
          .problems()
          .add(
              place,
              "The id \"" + id.get() + "\" is given twice, first on line " + twin.line() + ".",
              "give each hypothesis a name of its own.");
      return Optional.empty();
    }
    return id;
  }

  private static Optional<String> name(YamlMapping mapping, String key, String usual) {
    Optional<YamlNode> node = mapping.get(key);
    if (node.isEmpty()) {
      return Optional.of(usual);
    }
    return node.get()
        .text()
        .filter(
            text -> {
              boolean fine = OwnName.isOne(text);
              if (!fine) {
                node.get()
                    .problem(
                        node.get().shown() + " cannot be the " + key + " of a hypothesis.",
                        OwnName.ADVICE);
              }
              return fine;
            });
  }

  private static Optional<String> claim(YamlMapping mapping) {
    Optional<YamlNode> node =
        mapping.required(CLAIM, "Batch norm reaches the target in fewer steps");
    Optional<String> claim = node.flatMap(YamlNode::text).map(String::strip);
    if (claim.filter(String::isEmpty).isPresent()) {
      node.orElseThrow()
          .problem("A claim is empty.", "write the sentence that the study is to decide.");
      return Optional.empty();
    }
    return claim;
  }

  /**
   * Its predictions; nothing if one has a problem.
   *
   * @param gone gets what {@code --set} took away of what they need; they are incomplete then
   */
  private Optional<List<Prediction>> parts(YamlMapping mapping, Set<String> gone) {
    Optional<YamlNode> anyOf = mapping.get(ANY_OF);
    Optional<YamlNode> allOf = mapping.get(ALL_OF);
    if (allOf.isPresent() && anyOf.isPresent()) {
      anyOf
          .get()
          .problem(
              ANY_OF + " stands beside " + ALL_OF + ".",
              "make it two hypotheses: do all parts have to hold, or is one enough?");
      return Optional.empty();
    }
    if (allOf.isEmpty() && anyOf.isEmpty()) {
      return part(mapping, gone);
    }
    return allOf.isPresent()
        ? parts(mapping, ALL_OF, allOf.get(), gone)
        : parts(mapping, ANY_OF, anyOf.get(), gone);
  }

  private Optional<List<Prediction>> parts(
      YamlMapping mapping, String key, YamlNode list, Set<String> gone) {
    List<String> beside =
        PredictionSection.KEYS.stream().filter(each -> mapping.get(each).isPresent()).toList();
    boolean fine = beside.isEmpty();
    if (!fine) {
      mapping
          .get(beside.get(0))
          .orElseThrow()
          .problem(
              String.join(", ", beside)
                  + (beside.size() == 1 ? " stands" : " stand")
                  + " beside "
                  + key
                  + ".",
              "move it into the list, as a part of its own.");
    }
    if (!list.isList() || list.items().isEmpty()) {
      list.problem(
          key + (list.isList() ? " has no parts." : " is " + list.shown() + ", not a list."),
          "write - " + PART_EXAMPLE + " on a line of its own.");
      return Optional.empty();
    }
    List<Prediction> parts = new ArrayList<>();
    for (YamlNode item : list.items()) {
      Optional<YamlMapping> part = item.mapping(PART_EXAMPLE);
      part.ifPresent(found -> found.allowOnly(PredictionSection.KEYS));
      Optional<List<Prediction>> read = part.flatMap(found -> part(found, gone));
      read.ifPresent(parts::addAll);
      fine &= read.isPresent();
    }
    return fine ? Optional.of(parts) : Optional.empty();
  }

  /** A list of one, of none if something is gone; nothing if it has a problem. */
  private Optional<List<Prediction>> part(YamlMapping mapping, Set<String> gone) {
    PredictionSection section = PredictionSection.read(mapping, factors, probes);
    gone.addAll(section.gone());
    if (section.isBroken()) {
      return Optional.empty();
    }
    Optional<Prediction> prediction = section.prediction();
    Optional<String> missing = prediction.flatMap(grid::missing);
    if (missing.isPresent() && grid.isCutByOptions()) {
      gone.add(missing.get());
    } else if (missing.isPresent()) {
      mapping
          .problems()
          .add(
              section.placeOfWhere(),
              "The grid has no " + missing.get() + ".",
              "widen where, or take an entry out of " + DesignSection.EXCLUDE + ".");
      return Optional.empty();
    }
    Optional<ReadPoints> unread =
        missing.isPresent()
            ? Optional.empty()
            : prediction.flatMap(each -> grid.unread(each, probes));
    if (unread.isPresent() && grid.isCutByOptions()) {
      gone.add(unread.get().what());
    } else if (unread.isPresent()) {
      mapping
          .problems()
          .add(section.placeOfMetric(), unread.get().message(), unread.get().advice());
      return Optional.empty();
    }
    if (missing.isEmpty()
        && prediction.filter(p -> lacksMembers(mapping, section, p)).isPresent()) {
      return Optional.empty();
    }
    if (missing.isEmpty()
        && prediction.filter(p -> isUncounted(mapping, section, p, gone)).isPresent()) {
      return Optional.empty();
    }
    Optional<String> pooled = prediction.flatMap(grid::pooled);
    if (pooled.isPresent() && grid.isCutByOptions()) {
      gone.add("one mean over fixed and tuned levels of " + pooled.get());
    } else if (pooled.isPresent()) {
      mapping
          .problems()
          .add(
              section.placeOfWhere(),
              "A hypothesis would be averaged over fixed and tuned levels of "
                  + pooled.get()
                  + ", which answer different questions.",
              "add where: { "
                  + pooled.get()
                  + ": "
                  + Cell.TUNED
                  + " }, or one with the fixed levels; for both, make it two hypotheses.");
      return Optional.empty();
    }
    return Optional.of(prediction.stream().toList());
  }

  /**
   * Whether there is no one step that steps after the intervention could be counted from, which is
   * reported; if {@code --set} took it away, that is among what is gone.
   */
  private boolean isUncounted(
      YamlMapping mapping, PredictionSection section, Prediction prediction, Set<String> gone) {
    if (!AskedMetrics.isOfInterventions(prediction) || grid.hasInterventionStep()) {
      return false;
    }
    if (grid.isCutByOptions()) {
      gone.add("interventions at one step");
      return false;
    }
    mapping
        .problems()
        .add(
            section.placeOfMetric(),
            AskedMetrics.STEPS_AFTER_INTERVENTION.word()
                + " counts from the one step of all interventions, and this study has none, or"
                + " several.",
            "put all of them at one step, and name them: "
                + FactorsSection.KEY
                + ": { "
                + Factors.INTERVENTION.name()
                + ": [none, rescale-x10] }.");
    return true;
  }

  /** Whether trials of one network are to say what several say together, which is reported. */
  private boolean lacksMembers(
      YamlMapping mapping, PredictionSection section, Prediction prediction) {
    Optional<Cell> single = grid.single(prediction);
    single.ifPresent(
        cell ->
            mapping
                .problems()
                .add(
                    section.placeOfMetric(),
                    "Trials of "
                        + Roles.inWords(cell)
                        + " have one network and no "
                        + TestMetrics.ENSEMBLE.word()
                        + ".",
                    "add \"members: 5\" to "
                        + FactorsSection.KEY
                        + ", or name such cells under where."));
    return single.isPresent();
  }
}
