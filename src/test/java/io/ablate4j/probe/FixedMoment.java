package io.ablate4j.probe;

import io.ablate4j.engine.Networks;
import io.ablate4j.engine.runtime.TrainableNetwork;
import io.ablate4j.view.Batch;
import io.ablate4j.view.Gradients;
import io.ablate4j.view.Mode;
import io.ablate4j.view.NetworkView;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.learning.config.Sgd;

/** A moment that a test makes up: one batch for everything. */
record FixedMoment(
    NetworkView network, Batch train, Optional<AroundStep> around, Map<String, Object> kept)
    implements ProbeMoment {

  static FixedMoment of(NetworkView network, Batch train) {
    return new FixedMoment(network, train, Optional.empty(), new HashMap<>());
  }

  FixedMoment after(float[] before) {
    return new FixedMoment(network, train, Optional.of(new AroundStep(train, before)), kept);
  }

  /** The same examples and memory, another network. */
  FixedMoment of(NetworkView other) {
    return new FixedMoment(other, train, around, kept);
  }

  /** A graph with its parameters, compiled. */
  static NetworkView view(ComputationGraph graph, long... example) {
    TrainableNetwork network =
        Networks.fast(
            graph.getConfiguration().clone(),
            new Networks.Sizes(example, 2),
            new Sgd(.1),
            new Networks.Seeds(layer -> 1, 2));
    return network.view(3).with(graph.params().dup('c').data().asFloat());
  }

  Map<String, Double> readings(NetworkProbe probe) {
    Map<String, Double> readings = new HashMap<>();
    probe.measure(this, readings::put);
    return readings;
  }

  @Override
  public int step() {
    return 1;
  }

  @Override
  public int batchSize() {
    return train.size();
  }

  /** Another one once a probe keeps something, as at its second moment. */
  @Override
  public long seed() {
    return kept.size();
  }

  @Override
  public Batch trainingSet() {
    return train;
  }

  @Override
  public Batch validation() {
    return train;
  }

  @Override
  public Gradients gradients() {
    return network.backward(train, Mode.TRAINING);
  }

  @Override
  @SuppressWarnings("unchecked")
  public <T> T memory(Supplier<T> first) {
    return (T) kept.computeIfAbsent("memory", key -> first.get());
  }

  @Override
  public double ask(Probe probe) {
    throw new UnsupportedOperationException("no graph here");
  }
}
