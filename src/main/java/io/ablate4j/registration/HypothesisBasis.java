package io.ablate4j.registration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ablate4j.hypothesis.Compared;
import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.hypothesis.Hypothesis;
import io.ablate4j.hypothesis.Prediction;
import io.ablate4j.hypothesis.Prediction.Across;
import io.ablate4j.hypothesis.Prediction.Pair;
import io.ablate4j.trial.Arms;
import io.ablate4j.trial.Cell;
import io.ablate4j.trial.EvaluationPoints;
import io.ablate4j.trial.PlannedTrial;
import io.ablate4j.trial.Roles;
import io.ablate4j.trial.StudyRecord;
import io.ablate4j.trial.Target;
import io.ablate4j.trial.TrialNumber;
import io.ablate4j.trial.tuning.Deferred;
import io.ablate4j.trial.tuning.Tuned;
import io.ablate4j.trial.tuning.Tuning;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a hypothesis rests on besides its own words. With another target, other data or fewer levels
 * to average over, the same sentence asks something else.
 *
 * <p>A basis is a map of names to sorted values: the levels of each factor and the cells that the
 * parts speak of; all that the specs of those trials say, but for the seed; the target and its
 * checks, if a metric counts until it is reached. Seeds are no part of it, nor is the version of
 * the training code, which is the same question asked again.
 */
public final class HypothesisBasis {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private static final String CHECKS = "checkExamples";
  private static final String EVALUATE = "evaluate";
  private static final String CELLS = "cells";
  private static final String ARM = Roles.ARM;

  /** Said by cells and levels, or no part of the question. */
  private static final Set<String> NOT_READ =
      Set.of(
          "seed",
          "protocol",
          "regularization.name",
          // What is measured besides changes no number of what is compared.
          "probes",
          "probeProtocol",
          CHECKS);

  /** So many values are listed one by one; of more, only those that came or went. */
  private static final int TOLD = 6;

  private static final Comparator<String> NUMBERS_FIRST =
      Comparator.<String>comparingDouble(HypothesisBasis::number)
          .thenComparing(Comparator.naturalOrder());

  private HypothesisBasis() {}

  /** Of each hypothesis by its id. */
  public static Map<String, SortedMap<String, List<String>>> of(
      List<Hypothesis> hypotheses, StudyRecord study, List<PlannedTrial> plan) {
    // Trials of one cell differ in nothing but the seed.
    Map<Cell, PlannedTrial> cells = new LinkedHashMap<>();
    plan.forEach(trial -> cells.putIfAbsent(trial.cell().comparing(study.compared()), trial));
    Map<String, SortedMap<String, List<String>>> bases = new LinkedHashMap<>();
    hypotheses.forEach(each -> bases.put(each.id(), of(each, study, cells)));
    return bases;
  }

  private static SortedMap<String, List<String>> of(
      Hypothesis hypothesis, StudyRecord study, Map<Cell, PlannedTrial> cells) {
    Set<Cell> used = new HashSet<>();
    boolean byTarget = false;
    boolean byCurve = false;
    for (Prediction part : hypothesis.parts()) {
      List<Cell> own = cells.keySet().stream().filter(cell -> speaksOf(part, cell, study)).toList();
      used.addAll(own);
      if (part.metrics().stream().anyMatch(HypothesisBasis::needsAllArms)) {
        // The loss at which arms are compared is one that all arms of a context reach.
        Set<Cell> contexts = new HashSet<>();
        own.forEach(cell -> contexts.add(cell.withoutArm()));
        cells.keySet().stream()
            .filter(cell -> contexts.contains(cell.withoutArm()))
            .forEach(used::add);
      }
      for (ContrastMetric metric : part.metrics()) {
        // So does a metric of some point of training, which is made of another one.
        ContrastMetric root = metric.root();
        byCurve |=
            !root.equals(metric) || root.number().filter(TrialNumber::needsCurve).isPresent();
        byTarget |= root.reading().needsTarget();
      }
    }
    SortedMap<String, Set<String>> basis = new TreeMap<>();
    for (Cell cell : used) {
      add(basis, CELLS, words(cell));
      cell.levels().forEach((factor, level) -> add(basis, factor, level));
      for (JsonNode spec : specs(cells.get(cell))) {
        addSpec(basis, cell, spec);
      }
      Tuning.of(study)
          .filter(tuning -> tuning.isFor(cell))
          .ifPresent(tuning -> addTuning(basis, tuning));
    }
    int tuningSeeds = Tuning.seedsOfCells(study);
    if (tuningSeeds > 0 && hypothesis.parts().stream().anyMatch(Prediction::asksForBest)) {
      add(basis, "tuning seeds", String.valueOf(tuningSeeds));
    }
    if (byTarget) {
      addTarget(basis, study, used, cells);
    }
    if (byCurve && !study.evaluate().equals(EvaluationPoints.USUAL)) {
      add(basis, EVALUATE, study.evaluate().word());
    }
    SortedMap<String, List<String>> sorted = new TreeMap<>();
    basis.forEach((name, values) -> sorted.put(name, List.copyOf(values)));
    return sorted;
  }

