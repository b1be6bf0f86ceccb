package io.ablate4j.cli;

import io.ablate4j.problem.Problem;
import io.ablate4j.problem.ProblemsException;
import io.ablate4j.run.ExecutorUnavailable;
import io.ablate4j.store.StoreException;
import io.ablate4j.worker.RunInterrupted;
import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** All commands; without one, {@code run quickstart}. */
@Command(
    name = "ablate4j",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    header = {"Ablation studies for Deeplearning4j: does Batch Norm or Dropout help, here?%n"},
    description = {
      "Trains every cell of a grid {model x regularization x batch size} for several seeds."
          + " Stores each result and writes a report.",
      "Without a command it runs the study quickstart.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "  0:Done.",
      "  1:Some trials failed, or the doctor found something.",
      "  2:Bad usage or study. Nothing ran.",
      "130:Interrupted by Ctrl-C. Everything finished is stored.",
      "143:Ended by SIGTERM. Everything finished is stored.",
      "129:Ended by SIGHUP. Everything finished is stored."
    },
    footer = {
      "",
      "Data folders are looked up in --data, then $$ABLATE4J_DATA, then the user's cache folder.",
      "Put models, data sources and jars of your own into $$ABLATE4J_CLASSPATH."
    },
    subcommands = {
      RunCommand.class,
      PlanCommand.class,
      AblateCommand.class,
      ReportCommand.class,
      ExportCommand.class,
      CompareCommand.class,
      MergeCommand.class,
      RescueCommand.class,
      ListCommand.class,
      DoctorCommand.class,
      CommandLine.HelpCommand.class
    })
public final class CommandLineInterface {
  private static final String[] DEFAULT = {"run", "quickstart"};

  private CommandLineInterface() {}

  /** Runs one command and gives its exit code; never throws, never exits. */
  public static int execute(String... args) {
    return execute(new PrintWriter(System.out, true), new PrintWriter(System.err, true), args);
  }

  /** The same, with other places to write to. */
  static int execute(PrintWriter out, PrintWriter err, String... args) {
    CommandLine commandLine = new CommandLine(new CommandLineInterface());
    // Names and messages come from study files and users' classes, so nothing is written raw.
    commandLine.setOut(new PrintWriter(new VisibleWriter(out), true));
    commandLine.setErr(new PrintWriter(new VisibleWriter(err), true));
    commandLine.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    commandLine.setExecutionExceptionHandler(
        (problem, command, parsed) -> explain(problem, command.getErr()));
    commandLine.setParameterExceptionHandler(
        (problem, rest) -> {
          PrintWriter to = problem.getCommandLine().getErr();
          to.println(problem.getMessage());
          if (!CommandLine.UnmatchedArgumentException.printSuggestions(problem, to)) {
            to.println(
                "  Maybe see: ablate4j "
                    + (problem.getCommandLine().getParent() == null
                        ? ""
                        : problem.getCommandLine().getCommandName() + " ")
                    + "--help");
          }
          return ExitCode.BAD_REQUEST;
        });
    try {
      OwnClassPath.check(System.getenv());
      return commandLine.execute(args.length == 0 ? DEFAULT : args);
    } catch (ProblemsException e) {
      return explain(e, err);
    } catch (OutOfMemoryError e) {
      err.println("Memory is used up: " + e.getMessage());
      err.println("  Maybe give Java more of it with -Xmx in JDK_JAVA_OPTIONS.");
      return ExitCode.SOME_FAILED;
    } catch (Error e) { // picocli hands over exceptions only
      return explain(e, err);
    }
  }

  private static int explain(Throwable problem, PrintWriter err) {
    if (problem instanceof ProblemsException problems) {
      for (Problem each : problems.problems()) {
        err.println(each);
      }
      int count = problems.problems().size();
      err.println(
          count == 1 ? "Nothing was run." : "Nothing was run, for these " + count + " problems.");
      return ExitCode.BAD_REQUEST;
    }
    if (problem instanceof RunInterrupted) {
      return ExitCode.INTERRUPTED;
    }
    if (problem instanceof ExecutorUnavailable unavailable) {
      err.println(unavailable.getMessage());
      err.println("  Maybe " + unavailable.advice());
      return ExitCode.SOME_FAILED;
    }
    if (problem instanceof StoreException store) {
      err.println(store.getMessage());
      err.println("  Maybe " + store.advice());
      return ExitCode.SOME_FAILED;
    }
    if (problem instanceof IOException unwritten) {
      err.println(UnwrittenFile.problem(unwritten));
      return ExitCode.BAD_REQUEST;
    }
    err.println("This is a defect of ablate4j (or of a class of yours in it):");
    problem.printStackTrace(err);
    return ExitCode.SOME_FAILED;
  }
}
