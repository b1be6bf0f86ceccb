package io.ablate4j.engine;

import io.ablate4j.engine.runtime.HelperUse;
import io.ablate4j.engine.runtime.HelperVerdict;
import io.ablate4j.engine.runtime.LayerPass;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Checks Deeplearning4j's oneDNN helpers against its built-in path, a kind of layer when the first
 * network of this process has one, and takes those that are wrong from networks.
 */
final class HelperCheck {
  private static final HelperCheck OF_THIS_PROCESS = new HelperCheck(layer -> {});
  private static final int EXAMPLES = 3;

  private final Consumer<Layer> prepare;
  private final Map<HelperKind, HelperVerdict> verdicts = new EnumMap<>(HelperKind.class);

  /**
   * A check of its own.
   *
   * @param prepare gets each layer that is checked, with its helper
   */
  HelperCheck(Consumer<Layer> prepare) {
    this.prepare = prepare;
  }

  /** The one that networks are made by. */
  static HelperCheck ofThisProcess() {
    return OF_THIS_PROCESS;
  }

  /** Whether the helper of a kind is right; looked at once. */
  synchronized HelperVerdict verdict(HelperKind kind) {
    return verdicts.computeIfAbsent(kind, this::check);
  }

  private HelperVerdict check(HelperKind kind) {
    String where = "output";
    double greatest = 0;
    try {
      Random random = new Random(5);
      for (HelperKind.Sample sample : kind.samples()) {
        float[] parameters = parameters(sample.layer(), random);
        INDArray x = noise(random, sample.input());
        Layer helped = LayerPass.layer(sample.layer(), parameters);
        prepare.accept(helped);
        if (helped.getHelper() == null) {
          break; // nothing that could be wrong
        }
        INDArray dy = noise(random, sample.output());
        LayerPass expected = LayerPass.builtIn(sample.layer(), parameters, x, dy);
        LayerPass actual = LayerPass.of(helped, x, dy);
        for (Map.Entry<String, float[]> array : expected.arrays().entrySet()) {
          double difference =
              HelperVerdict.difference(actual.arrays().get(array.getKey()), array.getValue());
          if (difference > greatest) {
            greatest = difference;
            where = array.getKey();
          }
        }
      }
    } catch (RuntimeException | LinkageError e) {
      return HelperVerdict.failed(kind.toString(), e);
    }
    return HelperVerdict.of(kind.toString(), where, greatest);
  }

  /** Takes the helpers that are wrong from a network, and says what is left. */
  HelperUse leaveOffWrong(ComputationGraph graph) {
    TreeSet<String> used = new TreeSet<>();
    TreeSet<String> leftOff = new TreeSet<>();
    for (Layer layer : graph.getLayers()) {
      Optional<HelperKind> kind = HelperKind.of(layer);
      if (kind.isPresent() && layer.getHelper() != null) {
        HelperVerdict verdict = verdict(kind.get());
        if (verdict.objection().isPresent()) {
          kind.get().setHelper(layer, null);
          leftOff.add(verdict.text());
        } else {
          used.add(verdict.what());
        }
      }
    }
    return new HelperUse(new ArrayList<>(used), List.copyOf(leftOff));
  }

  /** Positive, as batch norm's variances must be. */
  private static float[] parameters(org.deeplearning4j.nn.conf.layers.Layer layer, Random random) {
    float[] values = new float[Math.toIntExact(layer.initializer().numParams(layer))];
    for (int i = 0; i < values.length; i++) {
      values[i] = 0.5f + random.nextFloat();
    }
    return values;
  }

  /** For a few examples of this shape. */
  private static INDArray noise(Random random, long[] example) {
    long[] shape = LongStream.concat(LongStream.of(EXAMPLES), LongStream.of(example)).toArray();
    float[] values = new float[Math.toIntExact(LongStream.of(shape).reduce(1, (a, b) -> a * b))];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return Nd4j.create(values, shape, 'c');
  }
}
