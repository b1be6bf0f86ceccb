package io.ablate4j.engine.compiled;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.regularization.Regularization;

/** What keeps a graph's parameters small, beside what the optimizer does to them. */
final class Penalties {
  private static final List<PenaltyKind<?>> KINDS =
      List.of(new DecayKind(), new L2Kind(), new L1Kind());

  private final List<Range> ranges;
  private final IUpdater updater;

  /** Parameters that lie one after another, and one kind of penalty on them. */
  private record Range(PenaltyKind<?> kind, int from, int to, double coefficient) {}

  private Penalties(List<Range> ranges, IUpdater updater) {
    this.ranges = List.copyOf(ranges);
    this.updater = updater;
  }

  /**
   * Those of a graph.
   *
   * @param updater whose rate it is
   * @throws Unsupported if a layer has a penalty of another kind
   */
  static Penalties of(ComputationGraph graph, IUpdater updater) throws Unsupported {
    List<Range> ranges = new ArrayList<>();
    for (Layer layer : graph.getLayers()) {
      String name = layer.conf().getLayer().getLayerName();
      for (var parameter : layer.paramTable().entrySet()) {
        List<Regularization> all =
            layer.conf().getLayer().getRegularizationByParam(parameter.getKey());
        if (all == null || all.isEmpty()) {
          continue;
        }
        for (Regularization each : all) {
          Unsupported.unless(
              KINDS.stream().anyMatch(kind -> kind.type() == each.getClass()),
              name,
              "a weight penalty");
        }
        int from = Math.toIntExact(parameter.getValue().offset());
        int to = from + Math.toIntExact(parameter.getValue().length());
        for (PenaltyKind<?> kind : KINDS) {
          double coefficient = sum(kind, name, all);
          if (coefficient != 0) {
            ranges.add(new Range(kind, from, to, coefficient));
          }
        }
      }
    }
    return new Penalties(ranges, updater);
  }

  /** DL4J adds up what a layer has, and what it takes from the network. */
  private static <R extends Regularization> double sum(
      PenaltyKind<R> kind, String layer, List<Regularization> all) throws Unsupported {
    double sum = 0;
    for (Regularization each : all) {
      if (each.getClass() == kind.type()) {
        sum += kind.coefficient(layer, kind.type().cast(each));
      }
    }
    return sum;
  }

  /**
   * Applies them; before the optimizer's step, which does not look at parameters.
   *
   * @param gradients means over the batch
   * @param step counted from 0
   * @param epoch counted from 0
   */
  void apply(float[] parameters, float[] gradients, int step, int epoch) {
    for (Range range : ranges) {
      range
          .kind()
          .apply(
              parameters,
              gradients,
              range.from(),
              range.to(),
              range.coefficient(),
              updater.getLearningRate(step, epoch));
    }
  }
}
