package io.ablate4j.cli;

import io.ablate4j.analysis.StudyAnalysis;
import io.ablate4j.data.DataFolders;
import io.ablate4j.folder.ReportRefresh;
import io.ablate4j.folder.StudyFolder;
import io.ablate4j.forecast.Left;
import io.ablate4j.forecast.Remaining;
import io.ablate4j.hypothesis.Decidability;
import io.ablate4j.hypothesis.Hypothesis;
import io.ablate4j.model.Models;
import io.ablate4j.plan.Plan;
import io.ablate4j.plan.Planner;
import io.ablate4j.plan.Shard;
import io.ablate4j.plan.Trial;
import io.ablate4j.problem.ProblemsException;
import io.ablate4j.report.HtmlReport;
import io.ablate4j.run.ExecutorContext;
import io.ablate4j.run.ExecutorProvider;
import io.ablate4j.run.Executors;
import io.ablate4j.run.Missing;
import io.ablate4j.run.RunSummary;
import io.ablate4j.run.StudyRecords;
import io.ablate4j.run.StudyRunner;
import io.ablate4j.run.TrialExecutor;
import io.ablate4j.store.ResultStore;
import io.ablate4j.store.StoreException;
import io.ablate4j.study.CheckedStudy;
import io.ablate4j.timing.ForeignLoad;
import io.ablate4j.timing.TimingPass;
import io.ablate4j.trial.Asked;
import io.ablate4j.trial.StudyRecord;
import io.ablate4j.trial.TrialKey;
import io.ablate4j.trial.tuning.Tuned;
import io.ablate4j.trial.tuning.Tuning;
import io.ablate4j.worker.ClassPath;
import io.ablate4j.worker.IdleWorkers;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Carries out one study: registers, trains what is missing, times, and writes the report. */
final class StudyRun {
  private final PrintWriter out;
  private final PrintWriter err;
  private final DataFolders folders;
  private final ExecutorOptions executor;
  private final Models models;
  private final List<String> command;

  /**
   * @param command what the user typed, for the record
   */
  StudyRun(
      PrintWriter out,
      PrintWriter err,
      DataFolders folders,
      ExecutorOptions executor,
      Models models,
      List<String> command) {
    this.out = out;
    this.err = err;
    this.folders = folders;
    this.executor = executor;
    this.models = models;
    this.command = List.copyOf(command);
  }

  /**
   * What is to be run.
   *
   * @param part that this run is for; empty for all of the study
   * @param timed whether steps are timed afterwards, if that can be
   * @param place among others
   */
  record Order(
      CheckedStudy study, StudyFolder folder, Optional<Shard> part, boolean timed, Place place) {
    Order untimed() {
      return new Order(study, folder, part, false, place);
    }
  }

  /**
   * Where a study stands in what is run.
   *
   * @param label what progress calls it
   * @param isOneOfMany whether the data are reported elsewhere
   * @param beyond what progress says behind the seconds that are left of the study
   */
  record Place(String label, boolean isOneOfMany, DoubleFunction<String> beyond) {
    static Place alone(String label) {
      return new Place(label, false, seconds -> "");
    }
  }

  /**
   * Runs it.
   *
   * @return an exit code
   */
  int run(Order asked, ForeignLoad load) throws IOException {
    ExecutorProvider provider = executor.provider();
    Order order =
        asked.part().isPresent() || provider.isElsewhere() || !asked.study().study().isTimed()
            ? asked.untimed()
            : asked;
    OwnNetworks.proofs(order.study(), models).forEach(err::println);
    Plan plan = Planner.of(order.study());
    try (IdleWorkers idle = new IdleWorkers()) {
      ExecutorContext context =
          new ExecutorContext(
              order.study(),
              models,
              folders,
              ClassPath.current(),
              executor.all(),
              idle,
              err::println);
      Work work =
          new Work(
              order,
              record(order.study(), Executors.inWords(provider, context)),
              plan,
              trials -> order.part().map(p -> p.of(trials, context.cost())).orElse(trials),
              load);
      return carryOut(work, provider, context);
    }
  }

