package io.ablate4j.engine.compiled;

import io.ablate4j.engine.runtime.HelperVerdict;
import io.ablate4j.engine.runtime.LayerPass;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import java.util.function.Supplier;
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

  /** The same of {@link WideConvolution}. */
  static final String VECTOR = "vector convolution";

  private static final ConvolutionCheck OF_THIS_PROCESS =
      new ConvolutionCheck(Nd4j::exec, () -> Wide.ofThisProcess().convolutions());
  private static final int EXAMPLES = 3;
  private static final int HEIGHT = 11;
  private static final int WIDTH = 9;

  private final Convolution.Executor executor;
  private final Supplier<Optional<ConvolutionKernels>> kernels;
  private HelperVerdict verdict;
  private Optional<HelperVerdict> vectorVerdict = Optional.empty();

  ConvolutionCheck(Convolution.Executor executor, Supplier<Optional<ConvolutionKernels>> kernels) {
    this.executor = executor;
    this.kernels = kernels;
  }

  /** The one that networks are made by. */
  public static ConvolutionCheck ofThisProcess() {
    return OF_THIS_PROCESS;
  }

  /** Whether it is right; looked at once. */
  public synchronized HelperVerdict verdict() {
    if (verdict == null) {
      verdict = check(WHAT, sample -> true, this::byNativeLibrary);
    }
    return verdict;
  }

  Convolution.Executor executor() {
    return executor;
  }

  /** The vector kernels of this process, unless they are wrong. */
  Optional<ConvolutionKernels> kernels() {
    return kernels.get().filter(all -> vectorVerdict().orElseThrow().objection().isEmpty());
  }

  /** Whether this process's vector kernels are right; looked at once. Empty if it has none. */
  public synchronized Optional<HelperVerdict> vectorVerdict() {
    if (vectorVerdict.isEmpty()) {
      vectorVerdict = kernels.get().map(all -> check(VECTOR, Sample::hasStrideOne, byVectors(all)));
    }
    return vectorVerdict;
  }

  /** Makes the node that is looked at, of parameters that begin with the bias. */
  private interface Maker {
    Node make(Sample sample, Tensor input, Tensor output, Parameters parameters);
  }

  private Node byNativeLibrary(Sample sample, Tensor input, Tensor output, Parameters parameters) {
    int padding = sample.padding();
    return new Convolution(
        input,
        output,
        new Convolution.Geometry(
            new int[] {sample.kernel, sample.kernel},
            new int[] {sample.stride, sample.stride},
            new int[] {padding, padding},
            sample.same),
        parameters,
        sample.out,
        0,
        sample.first,
        executor);
  }

  private static Maker byVectors(ConvolutionKernels kernels) {
    return (sample, input, output, parameters) ->
        new WideConvolution(
            kernels,
            input,
            output,
            new WideConvolution.Shape(
                sample.kernel, sample.kernel, sample.padding(), sample.padding()),
            parameters.values(),
            sample.out,
            0,
            sample.first);
  }

  private static HelperVerdict check(String what, Predicate<Sample> isMeant, Maker maker) {
    String where = "output";
    double greatest = 0;
    try {
      for (Sample sample : Sample.ALL.stream().filter(isMeant).toList()) {
        for (Map.Entry<String, Double> difference : sample.differences(maker).entrySet()) {
          if (difference.getValue() > greatest) {
            greatest = difference.getValue();
            where = difference.getKey();
          }
        }
      }
    } catch (RuntimeException | LinkageError e) {
      return HelperVerdict.failed(what, e);
    }
    return HelperVerdict.of(what, where, greatest);
  }

  /** A convolution; {@code first} if its input's gradient is left out. */
  private record Sample(
      int kernel, int stride, boolean same, int in, int out, int height, int width, boolean first) {
    /** Small, but of those shapes that go different ways in oneDNN. */
    static final List<Sample> ALL =
        List.of(
            new Sample(3, 1, true, 16, 16, HEIGHT, WIDTH, false),
            new Sample(1, 1, true, 16, 8, HEIGHT, WIDTH, false),
            new Sample(4, 1, false, 5, 6, HEIGHT - 3, WIDTH - 3, false),
            new Sample(5, 2, false, 3, 7, 4, 3, false),
            new Sample(3, 1, true, 1, 16, HEIGHT, WIDTH, true));

    /** By array: greatest difference from the built-in path, as a share of its greatest value. */
    Map<String, Double> differences(Maker maker) {
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
      compute(numbers, x, dy, maker)
          .forEach(
              (name, actual) ->
                  differences.put(name, HelperVerdict.difference(actual, expected.get(name))));
      return differences;
    }

    boolean hasStrideOne() {
      return stride == 1;
    }

    int padding() {
      return same ? kernel / 2 : 0;
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
    private Map<String, float[]> compute(float[] numbers, float[] x, float[] dy, Maker maker) {
      Parameters parameters = new Parameters(array(numbers, 1, numbers.length));
      Tensor input = new Tensor(EXAMPLES, in, HEIGHT, WIDTH);
      Tensor output = new Tensor(EXAMPLES, out, height, width);
      Node convolution = maker.make(this, input, output, parameters);
      try {
        Map<String, float[]> arrays = new LinkedHashMap<>();
        System.arraycopy(x, 0, input.value().write(), 0, x.length);
        convolution.forward(PassKind.TRAINING);
        arrays.put("output", output.value().read().clone());
        System.arraycopy(dy, 0, output.newGradient().write(), 0, dy.length);
        convolution.backward();
        if (!first) {
          arrays.put("input gradient", input.gradient().read().clone());
        }
        parameters.fetchGradients();
        float[] gradients = parameters.gradients();
        convolution.writeGradients(gradients);
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
