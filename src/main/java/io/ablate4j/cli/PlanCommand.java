package io.ablate4j.cli;

import io.ablate4j.design.Design;
import io.ablate4j.factor.Axis;
import io.ablate4j.factor.Factor;
import io.ablate4j.model.Models;
import io.ablate4j.plan.Planner;
import io.ablate4j.plan.Trial;
import io.ablate4j.run.StudyRecords;
import io.ablate4j.store.ResultStore;
import io.ablate4j.study.CheckedStudy;
import io.ablate4j.study.Study;
import io.ablate4j.train.PlannedEngines;
import io.ablate4j.trial.Cell;
import io.ablate4j.trial.Metric;
import io.ablate4j.trial.Roles;
import io.ablate4j.trial.StudyRecord;
import io.ablate4j.trial.TrialKey;
import io.ablate4j.trial.TrialResult;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    description = {
      "Tells every cell of a study, its trials to run and already stored, its parameters, and",
      "whether the compiled step is going to train it.",
      "Trains nothing, and writes nothing unless --register is given."
    })
final class PlanCommand implements Callable<Integer> {
  private static final String COUNTS = "%11s %8s %8s%n";

  /** So many cells that a step takes away are named. */
  private static final int TOLD = 5;

  private static final int LEAST_WIDTH_OF_WORDS = 16;

  @Spec private CommandSpec spec;
  @Mixin private StudyOptions options;

  @Option(
      names = "--sites",
      description =
          "Also print where in each network parts of regularizations can stand, what each place"
              + " lies between, and what each regularization puts there.")
  private boolean sites;

  @Option(
      names = "--register",
      paramLabel = "DIR",
      description = {
        "Registers the hypotheses in the store of this folder, as a run does before its first trial.",
        "A run or a part of one that has this folder goes on with it, and merge takes it as a part."
      })
  private Path register;

  @Override
  public Integer call() {
    Models models = Models.onClassPath();
    CheckedStudy study = options.read(models);
    List<Trial> plan = Planner.plan(study);
    StudyRecord record = StudyRecords.of(study, models, facts());
    StudyFolder folder = options.folder(study);
    Set<TrialKey> finished = Set.of();
    Map<Cell, Double> seconds = Map.of();
    if (folder.hasStore()) {
      try (ResultStore store = folder.openToRead(spec.commandLine().getErr()::println)) {
        finished = store.finished();
        seconds = meanSeconds(store, plan);
      }
    }
    print(study, plan, record, finished, seconds);
    PrintWriter out = spec.commandLine().getOut();
    out.println();
    DataLines.facts(record).forEach(out::println);
    EngineLines.of(PlannedEngines.of(study, models)).forEach(out::println);
    if (sites) {
      SiteLines.of(study, models).forEach(out::println);
    }
    HypothesisLines.all(study).forEach(out::println);
    List<String> notices = new ArrayList<>(DataLines.warnings(record));
    notices.addAll(study.notices());
    if (!notices.isEmpty()) {
      out.println();
      notices.forEach(out::println);
    }
    if (register != null) {
      out.println();
      out.println(
          RegistrationAhead.of(
              study,
              record,
              plan,
              new StudyFolder(register),
              spec.commandLine().getErr()::println));
    }
    return ExitCode.DONE;
  }

  private Map<String, String> facts() {
    return Map.of(
        "ablate4j",
        Version.text(),
        "command",
        String.join(" ", spec.commandLine().getParseResult().originalArgs()));
  }