  /** What the store keeps of a study before its first trial. */
  StudyRecord record(CheckedStudy study, String executorInWords) {
    return StudyRecords.of(
        study,
        models,
        Map.of(
            "ablate4j",
            Version.text(),
            "command",
            String.join(" ", command),
            "executor",
            executorInWords));
  }

  /**
   * What there is to do.
   *
   * @param plan all trials of the study
   * @param share those of some trials that this run is for
   * @param timed whether steps are timed after them
   * @param load how busy others have kept the machine since the command began
   */
  private record Work(
      Order order,
      StudyRecord record,
      Plan plan,
      UnaryOperator<List<Trial>> share,
      ForeignLoad load) {
    String name() {
      return order.place().label();
    }

    CheckedStudy study() {
      return order.study();
    }

    Optional<Shard> part() {
      return order.part();
    }

    boolean timed() {
      return order.timed();
    }

    StudyFolder folder() {
      return order.folder();
    }

    List<Hypothesis> hypotheses() {
      return study().study().hypotheses();
    }
  }

  private int carryOut(Work work, ExecutorProvider provider, ExecutorContext context)
      throws IOException {
    StudyFolder folder = work.folder();
    try (StudyFolder.Lock lock = folder.lock();
        ResultStore store = folder.open(err::println, lock);
        TrialExecutor trialExecutor = Executors.create(provider, context)) {
      Map<TrialKey, Asked> measured = store.measured();
      EarlierTrials.notice(store.planned(), measured.keySet()).ifPresent(err::println);
      folder.writeYaml(work.record().yaml());
      OwnNetworks.write(work.study(), folder);
      if (!work.order().place().isOneOfMany()) {
        DataLines.facts(work.record()).forEach(err::println);
      }
      DataLines.warnings(work.record()).forEach(err::println);
      HypothesisLines.warnings(work.study()).forEach(err::println);
      if (!work.timed()) {
        HypothesisLines.withoutTiming(work.study()).forEach(err::println);
      }
      Optional<Remaining> remaining =
          provider.isElsewhere()
              ? Optional.empty()
              : predicted(work, context, store, measured, trialExecutor.parallelism());
      RunSummary summary = null;
      ReportRefresh refresh = ReportRefresh.start(folder, err, Clock.systemUTC());
      try {
        summary = train(work, trialExecutor, store, context.idle(), refresh, remaining);
        store.ensureInPlace();
        StudyAnalysis analysis = folder.analyse(store);
        HtmlReport.write(analysis, folder.report());
        TuningLines.picked(analysis.picks(), analysis.tuned()).forEach(out::println);
      } catch (Throwable e) { // whatever it is, the report must not go on saying "running"
        boolean gone = e instanceof StoreException ofStore && ofStore.isGone();
        if (!gone && !Thread.currentThread().isInterrupted()) { // else the hook sees to it
          refresh.endEarly();
        }
        if (summary != null && e instanceof ProblemsException) {
          err.println("All results are stored.");
          err.println(
              "  Maybe run afterwards: scripts/ablate4j report " + folder.report().getParent());
          return ExitCode.SOME_FAILED;
        }
        throw e;
      }
      folder.overview().write();
      store.ensureInPlace();
      conclude(work, summary);
      return summary.failed() == 0 ? ExitCode.DONE : ExitCode.SOME_FAILED;
    }
  }

  /** Says how long it will take, if anything is left to do. */
  private Optional<Remaining> predicted(
      Work work,
      ExecutorContext context,
      ResultStore store,
      Map<TrialKey, Asked> measured,
      int workers) {
    Prediction.Stored stored = Prediction.Stored.of(store);
    Plan plan = work.plan();
    Set<TrialKey> finished = Missing.answered(plan.trials(), measured);
    Left all =
        Left.of(plan, Tuned.of(work.record(), plan.planned(), stored.results()).levels(), finished);
    Left left = work.part().isEmpty() ? all : new Left(work.share().apply(all.first()), List.of());
    try (Prediction prediction =
        new Prediction(
            work.study(),
            context.models(),
            plan,
            left,
            new Prediction.Setting(workers, work.timed(), false),
            stored,
            folders,
            work.load(),
            context.idle())) {
      prediction.begin();
      List<String> lines = prediction.lines();
      lines.forEach(err::println);
      return prediction.remaining();
    }
  }

