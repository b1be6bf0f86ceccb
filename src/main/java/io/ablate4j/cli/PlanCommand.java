package io.ablate4j.cli;

import io.ablate4j.design.Design;
import io.ablate4j.factor.Axis;
import io.ablate4j.factor.Factor;
import io.ablate4j.folder.StudyFolder;
import io.ablate4j.forecast.Left;
import io.ablate4j.model.Models;
import io.ablate4j.plan.Plan;
import io.ablate4j.plan.Planner;
import io.ablate4j.problem.ProblemsException;
import io.ablate4j.run.Missing;
import io.ablate4j.run.StudyRecords;
import io.ablate4j.store.ResultStore;
import io.ablate4j.study.CheckedStudy;
import io.ablate4j.study.Study;
import io.ablate4j.timing.ForeignLoad;
import io.ablate4j.train.PlannedEngines;
import io.ablate4j.trial.Asked;
import io.ablate4j.trial.Cell;
import io.ablate4j.trial.PlannedTrial;
import io.ablate4j.trial.Roles;
import io.ablate4j.trial.StudyRecord;
import io.ablate4j.trial.StudyRecord.ModelSummary;
import io.ablate4j.trial.TrialKey;
import io.ablate4j.trial.tuning.Tuned;
import io.ablate4j.worker.IdleWorkers;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    description = {
      "Lists every cell of a study, with its trials to run and those already stored.",
      "Each cell has its parameters, and whether the compiled step will train it.",
      "Says how long the trials to run will take on this machine. It goes by like ones that are"
          + " stored, or by some seconds of measuring.",
      "Trains nothing. Only --register writes something."
    })
final class PlanCommand implements Callable<Integer> {
  private static final String MISSING = "--missing";
  private static final String SITES = "--sites";
  private static final String REGISTER = "--register";
  private static final String COUNTS = "%11s %8s %8s%n";

  /** So many cells that a step takes away are named. */
  private static final int TOLD = 5;

  private static final int LEAST_WIDTH_OF_WORDS = 16;

  @Spec private CommandSpec spec;
  @Mixin private StudyOptions options;

  @Option(
      names = SITES,
      description =
          "Also print the places of each network where parts of regularizations can stand. Each"
              + " has what it lies between, and what each regularization puts there.")
  private boolean sites;

  @Option(
      names = MISSING,
      description =
          "Also print every combination of levels that is no cell. Each stands below the entry of"
              + " the study that removed it.")
  private boolean missing;

  @Option(
      names = WhyLines.OPTION,
      paramLabel = "FACTOR=LEVEL[,FACTOR=LEVEL...]",
      description =
          "Print only whether cells of these levels run. Of those that do not, print the entry of"
              + " the study that removed them.")
  private String why;

  @Option(
      names = REGISTER,
      paramLabel = "DIR",
      description = {
        "Registers the hypotheses in the store of this folder, as a run does before its first trial.",
        "A run with this folder goes on with it. Merge takes it as a part."
      })
  private Path register;

  @Option(
      names = "--no-measure",
      description = {
        "Measures nothing for the predicted time, which else takes some seconds: where no like trials",
        "are stored it is a rough guess then."
      })
  private boolean unmeasured;

