package io.ablate4j.run;

import java.util.List;

/** Worker processes on this machine, one thread each. */
public final class WorkersProvider implements ExecutorProvider {
  static final String ID = "workers";

  /** How many. */
  private static final String WORKERS = "workers";

  /** For {@link java.util.ServiceLoader}. */
  public WorkersProvider() {}

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String description() {
    return "worker processes on this machine, one thread each";
  }

  @Override
  public List<ExecutorOption> options() {
    return List.of(
        new ExecutorOption(WORKERS, "how many; as many as there are cores if not given"));
  }

  @Override
  public String inWords(ExecutorContext context) {
    int processes = processes(context);
    return processes + (processes == 1 ? " worker" : " workers");
  }

  @Override
  public TrialExecutor create(ExecutorContext context) {
    int processes = processes(context);
    int cores = cores();
    if (processes > cores) {
      context
          .notices()
          .accept(
              "--workers "
                  + processes
                  + " are more than the cores, "
                  + cores
                  + ": they take turns, and each takes memory of its own."
                  + "\n  Maybe leave it out: one a core.");
    }
    return new WorkersExecutor(
        processes, context.classPath(), context.folders(), context.timeout(), context.idle());
  }

  private static int processes(ExecutorContext context) {
    return context.count(WORKERS).orElse(cores());
  }

  private static int cores() {
    return Runtime.getRuntime().availableProcessors();
  }
}