  /** Trains, and times if that is asked for; both end at an interrupt. */
  private RunSummary train(
      Work work,
      TrialExecutor trialExecutor,
      ResultStore store,
      IdleWorkers idle,
      ReportRefresh refresh,
      Optional<Remaining> remaining) {
    Progress progress =
        Progress.on(err, work.order().place(), trialExecutor::parallelism, remaining);
    TimingPass timing =
        new TimingPass(
            store,
            ClassPath.current(),
            folders,
            Version.text(),
            idle,
            new TimingProgress(err, work.name()));
    Thread atInterrupt =
        new Thread(
            () -> {
              trialExecutor.close();
              timing.close();
              idle.close();
              interrupted(progress, store, err, refresh);
            },
            "interrupt");
    Runtime.getRuntime().addShutdownHook(atInterrupt);
    Ending.clearsUp(atInterrupt);
    err.println("Report, written again every few minutes: " + work.folder().report());
    try (timing) {
      RunSummary summary;
      try (progress;
          refresh) {
        summary =
            new StudyRunner(store, trialExecutor, progress)
                .run(work.record(), work.hypotheses(), work.plan(), work.share());
      }
      if (work.timed()) {
        timing.run(
            timed(work, store),
            trialExecutor.parallelism(),
            Decidability.timingRounds(work.hypotheses()));
      }
      return summary;
    } finally {
      removeHook(atInterrupt);
    }
  }

  /** Each trial that answers the study, at the level that was chosen for it. */
  private static List<Trial> timed(Work work, ResultStore store) {
    Plan plan = work.plan();
    List<Trial> first =
        plan.first().stream()
            .filter(trial -> !Tuning.isTuning(work.record(), trial.seed()))
            .toList();
    if (plan.waiting().isEmpty()) {
      return first;
    }
    Tuned tuned = Tuned.of(work.record(), store.planned(), store.results().toList());
    return Stream.concat(first.stream(), plan.second(tuned.levels()).stream()).toList();
  }

  private void conclude(Work work, RunSummary summary) {
    out.println(
        (summary.stored() + summary.completed() + summary.diverged())
            + " of "
            + (summary.asked() + (work.part().isEmpty() ? summary.waiting() : 0))
            + work.part().map(part -> " trials of part " + part).orElse(" trials")
            + " are stored ("
            + (summary.completed() + summary.diverged())
            + " new, "
            + summary.diverged()
            + " of them diverged)"
            + (summary.failed() == 0
                ? "."
                : "; " + summary.failed() + " failed and will be tried again by the next run."));
    TuningLines.waiting(summary.waiting(), work.part().isPresent()).ifPresent(out::println);
    summary.overhead().ifPresent(overhead -> out.println(trained(summary, overhead)));
    out.println("Report: " + work.folder().report());
  }

  /** How much of the machine's time training and evaluation had; the timing pass comes after it. */
  private static String trained(RunSummary summary, double overhead) {
    return String.format(
        Locale.ROOT,
        "Training took %.0f s on %d %s: %.2f times the trials' own training and evaluation.",
        summary.wallSeconds(),
        summary.workers(),
        summary.workers() == 1 ? "worker" : "workers",
        overhead);
  }

  /** In a shutdown hook: Ctrl-C or a request to end. What is stored is safe already. */
  private static void interrupted(
      Progress progress, ResultStore store, PrintWriter err, ReportRefresh refresh) {
    try {
      store.ensureInPlace();
    } catch (StoreException e) {
      progress.close();
      err.println(e.getMessage() + "\n  Maybe " + e.advice());
      return;
    }
    progress.interrupted();
    refresh.endEarly();
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The hook is at work: the process is ending. Let it end, and let nothing be written by us.
      Thread.currentThread().interrupt();
    }
  }
}
