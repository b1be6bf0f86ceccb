package io.ablate4j.engine;

import io.ablate4j.view.Batch;
import io.ablate4j.view.LayerView;
import io.ablate4j.view.LayerView.Kind;
import io.ablate4j.view.Range;
import java.util.ArrayList;
import java.util.List;

/**
 * A chain of dense layers with batch norm by ghost batches and ReLU, in double precision and plain
 * loops: what both engines come near to.
 */
final class DoubleMlp {
  private final List<LayerView> layers;
  private final float[] parameters;
  private final int ghost;
  private final double epsilon;

  /** What each layer read, and what the way back needs of it besides: [examples][numbers]. */
  private final List<double[][]> read = new ArrayList<>();

  private final List<double[][]> normalized = new ArrayList<>();
  private final List<double[][]> scales = new ArrayList<>();

  /**
   * @param layers each of which reads the one before
   * @param ghost examples that are normalized together
   */
  DoubleMlp(List<LayerView> layers, float[] parameters, int ghost, double epsilon) {
    this.layers = layers;
    this.parameters = parameters;
    this.ghost = ghost;
    this.epsilon = epsilon;
  }

  /**
   * The gradient of the mean cross-entropy by each parameter, dropout off, batch norm by groups.
   */
  double[] gradient(Batch batch) {
    double[][] x = examples(batch);
    for (LayerView layer : layers) {
      read.add(x);
      x = forward(layer, x);
    }
    double[] gradient = new double[parameters.length];
    double[][] back = lossGradient(x, batch.labels());
    for (int l = layers.size() - 1; l >= 0; l--) {
      back = back(l, back, gradient);
    }
    return gradient;
  }

  private static double[][] examples(Batch batch) {
    int numbers = batch.features().length / batch.size();
    double[][] x = new double[batch.size()][numbers];
    for (int i = 0; i < batch.features().length; i++) {
      x[i / numbers][i % numbers] = batch.features()[i];
    }
    return x;
  }

  private double at(LayerView layer, String key, int index) {
    Range range = layer.parameters().get(key);
    return range == null ? 0 : parameters[range.from() + index];
  }

  private static boolean isRelu(LayerView layer) {
    return layer.activation().filter("relu"::equals).isPresent();
  }

  private double[][] forward(LayerView layer, double[][] x) {
    normalized.add(null);
    scales.add(null);
    double[][] y =
        switch (layer.kind()) {
          case DENSE, OUTPUT -> dense(layer, x);
          case NORM -> norm(layer, x);
          case ACTIVATION -> x;
          default -> throw new IllegalArgumentException(layer.toString());
        };
    return isRelu(layer) ? positive(y, y) : y;
  }

  /** Where {@code sign} is above 0, {@code of}; else 0. */
  private static double[][] positive(double[][] sign, double[][] of) {
    double[][] y = new double[of.length][of[0].length];
    for (int e = 0; e < y.length; e++) {
      for (int i = 0; i < y[e].length; i++) {
        y[e][i] = sign[e][i] > 0 ? of[e][i] : 0;
      }
    }
    return y;
  }

  private double[][] dense(LayerView layer, double[][] x) {
    int units = layer.output().size();
    double[][] y = new double[x.length][units];
    for (int e = 0; e < x.length; e++) {
      for (int u = 0; u < units; u++) {
        double sum = at(layer, "b", u);
        for (int i = 0; i < x[e].length; i++) {
          sum += at(layer, "W", u * x[e].length + i) * x[e][i];
        }
        y[e][u] = sum;
      }
    }
    return y;
  }

  private double[][] norm(LayerView layer, double[][] x) {
    int units = x[0].length;
    double[][] own = new double[x.length][units];
    double[][] inverse = new double[x.length][units];
    double[][] y = new double[x.length][units];
    for (int from = 0; from < x.length; from += ghost) {
      int to = Math.min(from + ghost, x.length);
      for (int u = 0; u < units; u++) {
        double mean = 0;
        double variance = 0;
        for (int e = from; e < to; e++) {
          mean += x[e][u] / (to - from);
        }
        for (int e = from; e < to; e++) {
          variance += (x[e][u] - mean) * (x[e][u] - mean) / (to - from);
        }
        for (int e = from; e < to; e++) {
          inverse[e][u] = 1 / Math.sqrt(variance + epsilon);
          own[e][u] = (x[e][u] - mean) * inverse[e][u];
          y[e][u] = own[e][u] * at(layer, "gamma", u) + at(layer, "beta", u);
        }
      }
    }
    normalized.set(normalized.size() - 1, own);
    scales.set(scales.size() - 1, inverse);
    return y;
  }

  private static double[][] lossGradient(double[][] scores, int[] labels) {
    double[][] back = new double[scores.length][scores[0].length];
    for (int e = 0; e < scores.length; e++) {
      double sum = 0;
      for (double score : scores[e]) {
        sum += Math.exp(score);
      }
      for (int c = 0; c < scores[e].length; c++) {
        double wanted = labels[e] == c ? 1 : 0;
        back[e][c] = (Math.exp(scores[e][c]) / sum - wanted) / scores.length;
      }
    }
    return back;
  }

  private double[][] back(int l, double[][] after, double[] gradient) {
    LayerView layer = layers.get(l);
    double[][] back = after;
    if (isRelu(layer)) {
      back = positive(layer.kind() == Kind.DENSE ? dense(layer, read.get(l)) : read.get(l), after);
    }
    return switch (layer.kind()) {
      case DENSE, OUTPUT -> denseBack(layer, read.get(l), back, gradient);
      case NORM -> normBack(layer, normalized.get(l), scales.get(l), back, gradient);
      default -> back;
    };
  }

  private double[][] denseBack(LayerView layer, double[][] x, double[][] back, double[] gradient) {
    double[][] before = new double[x.length][x[0].length];
    int weights = layer.parameters().get("W").from();
    Range biases = layer.parameters().get("b");
    for (int e = 0; e < x.length; e++) {
      for (int u = 0; u < back[e].length; u++) {
        if (biases != null) {
          gradient[biases.from() + u] += back[e][u];
        }
        for (int i = 0; i < x[e].length; i++) {
          gradient[weights + u * x[e].length + i] += back[e][u] * x[e][i];
          before[e][i] += back[e][u] * at(layer, "W", u * x[e].length + i);
        }
      }
    }
    return before;
  }

  private double[][] normBack(
      LayerView layer, double[][] own, double[][] inverse, double[][] back, double[] gradient) {
    double[][] before = new double[own.length][own[0].length];
    for (int from = 0; from < own.length; from += ghost) {
      int to = Math.min(from + ghost, own.length);
      for (int u = 0; u < own[0].length; u++) {
        double sum = 0;
        double product = 0;
        for (int e = from; e < to; e++) {
          sum += back[e][u];
          product += back[e][u] * own[e][u];
        }
        gradient[layer.parameters().get("gamma").from() + u] += product;
        gradient[layer.parameters().get("beta").from() + u] += sum;
        for (int e = from; e < to; e++) {
          before[e][u] =
              at(layer, "gamma", u)
                  * inverse[e][u]
                  * (back[e][u] - (sum + own[e][u] * product) / (to - from));
        }
      }
    }
    return before;
  }
}