  private static boolean needsAllArms(ContrastMetric metric) {
    return metric.root().number().filter(TrialNumber::needsAllArms).isPresent();
  }

  /** Those that a contrast of the part may weigh, and those that would have to be there for it. */
  private static boolean speaksOf(Prediction part, Cell cell, StudyRecord study) {
    Map<String, Set<String>> contrasted = new LinkedHashMap<>();
    if (part.compare() instanceof Pair pair) {
      addPair(contrasted, pair);
      List<String> levels = study.factors().getOrDefault(pair.factor(), List.of());
      if (contrasted.get(pair.factor()).contains(Tuned.BEST) && !levels.contains(Tuned.BEST)) {
        contrasted.get(pair.factor()).addAll(levels); // each of them may be the best
      }
    } else if (part.compare() instanceof Compared.AgainstNumber against) {
      contrasted.put(against.factor(), Set.of(against.level()));
    }
    part.across()
        .ifPresent(
            across -> {
              if (across instanceof Across.Trend trend) {
                contrasted
                    .computeIfAbsent(trend.factor(), f -> new HashSet<>())
                    .addAll(trend.levels());
              } else {
                addPair(contrasted, ((Across.Interaction) across).pair());
              }
            });
    return contrasted.entrySet().stream()
            .allMatch(entry -> has(cell, entry.getKey(), entry.getValue()))
        && part.where().entrySet().stream()
            .allMatch(
                entry ->
                    contrasted.containsKey(entry.getKey())
                        || has(cell, entry.getKey(), entry.getValue()));
  }

  /** A factor that a cell does not have could have any of the levels. */
  private static boolean has(Cell cell, String factor, Collection<String> levels) {
    String level = cell.level(factor);
    return level.equals(Cell.ABSENT) || levels.contains(level);
  }

  private static void addPair(Map<String, Set<String>> contrasted, Pair pair) {
    contrasted
        .computeIfAbsent(pair.factor(), factor -> new HashSet<>())
        .addAll(List.of(pair.level(), pair.control()));
  }

  private static void addTarget(
      SortedMap<String, Set<String>> basis,
      StudyRecord study,
      Set<Cell> used,
      Map<Cell, PlannedTrial> cells) {
    for (Cell cell : used) {
      JsonNode checks = specs(cells.get(cell)).get(0).path(CHECKS);
      if (!checks.isMissingNode()) {
        add(basis, CHECKS, checks.asText());
      }
    }
    if (study.target().isPresent()) {
      Target target = study.target().get();
      if (target.ofAll().isPresent()) {
        add(basis, "target", String.valueOf(target.ofAll().getAsDouble()));
      } else {
        used.stream()
            .map(cell -> cell.level(Roles.MODEL))
            .filter(target.ofModels()::containsKey)
            .forEach(model -> add(basis, "target", target.ofModels().get(model) + " of " + model));
      }
      return;
    }
    for (String model : used.stream().map(cell -> cell.level(Roles.MODEL)).distinct().toList()) {
      List<Cell> ofModel =
          study.compared().equals(Roles.MODEL)
              ? List.copyOf(cells.keySet())
              : cells.keySet().stream().filter(c -> c.level(Roles.MODEL).equals(model)).toList();
      String reference = reference(study, ofModel);
      add(basis, "target", "derived from " + reference);
      ofModel.stream()
          .filter(cell -> cell.arm().equals(reference))
          .forEach(cell -> add(basis, "target's cells", words(cell)));
    }
  }

  /** The arm whose accuracies a target is derived from where the study sets none. */
  private static String reference(StudyRecord study, List<Cell> cells) {
    Set<String> there = new TreeSet<>();
    cells.forEach(cell -> there.add(cell.arm()));
    Set<String> inOrder =
        new LinkedHashSet<>(study.factors().getOrDefault(study.compared(), List.of()));
    inOrder.retainAll(there);
    inOrder.addAll(there);
    return Arms.reference(inOrder);
  }

