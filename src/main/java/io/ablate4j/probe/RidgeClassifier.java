package io.ablate4j.probe;

/**
 * A linear classifier by ridge regression onto one-hot labels: features are standardised by those
 * it learns from, classes start from their shares; the mean squared error and {@code lambda} times
 * the squared weights are least (Hoerl and Kennard 1970).
 */
final class RidgeClassifier {
  /** Deviations below are those of a feature that does not vary. */
  private static final double CONSTANT = 1e-12;

  private final double[] mean;
  private final double[] scale;
  private final double[][] weights;
  private final double[] shares;

  /**
   * @param features [examples][features]
   * @param labels 0 to {@code classes} - 1
   */
  RidgeClassifier(double[][] features, int[] labels, int classes, double lambda) {
    int count = features[0].length;
    mean = new double[count];
    scale = new double[count];
    standardise(features);
    double[][] x = new double[features.length][];
    shares = new double[classes];
    for (int e = 0; e < x.length; e++) {
      x[e] = standardised(features[e]);
      shares[labels[e]] += 1.0 / labels.length;
    }
    double[][] products = new double[count][count];
    weights = new double[count][classes];
    for (int e = 0; e < x.length; e++) {
      for (int i = 0; i < count; i++) {
        for (int j = 0; j <= i; j++) {
          products[i][j] += x[e][i] * x[e][j] / x.length;
        }
        for (int c = 0; c < classes; c++) {
          weights[i][c] += x[e][i] * ((labels[e] == c ? 1 : 0) - shares[c]) / x.length;
        }
      }
    }
    for (int i = 0; i < count; i++) {
      products[i][i] += lambda;
    }
    solve(products, weights);
  }

  private void standardise(double[][] features) {
    for (int i = 0; i < mean.length; i++) {
      for (double[] example : features) {
        mean[i] += example[i] / features.length;
      }
      double squares = 0;
      for (double[] example : features) {
        squares += (example[i] - mean[i]) * (example[i] - mean[i]);
      }
      double deviation = Math.sqrt(squares / features.length);
      scale[i] = deviation > CONSTANT ? 1 / deviation : 0;
    }
  }

  private double[] standardised(double[] example) {
    double[] x = new double[example.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = (example[i] - mean[i]) * scale[i];
    }
    return x;
  }

  /** By Cholesky's decomposition of the lower triangle, which is overwritten as the right side. */
  private static void solve(double[][] matrix, double[][] right) {
    int n = matrix.length;
    for (int j = 0; j < n; j++) {
      for (int i = j; i < n; i++) {
        double sum = matrix[i][j];
        for (int k = 0; k < j; k++) {
          sum -= matrix[i][k] * matrix[j][k];
        }
        matrix[i][j] = i == j ? Math.sqrt(sum) : sum / matrix[j][j];
      }
    }
    for (int c = 0; c < right[0].length; c++) {
      for (int i = 0; i < n; i++) {
        for (int k = 0; k < i; k++) {
          right[i][c] -= matrix[i][k] * right[k][c];
        }
        right[i][c] /= matrix[i][i];
      }
      for (int i = n - 1; i >= 0; i--) {
        for (int k = i + 1; k < n; k++) {
          right[i][c] -= matrix[k][i] * right[k][c];
        }
        right[i][c] /= matrix[i][i];
      }
    }
  }

  /** What it gives for each class; the largest one is its answer. */
  double[] scores(double[] example) {
    double[] x = standardised(example);
    double[] scores = shares.clone();
    for (int i = 0; i < x.length; i++) {
      for (int c = 0; c < scores.length; c++) {
        scores[c] += x[i] * weights[i][c];
      }
    }
    return scores;
  }

  /** The share of examples that it gets right. */
  double accuracy(double[][] features, int[] labels) {
    double[] all = new double[labels.length * shares.length];
    for (int e = 0; e < labels.length; e++) {
      System.arraycopy(scores(features[e]), 0, all, e * shares.length, shares.length);
    }
    return Scoring.accuracy(all, labels);
  }
}
