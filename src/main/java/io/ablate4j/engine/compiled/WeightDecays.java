package io.ablate4j.engine.compiled;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.linalg.learning.regularization.WeightDecay;
import org.nd4j.linalg.schedule.FixedSchedule;

/**
 * Parameters that shrink at each step by the learning rate times a coefficient, beside what the
 * optimizer does to them (decoupled weight decay: Loshchilov and Hutter 2019, arXiv:1711.05101). In
 * DL4J a layer's {@link WeightDecay}, which is for its weights alone.
 */
final class WeightDecays {
  private final List<Range> ranges;
  private final IUpdater updater;

  private record Range(int from, int to, double coefficient) {}

  private WeightDecays(List<Range> ranges, IUpdater updater) {
    this.ranges = List.copyOf(ranges);
    this.updater = updater;
  }

  /**
   * Those of a graph.
   *
   * @param updater whose rate it is
   * @throws Unsupported if a layer has another penalty on parameters
   */
  static WeightDecays of(ComputationGraph graph, IUpdater updater) throws Unsupported {
    List<Range> ranges = new ArrayList<>();
    for (Layer layer : graph.getLayers()) {
      for (var parameter : layer.paramTable().entrySet()) {
        double coefficient = 0; // DL4J adds up what a layer has, and what it takes from the network
        for (Regularization penalty : penalties(layer, parameter.getKey())) {
          coefficient += coefficient(layer.conf().getLayer().getLayerName(), penalty);
        }
        if (coefficient != 0) {
          int from = Math.toIntExact(parameter.getValue().offset());
          int length = Math.toIntExact(parameter.getValue().length());
          ranges.add(new Range(from, from + length, coefficient));
        }
      }
    }
    return new WeightDecays(ranges, updater);
  }

  private static List<Regularization> penalties(Layer layer, String parameter) {
    List<Regularization> all = layer.conf().getLayer().getRegularizationByParam(parameter);
    return all == null ? List.of() : all;
  }

  private static double coefficient(String layer, Regularization penalty) throws Unsupported {
    if (!(penalty instanceof WeightDecay decay)
        || !decay.isApplyLR()
        || !(decay.getCoeff() instanceof FixedSchedule)) {
      throw new Unsupported(layer, "a weight penalty");
    }
    return decay.getCoeff().valueAt(0, 0);
  }

  /**
   * Shrinks them; before the optimizer's step, which does not look at parameters.
   *
   * @param step counted from 0
   * @param epoch counted from 0
   */
  void apply(float[] parameters, int step, int epoch) {
    for (Range range : ranges) {
      float kept = (float) (1 - updater.getLearningRate(step, epoch) * range.coefficient());
      for (int i = range.from(); i < range.to(); i++) {
        parameters[i] *= kept;
      }
    }
  }
}
