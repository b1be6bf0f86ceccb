package io.ablate4j.cli;

import io.ablate4j.plan.Trial;
import io.ablate4j.run.ExecutorContext;
import io.ablate4j.run.ExecutorOption;
import io.ablate4j.run.ExecutorProvider;
import io.ablate4j.run.InProcessProvider;
import io.ablate4j.run.TrialExecutor;
import io.ablate4j.trial.TrialResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/** An executor as a user writes one: the last trial first, in this process. */
public final class OwnExecutor implements ExecutorProvider {
  /** For {@link java.util.ServiceLoader}. */
  public OwnExecutor() {}

  /**
   * What finds a provider, on the class path of a {@link Launched}.
   *
   * @param folder to be made
   */
  static String service(Path folder, Class<?> provider) throws java.io.IOException {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(services.resolve(ExecutorProvider.class.getName()), provider.getName());
    return folder.toString();
  }

  @Override
  public String id() {
    return "backwards";
  }

  @Override
  public String description() {
    return "the last trial first";
  }

  @Override
  public List<ExecutorOption> options() {
    return List.of(new ExecutorOption("note", "what it says when it begins"));
  }

  @Override
  public boolean isElsewhere() {
    return true;
  }

  @Override
  public String inWords(ExecutorContext context) {
    return "own executor";
  }

  @Override
  public TrialExecutor create(ExecutorContext context) {
    context.option("note").ifPresent(context.notices());
    TrialExecutor inside = new InProcessProvider().create(context);
    return new TrialExecutor() {
      @Override
      public void run(List<Trial> trials, Consumer<TrialResult> sink) {
        List<Trial> order = new ArrayList<>(trials);
        Collections.reverse(order);
        inside.run(order, sink);
      }

      @Override
      public int parallelism() {
        return inside.parallelism();
      }

      @Override
      public void close() {
        inside.close();
      }
    };
  }

  /** One that cannot be made. */
  public static final class Broken implements ExecutorProvider {
    /** For {@link java.util.ServiceLoader}. */
    public Broken() {}

    @Override
    public String id() {
      return "broken";
    }

    @Override
    public String description() {
      return "cannot be made";
    }

    @Override
    public String inWords(ExecutorContext context) {
      throw new IllegalStateException("no cluster");
    }

    @Override
    public TrialExecutor create(ExecutorContext context) {
      throw new AssertionError("nobody should come here");
    }
  }
}
