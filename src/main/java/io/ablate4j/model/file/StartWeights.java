package io.ablate4j.model.file;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Weights of a file of Deeplearning4j, from which the training of other networks starts. */
public final class StartWeights {
  /**
   * How batch norm keeps the variance of what ran through it: as it is, or as log10 of its root.
   */
  private static final String VARIANCE = "var";

  private static final String LOG_DEVIATION = "log10stdev";

  private final Map<String, Stored> layers;

  /**
   * A layer's.
   *
   * @param conf of the layer in the file, which says how they are laid out
   * @param numbers its parameters, one after the other
   */
  record Stored(NeuralNetConfiguration conf, float[] numbers) {
    /** By name. Needs the native library. */
    Map<String, INDArray> table() {
      return StartWeights.table(conf, row(numbers));
    }
  }

  StartWeights(Map<String, Stored> layers) {
    this.layers = Map.copyOf(layers);
  }

  /**
   * Sets what a network has in common with the file: parameters of the same name and shape in a
   * layer of the same name, running statistics among them. All others stay. Needs the native
   * library.
   *
   * @param network whose parameters they are
   * @param parameters all of them, in Deeplearning4j's order; changed in place
   * @return how many were set
   */
  public long into(ComputationGraph network, float[] parameters) {
    int offset = 0;
    long set = 0;
    for (Layer layer : network.getLayers()) {
      int count = Math.toIntExact(layer.numParams());
      Stored stored = layers.get(layer.conf().getLayer().getLayerName());
      if (count > 0 && stored != null) {
        INDArray own = row(Arrays.copyOfRange(parameters, offset, offset + count));
        set += set(table(layer.conf(), own), plain(stored.table()));
        System.arraycopy(own.data().asFloat(), 0, parameters, offset, count);
      }
      offset += count;
    }
    return set;
  }

  private static long set(Map<String, INDArray> own, Map<String, INDArray> given) {
    long set = 0;
    for (Map.Entry<String, INDArray> entry : own.entrySet()) {
      INDArray numbers = given.get(entry.getKey());
      if (numbers != null && Arrays.equals(numbers.shape(), entry.getValue().shape())) {
        entry.getValue().assign(numbers);
        set += numbers.length();
      }
    }
    return set;
  }

  private static INDArray row(float[] numbers) {
    return Nd4j.create(numbers, new long[] {1, numbers.length}, 'c');
  }

  /** Views of a row. */
  private static Map<String, INDArray> table(NeuralNetConfiguration conf, INDArray row) {
    return conf.getLayer().initializer().init(conf.clone(), row, false);
  }

  /** With variances as networks here keep them. */
  private static Map<String, INDArray> plain(Map<String, INDArray> table) {
    Map<String, INDArray> plain = new HashMap<>(table);
    INDArray logs = plain.remove(LOG_DEVIATION);
    if (logs != null) {
      plain.put(VARIANCE, variance(logs));
    }
    return plain;
  }

  /**
   * Of a batch norm.
   *
   * @param logDeviations log10 of standard deviations
   * @return of their shape
   */
  public static INDArray variance(INDArray logDeviations) {
    return Transforms.exp(logDeviations.mul(2 * Math.log(10)));
  }
}
