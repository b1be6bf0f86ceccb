package io.ablate4j.engine.compiled;

import io.ablate4j.engine.runtime.HelperVerdict;
import io.ablate4j.engine.runtime.LayerPass;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Checks the compiled step's convolution against Deeplearning4j's built-in path when the first
 * network of this process has one. If it is wrong, the compiler refuses networks with convolutions.
 */
public final class ConvolutionCheck {
  /** Whose verdict it is. */
  static final String WHAT = "compiled convolution";

  private static final ConvolutionCheck OF_THIS_PROCESS = new ConvolutionCheck(Nd4j::exec);
  private static final int EXAMPLES = 3;
  private static final int HEIGHT = 11;
  private static final int WIDTH = 9;

  private final Convolution.Executor executor;
  private HelperVerdict verdict;

  ConvolutionCheck(Convolution.Executor executor) {
    this.executor = executor;
  }

  /** The one that networks are made by. */
  public static ConvolutionCheck ofThisProcess() {
    return OF_THIS_PROCESS;
  }

  /** Whether it is right; looked at once. */
  public synchronized HelperVerdict verdict() {
    if (verdict == null) {
      verdict = check();
    }
    return verdict;
  }

  Convolution.Executor executor() {
    return executor;
  }

  private HelperVerdict check() {
    String where = "output";
    double greatest = 0;
    try {
      for (Sample sample : Sample.ALL) {
        for (Map.Entry<String, Double> difference : sample.differences(executor).entrySet()) {
          if (difference.getValue() > greatest) {
            greatest = difference.getValue();
            where = difference.getKey();
          }
        }
      }
    } catch (RuntimeException | LinkageError e) {
      return HelperVerdict.failed(WHAT, e);
    }
    return HelperVerdict.of(WHAT, where, greatest);
  }

  /** A convolution; {@code first} if its input's gradient is left out. */
  private record Sample(
      int kernel, int stride, boolean same, int in, int out, int height, int width, boolean first) {
    /** Small, but of those shapes that go different ways in oneDNN. */
    static final List<Sample> ALL =
        List.of(
            new Sample(3, 1, true, 16, 16, HEIGHT, WIDTH, false),
            new Sample(1, 1, true, 16, 8, HEIGHT, WIDTH, false),
            new Sample(5, 2, false, 3, 7, 4, 3, false),
            new Sample(3, 1, true, 1, 16, HEIGHT, WIDTH, true));

    /** By array: greatest difference from the built-in path, as a share of its greatest value. */
    Map<String, Double> differences(Convolution.Executor executor) {
      Random random = new Random(6);
      float[] numbers = noise(random, out + out * in * kernel * kernel);
      float[] x = noise(random, EXAMPLES * in * HEIGHT * WIDTH);
      float[] dy = noise(random, EXAMPLES * out * height * width);
      Map<String, float[]> expected =
          LayerPass.builtIn(
                  layer(),
                  numbers,
                  array(x, EXAMPLES, in, HEIGHT, WIDTH),
                  array(dy, EXAMPLES, out, height, width))
              .arrays();
      Map<String, Double> differences = new LinkedHashMap<>();
      compute(numbers, x, dy, executor)
          .forEach(
              (name, actual) ->
                  differences.put(name, HelperVerdict.difference(actual, expected.get(name))));
      return differences;
    }

    private ConvolutionLayer layer() {
      return new ConvolutionLayer.Builder(kernel, kernel)
          .stride(stride, stride)
          .convolutionMode(same ? ConvolutionMode.Same : ConvolutionMode.Truncate)
          .activation(new ActivationIdentity())
          .nIn(in)
          .nOut(out)
          .build();
    }

    /** As a step does. */
    private Map<String, float[]> compute(
        float[] numbers, float[] x, float[] dy, Convolution.Executor executor) {
      Parameters parameters = new Parameters(array(numbers, 1, numbers.length));
      Tensor input = new Tensor(EXAMPLES, in, HEIGHT, WIDTH);
      Tensor output = new Tensor(EXAMPLES, out, height, width);
      int padding = same ? kernel / 2 : 0;
      Convolution convolution =
          new Convolution(
              input,
              output,
              new Convolution.Geometry(
                  new int[] {kernel, kernel},
                  new int[] {stride, stride},
                  new int[] {padding, padding},
                  same),
              parameters,
              out,
              0,
              first,
              executor);
      try {
        Map<String, float[]> arrays = new LinkedHashMap<>();
        System.arraycopy(x, 0, input.value().write(), 0, x.length);
        convolution.forward(true);
        arrays.put("output", output.value().read().clone());
        System.arraycopy(dy, 0, output.newGradient().write(), 0, dy.length);
        convolution.backward();
        if (!first) {
          arrays.put("input gradient", input.gradient().read().clone());
        }
        parameters.fetchGradients();
        float[] gradients = parameters.gradients();
        arrays.put("gradient of b", java.util.Arrays.copyOf(gradients, out));
        arrays.put("gradient of W", java.util.Arrays.copyOfRange(gradients, out, gradients.length));
        return arrays;
      } finally {
        convolution.close();
        input.close();
        parameters.close();
      }
    }

    private static INDArray array(float[] values, long... shape) {
      return Nd4j.create(values, shape, 'c');
    }

    private static float[] noise(Random random, int count) {
      float[] values = new float[count];
      for (int i = 0; i < count; i++) {
        values[i] = (float) random.nextGaussian();
      }
      return values;
    }
  }
}