  @Override
  public Integer call() {
    ForeignLoad load = new ForeignLoad();
    Models models = Models.onClassPath();
    if (options.isClaims()) {
      requireAll();
      new ClaimsPlan(options, models, !unmeasured, spec.commandLine().getOut()).print(load);
      return ExitCode.DONE;
    }
    CheckedStudy study = options.read(models);
    if (why != null) {
      requireAlone();
      WhyLines.of(why, study, models).forEach(spec.commandLine().getOut()::println);
      return ExitCode.DONE;
    }
    Plan plan = Planner.of(study);
    StudyRecord record = StudyRecords.of(study, models, facts());
    StudyFolder folder = options.folder(study);
    Set<TrialKey> finished = Set.of();
    Prediction.Stored stored = Prediction.Stored.NOTHING;
    Optional<String> earlier = Optional.empty();
    if (folder.hasStore()) {
      try (ResultStore store = folder.openToRead(spec.commandLine().getErr()::println)) {
        Map<TrialKey, Asked> measured = store.measured();
        stored = Prediction.Stored.of(store);
        earlier = EarlierTrials.notice(stored.planned(), measured.keySet());
        finished = Missing.answered(plan.trials(), measured);
      }
    }
    describe(new Planned(study, models, plan, record), stored, finished, load);
    PrintWriter out = spec.commandLine().getOut();
    List<String> notices = new ArrayList<>(DataLines.warnings(record));
    notices.addAll(study.notices());
    earlier.ifPresent(notices::add);
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

  /** What is planned. */
  private record Planned(CheckedStudy study, Models models, Plan plan, StudyRecord record) {}

  /** All that a run would do; workers start meanwhile if the time it takes has to be measured. */
  private void describe(
      Planned planned, Prediction.Stored stored, Set<TrialKey> finished, ForeignLoad load) {
    CheckedStudy study = planned.study();
    Tuned trials = Tuned.of(planned.record(), planned.plan().planned(), stored.results());
    PrintWriter out = spec.commandLine().getOut();
    try (IdleWorkers idle = new IdleWorkers();
        Prediction prediction =
            new Prediction(
                study,
                planned.models(),
                planned.plan(),
                Left.of(planned.plan(), trials.levels(), finished),
                Prediction.Setting.ofPlan(study),
                stored,
                options.folders(),
                load,
                idle)) {
      if (!unmeasured) {
        prediction.begin();
      }
      print(study, trials, planned.record(), finished);
      out.println();
      DataLines.facts(planned.record()).forEach(out::println);
      EngineLines.of(PlannedEngines.of(study, planned.models())).forEach(out::println);
      OwnNetworks.proofs(study, planned.models()).forEach(out::println);
      if (missing) {
        MissingLines.of(study).forEach(out::println);
      }
      if (sites) {
        SiteLines.of(study, planned.models()).forEach(out::println);
      }
      HypothesisLines.all(study).forEach(out::println);
      List<String> predicted = prediction.lines();
      if (!predicted.isEmpty()) {
        out.println();
        predicted.forEach(out::println);
      }
    }
  }

  /** What is asked of one study is not answered of all that put claims on trial. */
  private void requireAll() {
    List<String> ofOne =
        Stream.of(MISSING, SITES, REGISTER, WhyLines.OPTION)
            .filter(spec.commandLine().getParseResult()::hasMatchedOption)
            .toList();
    if (!ofOne.isEmpty()) {
      throw ProblemsException.of(
          String.join(" and ", ofOne)
              + (ofOne.size() == 1 ? " is" : " are")
              + " for one study, and claims are many.",
          "name one of them, such as claims-help.");
    }
  }

  /** What it would do besides, nobody would look for behind an answer. */
  private void requireAlone() {
    List<String> others =
        Stream.of(MISSING, SITES, REGISTER)
            .filter(spec.commandLine().getParseResult()::hasMatchedOption)
            .toList();
    if (!others.isEmpty()) {
      throw ProblemsException.of(
          WhyLines.OPTION
              + " answers and does nothing else, so that "
              + String.join(" and ", others)
              + " would be passed over.",
          "ask first, then call plan again without " + WhyLines.OPTION + ".");
    }
  }

  private Map<String, String> facts() {
    return Map.of(
        "ablate4j",
        Version.text(),
        "command",
        String.join(" ", spec.commandLine().getParseResult().originalArgs()));
  }

  private void print(CheckedStudy study, Tuned trials, StudyRecord record, Set<TrialKey> finished) {
    List<PlannedTrial> plan = trials.evaluation();
    PrintWriter out = spec.commandLine().getOut();
    List<Cell> cells = study.study().cells();
    Map<String, String> columns = columns(study.study());
    columns.forEach((factor, column) -> out.printf(column, factor));
    out.printf(COUNTS, "parameters", "stored", "to run");
    Map<Cell, Integer> all = new HashMap<>();
    Map<Cell, Integer> done = new HashMap<>();
    for (PlannedTrial trial : plan) {
      all.merge(trial.cell(), 1, Integer::sum);
      done.merge(trial.cell(), finished.contains(trial.key()) ? 1 : 0, Integer::sum);
    }
    for (Cell cell : cells) {
      int stored = done.getOrDefault(cell, 0);
      int missing = all.getOrDefault(cell, 0) - stored;
      columns.forEach((factor, column) -> out.printf(column, cell.level(factor)));
      out.printf(COUNTS, parameters(record, cell), stored, missing);
    }
    stages(study.study(), missing ? 0 : TOLD, out);
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
    TuningLines.plan(trials, finished).forEach(out::println);
  }

  /**
   * How many cells each step of the design leaves, and which it takes away.
   *
   * @param told so many of those are named
   */
  private static void stages(Study study, int told, PrintWriter out) {
    List<Design.Stage> stages = study.design().stages(study.name(), study.factors());
    if (stages.size() == 1) {
      return;
    }
    out.println();
    for (Design.Stage stage : stages) {
      out.printf("%6d cells after %s%n", stage.cells().size(), stage.name());
      stage.gone().stream()
          .limit(told)
          .forEach(cell -> out.println("         not: " + Roles.inWords(cell)));
      if (told > 0 && stage.gone().size() > told) {
        out.println("         nor " + (stage.gone().size() - told) + " more");
      }
    }
    if (told > 0) {
      out.println(
          "  "
              + MISSING
              + " names all and what removed each; "
              + WhyLines.OPTION
              + " asks for one.");
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

  /** A cell whose size is yet to be chosen has as many as that may give. */
  private static String parameters(StudyRecord record, Cell cell) {
    LongSummaryStatistics all =
        record.models().stream()
            .filter(m -> m.isOf(cell))
            .mapToLong(ModelSummary::trainableParameters)
            .summaryStatistics();
    return all.getMin() == all.getMax()
        ? String.valueOf(all.getMin())
        : all.getMin() + "-" + all.getMax();
  }
}
