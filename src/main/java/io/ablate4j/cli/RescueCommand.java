package io.ablate4j.cli;

import io.ablate4j.folder.StudyFolder;
import io.ablate4j.store.Rescue;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "rescue",
    mixinStandardHelpOptions = true,
    description = {
      "Saves what can still be read of a damaged store into a new one, row by row.",
      "Ends with 1 if anything is lost."
    })
final class RescueCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "DIR", description = "The folder of a study.")
  private Path directory;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "The folder of the new store; made if missing.")
  private Path target;

  @Override
  public Integer call() {
    StudyFolder fresh = new StudyFolder(target);
    Rescue.Saved saved = Rescue.of(new StudyFolder(directory).store(), fresh.store());
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        "Saved in "
            + fresh.store()
            + ": the results of "
            + trials(saved.results())
            + (saved.plan() ? " of the " + saved.planned() + " that are planned" : "")
            + ", and "
            + saved.timing()
            + (saved.timing() == 1 ? " row" : " rows")
            + " of the timing pass.");
    out.println(
        "Lost: " + (saved.lost() == 0 ? "no result." : "results of " + trials(saved.lost()) + "."));
    if (!saved.plan()) {
      out.println("Lost: the study and its plan. A run of the study writes them again.");
    }
    if (!saved.registration()) {
      out.println("Lost: what was claimed beforehand. A report will call hypotheses exploratory.");
    }
    out.println(
        "To go on, move "
            + directory
            + " away, name "
            + target
            + " as it was named, and run the study: it trains what is missing.");
    boolean whole = saved.lost() == 0 && saved.plan() && saved.registration();
    return whole ? ExitCode.DONE : ExitCode.SOME_FAILED;
  }

  private static String trials(int count) {
    return count + (count == 1 ? " trial" : " trials");
  }
}