  private static void addSpec(SortedMap<String, Set<String>> basis, Cell cell, JsonNode spec) {
    SortedMap<String, String> leaves = new TreeMap<>();
    flatten("", spec, leaves);
    leaves.keySet().removeAll(NOT_READ);
    leaves.keySet().removeAll(cell.factors());
    leaves.forEach(
        (name, value) ->
            add(
                basis,
                name.startsWith(ARM + ".")
                    ? name.replaceFirst("\\.", " " + cell.level(ARM) + ": ")
                    : name,
                value));
  }

  private static void flatten(String name, JsonNode node, SortedMap<String, String> leaves) {
    if (!node.isObject()) {
      leaves.put(name, node.isValueNode() ? node.asText() : node.toString());
      return;
    }
    node.properties()
        .forEach(
            entry ->
                flatten(
                    name.isEmpty() ? entry.getKey() : name + "." + entry.getKey(),
                    entry.getValue(),
                    leaves));
  }

  /** A level that is not chosen yet may be each of its grid. */
  private static List<JsonNode> specs(PlannedTrial trial) {
    return Deferred.is(trial)
        ? Deferred.specs(trial).values().stream().map(HypothesisBasis::tree).toList()
        : List.of(tree(trial.specJson()));
  }

  private static JsonNode tree(String spec) {
    try {
      return MAPPER.readTree(spec);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the spec of a trial is not JSON: " + spec, e);
    }
  }

  private static void addTuning(SortedMap<String, Set<String>> basis, Tuning tuning) {
    tuning.grid().forEach(level -> add(basis, "tuning grid", level));
    add(basis, "tuning seeds", String.valueOf(tuning.seeds()));
    add(basis, "tuned by", tuning.metric());
  }

  private static void add(SortedMap<String, Set<String>> basis, String name, String value) {
    basis.computeIfAbsent(name, n -> new TreeSet<>(NUMBERS_FIRST)).add(value);
  }

  private static double number(String value) {
    try {
      return Double.parseDouble(value);
    } catch (NumberFormatException e) {
      return Double.POSITIVE_INFINITY;
    }
  }

  private static String words(Cell cell) {
    return String.join(" ", cell.levels().values());
  }

  /** What is not the same, a phrase each, such as {@code target from 0.9 to 0.8}. */
  public static List<String> differences(
      Map<String, List<String>> before, Map<String, List<String>> now) {
    Set<String> names = new TreeSet<>(before.keySet());
    names.addAll(now.keySet());
    names.removeIf(name -> values(before, name).equals(values(now, name)));
    if (names.stream().anyMatch(HypothesisBasis::isFactor)) {
      names.remove(CELLS); // the levels tell it in fewer words
    }
    // Nor is the definition of an arm told that came or went.
    Set<String> arms = new HashSet<>(values(before, ARM));
    arms.retainAll(values(now, ARM));
    names.removeIf(name -> name.startsWith(ARM + " ") && !arms.contains(name.split("[ :]")[1]));
    return names.stream()
        .map(name -> difference(name, values(before, name), values(now, name)))
        .toList();
  }

  /** All other names are these, or of several words or parts. */
  private static boolean isFactor(String name) {
    return name.matches("[A-Za-z]+")
        && !Set.of("engine", "target", CHECKS, EVALUATE, CELLS).contains(name);
  }

  private static List<String> values(Map<String, List<String>> basis, String name) {
    return basis.getOrDefault(name, List.of());
  }

  private static String difference(String name, List<String> before, List<String> now) {
    if (Math.max(before.size(), now.size()) <= TOLD && !name.contains(CELLS)) {
      return name + " from " + all(before) + " to " + all(now);
    }
    List<String> gone = new ArrayList<>(before);
    gone.removeAll(now);
    List<String> come = new ArrayList<>(now);
    come.removeAll(before);
    List<String> words = new ArrayList<>();
    if (!gone.isEmpty()) {
      words.add("without " + some(gone));
    }
    if (!come.isEmpty()) {
      words.add("with " + some(come));
    }
    return name + " now " + String.join(", but ", words);
  }

  private static String all(Collection<String> values) {
    return values.isEmpty() ? "nothing" : String.join(", ", values);
  }

  private static String some(List<String> values) {
    return values.size() <= TOLD
        ? all(values)
        : all(values.subList(0, TOLD - 1)) + " and " + (values.size() - TOLD + 1) + " more";
  }
}
