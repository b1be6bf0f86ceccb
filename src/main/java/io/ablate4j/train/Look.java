package io.ablate4j.train;

import io.ablate4j.probe.Probe;
import io.ablate4j.probe.ProbeMoment;
import io.ablate4j.view.Batch;
import io.ablate4j.view.Gradients;
import io.ablate4j.view.NetworkView;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** One probe's look at the network. */
record Look(
    int step,
    ProbedExamples examples,
    NetworkView network,
    long seed,
    SharedPasses shared,
    Optional<AroundStep> around,
    Function<Supplier<?>, Object> memory,
    ToDoubleFunction<Probe> graph)
    implements ProbeMoment {
  @Override
  public int batchSize() {
    return examples.batchSize();
  }

  @Override
  public Batch train() {
    return examples.train();
  }

  @Override
  public Batch trainingSet() {
    return examples.trainingSet();
  }

  @Override
  public Batch validation() {
    return examples.validation();
  }

  @Override
  public Gradients gradients() {
    return shared.gradients();
  }

  @Override
  @SuppressWarnings("unchecked") // a probe gets back what it gave
  public <T> T memory(Supplier<T> first) {
    return (T) memory.apply(first);
  }

  @Override
  public double ask(Probe probe) {
    return graph.applyAsDouble(probe);
  }
}
