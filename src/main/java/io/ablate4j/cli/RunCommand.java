package io.ablate4j.cli;

import io.ablate4j.folder.StudyFolder;
import io.ablate4j.model.Models;
import io.ablate4j.plan.Shard;
import io.ablate4j.problem.ProblemsException;
import io.ablate4j.report.HtmlReport;
import io.ablate4j.study.CheckedStudy;
import io.ablate4j.timing.ForeignLoad;
import java.io.IOException;
import java.io.PrintWriter;
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
      "Trains what is missing of a study and writes its report.",
      "Each trial is stored as it ends. Afterwards the timing pass measures what a training step"
          + " costs.",
      "You can stop a run at any moment. Start it again, and it goes on where it was."
    })
final class RunCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private StudyOptions options;
  @Mixin private ExecutorOptions executor;

  @Option(
      names = "--no-timing",
      description = {
        "Leaves out the timing pass. It measures what a training step costs, after the trials, with"
            + " the machine to itself.",
        "It times a worker alone, then one on every core, whatever --workers and --executor say.",
        "It takes at most a quarter of the whole time, or twelve seconds; forty where a hypothesis"
            + " needs them. Up to twelve more may go to starting workers."
      })
  private boolean noTiming;

  @Option(
      names = "--shard",
      paramLabel = "K/N",
      description = {
        "Trains part K of N alone, into a folder of its own, NAME-K-of-N.",
        "Each machine of a cluster takes another K. There is no timing pass. Join the parts with"
            + " merge.",
        "On one machine leave it out: all cores are used anyway."
      })
  private String shard;

  @Option(names = "--open", description = "Opens the report in the browser at the end.")
  private boolean open;

  @Override
  public Integer call() throws IOException {
    ForeignLoad load = new ForeignLoad();
    executor.provider(); // what is wrong with it is reported before anything else is done
    HtmlReport.loadSections(); // not for the first time when all is trained
    Models models = Models.onClassPath();
    PrintWriter err = spec.commandLine().getErr();
    StudyRun run =
        new StudyRun(
            spec.commandLine().getOut(),
            err,
            options.folders(),
            executor,
            models,
            spec.commandLine().getParseResult().originalArgs());
    if (options.isClaims()) {
      if (shard != null) {
        throw ProblemsException.of(
            "--shard takes parts of one study, and claims are many.",
            "run single ones elsewhere, such as claims-batch, into the folder of all.");
      }
      ClaimsRun claims = new ClaimsRun(run, options, models, spec.commandLine().getOut(), err);
      int code = claims.run(!noTiming, load);
      if (open) {
        DesktopBrowser.open(claims.folder().page(), err);
      }
      return code;
    }
    CheckedStudy study = options.read(models);
    Optional<Shard> part = Optional.ofNullable(shard).map(Shard::of);
    StudyFolder folder = options.folder(study, part);
    int code =
        run.run(
            new StudyRun.Order(
                study, folder, part, !noTiming, StudyRun.Place.alone(study.study().name())),
            load);
    if (open) {
      DesktopBrowser.open(folder.report(), err);
    }
    return code;
  }
}
