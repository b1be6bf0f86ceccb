package io.ablate4j.layer;

import java.util.Arrays;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.normalization.BatchNormalization;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Normalizes each group of {@code ghost} examples by its own mean and biased variance; a last group
 * may have fewer. The running statistics move once a step, towards the means over the groups of
 * their means and of their variances, so that they estimate what batch norm of batches of {@code
 * ghost} does. At inference it is plain batch norm. Plain loops: it is the one that is right, and
 * not meant to be fast.
 */
final class GhostBatchNormLayer extends BatchNormalization {
  private static final long serialVersionUID = 1L;

  private final int ghost;

  /** Of the last forward pass of a step: normalized input and 1 / deviation of [group][channel]. */
  private transient float[] normalized;

  private transient double[][] inverse;
  private transient double[] meanOfMeans;
  private transient double[] meanOfVariances;

  GhostBatchNormLayer(NeuralNetConfiguration configuration, DataType type, int ghost) {
    super(configuration, type);
    this.ghost = ghost;
  }

  /** How an array of [examples, channels] or [examples, channels, height, width] lies. */
  private record Shape(int examples, int channels, int pixels) {
    static Shape of(INDArray x) {
      int examples = Math.toIntExact(x.size(0));
      int channels = Math.toIntExact(x.size(1));
      return new Shape(
          examples, channels, Math.toIntExact(x.length() / ((long) examples * channels)));
    }

    int at(int example, int channel) {
      return (example * channels + channel) * pixels;
    }
  }

  /** Reads numbers of one channel in a group of examples. */
  @FunctionalInterface
  private interface Term {
    double at(int index);
  }

  private static double sum(Shape shape, int from, int to, int channel, Term term) {
    double sum = 0;
    for (int e = from; e < to; e++) {
      int start = shape.at(e, channel);
      for (int i = start; i < start + shape.pixels; i++) {
        sum += term.at(i);
      }
    }
    return sum;
  }

  @Override
  public INDArray preOutput(INDArray input, TrainingMode mode, LayerWorkspaceMgr workspaces) {
    if (mode != TrainingMode.TRAIN) {
      return super.preOutput(input, mode, workspaces);
    }
    Shape shape = Shape.of(input);
    float[] x = floats(input);
    float[] gamma = floats(getParam(BatchNormalizationParamInitializer.GAMMA));
    float[] beta = floats(getParam(BatchNormalizationParamInitializer.BETA));
    int groups = (shape.examples + ghost - 1) / ghost;
    inverse = new double[groups][shape.channels];
    normalized = new float[x.length];
    meanOfMeans = new double[shape.channels];
    meanOfVariances = new double[shape.channels];
    float[] y = new float[x.length];
    for (int g = 0; g < groups; g++) {
      int from = g * ghost;
      int to = Math.min(from + ghost, shape.examples);
      int count = (to - from) * shape.pixels;
      for (int c = 0; c < shape.channels; c++) {
        double mean = sum(shape, from, to, c, i -> x[i]) / count;
        double variance = sum(shape, from, to, c, i -> (x[i] - mean) * (x[i] - mean)) / count;
        inverse[g][c] = 1 / Math.sqrt(variance + layerConf().getEps());
        meanOfMeans[c] += mean / groups;
        meanOfVariances[c] += variance / groups;
        for (int e = from; e < to; e++) {
          int start = shape.at(e, c);
          for (int i = start; i < start + shape.pixels; i++) {
            normalized[i] = (float) ((x[i] - mean) * inverse[g][c]);
            y[i] = normalized[i] * gamma[c] + beta[c];
          }
        }
      }
    }
    return workspaces.leverageTo(
        ArrayType.ACTIVATIONS, Nd4j.create(y, input.shape(), 'c').castTo(dataType));
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    Shape shape = Shape.of(epsilon);
    float[] dy = floats(epsilon);
    float[] gamma = floats(getParam(BatchNormalizationParamInitializer.GAMMA));
    float[] dx = new float[dy.length];
    double[] dGamma = new double[shape.channels];
    double[] dBeta = new double[shape.channels];
    for (int g = 0; g < inverse.length; g++) {
      int from = g * ghost;
      int to = Math.min(from + ghost, shape.examples);
      int count = (to - from) * shape.pixels;
      for (int c = 0; c < shape.channels; c++) {
        double sum = sum(shape, from, to, c, i -> dy[i]);
        double product = sum(shape, from, to, c, i -> dy[i] * normalized[i]);
        dBeta[c] += sum;
        dGamma[c] += product;
        for (int e = from; e < to; e++) {
          int start = shape.at(e, c);
          for (int i = start; i < start + shape.pixels; i++) {
            dx[i] =
                (float)
                    (gamma[c]
                        * inverse[g][c]
                        * (dy[i] - sum / count - normalized[i] * product / count));
          }
        }
      }
    }
    Gradient gradient = new DefaultGradient();
    set(gradient, BatchNormalizationParamInitializer.GAMMA, dGamma);
    set(gradient, BatchNormalizationParamInitializer.BETA, dBeta);
    // As in Deeplearning4j, the running statistics move by a gradient that no optimizer touches.
    set(
        gradient,
        BatchNormalizationParamInitializer.GLOBAL_MEAN,
        step(BatchNormalizationParamInitializer.GLOBAL_MEAN, meanOfMeans));
    set(
        gradient,
        BatchNormalizationParamInitializer.GLOBAL_VAR,
        step(BatchNormalizationParamInitializer.GLOBAL_VAR, meanOfVariances));
    INDArray back =
        workspaces.leverageTo(
            ArrayType.ACTIVATION_GRAD, Nd4j.create(dx, epsilon.shape(), 'c').castTo(dataType));
    return new Pair<>(gradient, back);
  }

  private double[] step(String parameter, double[] seen) {
    float[] running = floats(getParam(parameter));
    double[] step = new double[seen.length];
    Arrays.setAll(step, c -> (1 - layerConf().getDecay()) * (running[c] - seen[c]));
    return step;
  }

  private void set(Gradient gradient, String parameter, double[] values) {
    INDArray view = gradientViews.get(parameter);
    view.assign(Nd4j.createFromArray(values).reshape(view.shape()).castTo(view.dataType()));
    gradient.setGradientFor(parameter, view);
  }

  private static float[] floats(INDArray array) {
    return array.dup('c').castTo(DataType.FLOAT).data().asFloat();
  }
}