  private void print(
      CheckedStudy study,
      List<Trial> plan,
      StudyRecord record,
      Set<TrialKey> finished,
      Map<Cell, Double> seconds) {
    PrintWriter out = spec.commandLine().getOut();
    List<Cell> cells = study.study().cells();
    Map<String, String> columns = columns(study.study());
    columns.forEach((factor, column) -> out.printf(column, factor));
    out.printf(COUNTS, "parameters", "stored", "to run");
    double left = 0;
    boolean known = true;
    Map<Cell, Integer> all = new HashMap<>();
    Map<Cell, Integer> done = new HashMap<>();
    for (Trial trial : plan) {
      all.merge(trial.cell(), 1, Integer::sum);
      done.merge(trial.cell(), finished.contains(trial.key()) ? 1 : 0, Integer::sum);
    }
    for (Cell cell : cells) {
      int stored = done.getOrDefault(cell, 0);
      int missing = all.getOrDefault(cell, 0) - stored;
      columns.forEach((factor, column) -> out.printf(column, cell.level(factor)));
      out.printf(COUNTS, parameters(record, cell), stored, missing);
      known &= seconds.containsKey(cell) || missing == 0;
      left += seconds.getOrDefault(cell, 0.0) * missing;
    }
    stages(study.study(), out);
    int missing = plan.size() - done.values().stream().mapToInt(Integer::intValue).sum();
    out.println();
    out.println(
        cells.size()
            + " cells x "
            + study.study().seeds()
            + " seeds = "
            + plan.size()
            + " trials, "
            + (plan.size() - missing)
            + " stored, "
            + missing
            + " to run.");
    if (missing > 0) {
      int cores = Runtime.getRuntime().availableProcessors();
      out.println(
          known
              ? "Predicted time on %d workers: about %.0f min, from the stored trials."
                  .formatted(cores, Math.max(1, left / 60 / cores))
              : "Predicted time: not known before a trial of each cell is stored.");
    }
  }

  /** How many cells each step of the design leaves, and which it takes away. */
  private static void stages(Study study, PrintWriter out) {
    List<Design.Stage> stages = study.design().stages(study.name(), study.factors());
    if (stages.size() == 1) {
      return;
    }
    out.println();
    for (Design.Stage stage : stages) {
      out.printf("%6d cells after %s%n", stage.cells().size(), stage.name());
      stage.gone().stream()
          .limit(TOLD)
          .forEach(cell -> out.println("         not: " + Roles.inWords(cell)));
      if (stage.gone().size() > TOLD) {
        out.println("         nor " + (stage.gone().size() - TOLD) + " more");
      }
    }
  }

  /** A format for the levels of each factor, words to the left and numbers to the right. */
  private static Map<String, String> columns(Study study) {
    Map<String, String> columns = new LinkedHashMap<>();
    for (Axis<?> axis : study.factors()) {
      String factor = axis.factor().name();
      int longest = axis.words().stream().mapToInt(String::length).max().orElse(0);
      columns.put(
          factor,
          axis.factor().unit() == Factor.Unit.WORD
              ? "%-" + Math.max(LEAST_WIDTH_OF_WORDS, Math.max(longest, factor.length()) + 2) + "s "
              : "%" + Math.max(longest, factor.length() + 1) + "s ");
    }
    return columns;
  }

  private static long parameters(StudyRecord record, Cell cell) {
    return record.models().stream()
        .filter(m -> m.isOf(cell))
        .findFirst()
        .orElseThrow()
        .trainableParameters();
  }

  /** Training and evaluation of a stored trial, by cell. */
  private static Map<Cell, Double> meanSeconds(ResultStore store, List<Trial> plan) {
    Map<TrialKey, Cell> cells = new HashMap<>();
    plan.forEach(trial -> cells.put(trial.key(), trial.cell()));
    Map<Cell, double[]> sums = new HashMap<>();
    for (TrialResult result : store.results().toList()) {
      Cell cell = cells.get(result.key());
      double spent = last(result, Metric.TRAIN_SECONDS) + last(result, Metric.EVALUATION_SECONDS);
      if (cell != null && spent > 0) {
        double[] sum = sums.computeIfAbsent(cell, c -> new double[2]);
        sum[0] += spent;
        sum[1]++;
      }
    }
    Map<Cell, Double> means = new HashMap<>();
    sums.forEach((cell, sum) -> means.put(cell, sum[0] / sum[1]));
    return means;
  }

  private static double last(TrialResult result, Metric metric) {
    return result.measurements().stream()
        .filter(m -> m.metric() == metric)
        .mapToDouble(m -> m.value())
        .max()
        .orElse(0);
  }
}
