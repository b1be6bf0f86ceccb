package io.ablate4j.cli;

import io.ablate4j.data.Datasets;
import io.ablate4j.engine.NativeRuntime;
import io.ablate4j.hypothesis.Decidability;
import io.ablate4j.model.Models;
import io.ablate4j.plan.Planner;
import io.ablate4j.plan.Shard;
import io.ablate4j.plan.Trial;
import io.ablate4j.problem.ProblemsException;
import io.ablate4j.report.HtmlReport;
import io.ablate4j.run.ClassPath;
import io.ablate4j.run.IdleWorkers;
import io.ablate4j.run.InProcessExecutor;
import io.ablate4j.run.RunSummary;
import io.ablate4j.run.StudyRecords;
import io.ablate4j.run.StudyRunner;
import io.ablate4j.run.TimingPass;
import io.ablate4j.run.TrialCost;
import io.ablate4j.run.TrialExecutor;
import io.ablate4j.run.WorkersExecutor;
import io.ablate4j.store.ResultStore;
import io.ablate4j.store.StoreException;
import io.ablate4j.study.CheckedStudy;
import io.ablate4j.train.DatasetCache;
import io.ablate4j.train.TrialTrainer;
import io.ablate4j.trial.StudyRecord;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = {
      "Trains what is missing of a study, stores each trial as it ends, measures what a training",
      "step costs, and writes the report.",
      "Stopped at any moment and started again, it goes on where it was."
    })
final class RunCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private StudyOptions options;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "Worker processes, one thread each; as many as there are cores if not given.")
  private Integer workers;

  @Option(
      names = "--executor",
      paramLabel = "KIND",
      defaultValue = "workers",
      converter = ExecutorKindConverter.class,
      description =
          "workers (processes of their own) or in-process; ${DEFAULT-VALUE} if not given.")
  private ExecutorKind executor;

  @Option(
      names = "--no-timing",
      description = {
        "Leaves out the timing pass, which measures what a training step costs, after the trials,",
        "with the machine to itself: a worker alone, then one on every core, whatever --workers and",
        "--executor say; at most a quarter of the whole time, or twelve seconds, and up to twelve",
        "more if workers have to be started for it."
      })
  private boolean noTiming;

  @Option(
      names = "--shard",
      paramLabel = "K/N",
      description = {
        "Trains part K of N alone, into a folder of its own, NAME-K-of-N: for machines of a cluster,",
        "each with another K. There is no timing pass. Then: merge.",
        "On one machine leave it out: all cores are used anyway."
      })
  private String shard;

  @Option(names = "--open", description = "Opens the report in the browser at the end.")
  private boolean open;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    int cores = Runtime.getRuntime().availableProcessors();
    int processes = workers == null ? cores : workers;
    if (processes < 1) {
      throw ProblemsException.of(
          "--workers " + processes + " leaves nobody to work.", "leave it out: one a core.");
    }
    Models models = Models.onClassPath();
    CheckedStudy study = options.read(models);
    List<Trial> plan = Planner.plan(study);
    Optional<Shard> part = Optional.ofNullable(shard).map(Shard::of);
    List<Trial> own = part.map(p -> p.of(plan, new TrialCost(models, study))).orElse(plan);
    boolean timed = !noTiming && part.isEmpty();
    StudyRecord record =
        StudyRecords.of(
            study,
            models,
            Map.of(
                "ablate4j",
                Version.text(),
                "command",
                String.join(" ", spec.commandLine().getParseResult().originalArgs()),
                "executor",
                executor == ExecutorKind.WORKERS
                    ? processes + (processes == 1 ? " worker" : " workers")
                    : executor.toString()));
    StudyFolder folder = options.folder(study, part);
    try (StudyFolder.Lock lock = folder.lock();
        ResultStore store = folder.open(err::println, lock);
        IdleWorkers idle = new IdleWorkers();
        TrialExecutor trialExecutor = executor(models, study, processes, idle)) {
      folder.writeYaml(record.yaml());
      if (processes > cores) {
        err.println(
            "--workers "
                + processes
                + " are more than the cores, "
                + cores
                + ": they take turns, and each takes memory of its own."
                + "\n  Maybe leave it out: one a core.");
      }
      DataLines.facts(record).forEach(err::println);
      DataLines.warnings(record).forEach(err::println);
      HypothesisLines.warnings(study).forEach(err::println);
      if (!timed) {
        HypothesisLines.withoutTiming(study).forEach(err::println);
      }
      Progress progress = Progress.on(err, study.study().name(), trialExecutor.parallelism());
      TimingPass timing =
          new TimingPass(
              store,
              ClassPath.current(),
              options.folders(),
              Version.text(),
              idle,
              new TimingProgress(err, study.study().name()));
      ReportRefresh refresh = ReportRefresh.start(folder, err, Clock.systemUTC());
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
      RunSummary summary;
      err.println("Report, written again every few minutes: " + folder.report());
      try {
        try (timing) {
          try (progress;
              refresh) {
            summary =
                new StudyRunner(store, trialExecutor, progress)
                    .run(record, study.study().hypotheses(), plan, own);
          }
          if (timed) {
            timing.run(
                plan,
                trialExecutor.parallelism(),
                Decidability.timingRounds(study.study().hypotheses()));
          }
        } finally {
          removeHook(atInterrupt);
        }
        store.ensureInPlace();
        HtmlReport.write(folder.analyse(store), folder.report());
      } catch (Throwable e) { // whatever it is, the report must not go on saying "running"
        boolean gone = e instanceof StoreException ofStore && ofStore.isGone();
        if (!gone && !Thread.currentThread().isInterrupted()) { // else the hook sees to it
          refresh.endEarly();
        }
        throw e;
      }
      folder.overview().write();
      store.ensureInPlace();
      out.println(
          (summary.stored() + summary.completed() + summary.diverged())
              + " of "
              + own.size()
              + part.map(p -> " trials of part " + p).orElse(" trials")
              + " are stored ("
              + (summary.completed() + summary.diverged())
              + " new, "
              + summary.diverged()
              + " of them diverged)"
              + (summary.failed() == 0
                  ? "."
                  : "; " + summary.failed() + " failed and will be tried again by the next run."));
      summary.overhead().ifPresent(overhead -> out.println(trained(summary, overhead)));
      out.println("Report: " + folder.report());
      if (open) {
        DesktopBrowser.open(folder.report(), err);
      }
      return summary.failed() == 0 ? ExitCode.DONE : ExitCode.SOME_FAILED;
    }
  }

  private TrialExecutor executor(
      Models models, CheckedStudy study, int processes, IdleWorkers idle) {
    Duration timeout = Duration.ofMinutes(study.study().budget().timeoutMinutes());
    return switch (executor) {
      case WORKERS ->
          new WorkersExecutor(processes, ClassPath.current(), options.folders(), timeout, idle);
      case IN_PROCESS ->
          new InProcessExecutor(
              () ->
                  new TrialTrainer(
                      models,
                      new DatasetCache(Datasets.onClassPath(), options.folders()),
                      NativeRuntime.start(1),
                      Clock.systemUTC()),
              timeout);
    };
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

  static final class ExecutorKindConverter
      implements picocli.CommandLine.ITypeConverter<ExecutorKind> {
    @Override
    public ExecutorKind convert(String word) {
      for (ExecutorKind kind : ExecutorKind.values()) {
        if (kind.toString().equals(word)) {
          return kind;
        }
      }
      throw new picocli.CommandLine.TypeConversionException(
          "there is no executor \"" + word + "\"\n  Maybe use workers or in-process.");
    }
  }
}
