package io.ablate4j.run;

import io.ablate4j.data.Datasets;
import io.ablate4j.engine.runtime.NativeRuntime;
import io.ablate4j.train.DatasetCache;
import io.ablate4j.train.TrialTrainer;
import java.time.Clock;

/** One trial after the other in this process. */
public final class InProcessProvider implements ExecutorProvider {
  /** For {@link java.util.ServiceLoader}. */
  public InProcessProvider() {}

  @Override
  public String id() {
    return "in-process";
  }

  @Override
  public String description() {
    return "one trial after the other in this process, for debugging a model of one's own";
  }

  @Override
  public TrialExecutor create(ExecutorContext context) {
    return new InProcessExecutor(
        () ->
            new TrialTrainer(
                context.models(),
                new DatasetCache(Datasets.onClassPath(), context.folders()),
                NativeRuntime.start(1),
                Clock.systemUTC()),
        context.timeout());
  }
}
