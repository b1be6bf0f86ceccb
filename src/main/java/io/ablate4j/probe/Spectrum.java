package io.ablate4j.probe;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Singular values by LAPACK, in double precision. */
final class Spectrum {
  private Spectrum() {}

  /**
   * The effective rank of Roy and Vetterli 2007: exp of the entropy of the singular values as
   * shares of their sum. Those are square roots of the eigenvalues of the smaller Gram matrix.
   *
   * @param matrix [rows][columns]
   * @return 1 to the smaller side; NaN of a matrix of zeros
   */
  static double effectiveRank(double[][] matrix) {
    INDArray rows = Nd4j.create(matrix);
    INDArray gram =
        matrix.length <= matrix[0].length
            ? rows.mmul(rows.transpose())
            : rows.transpose().mmul(rows);
    INDArray values = Nd4j.create(DataType.DOUBLE, gram.size(0));
    Nd4j.getBlasWrapper().syev('N', 'U', gram, values);
    double[] singular = values.data().asDouble();
    double sum = 0;
    for (int i = 0; i < singular.length; i++) {
      singular[i] = Math.sqrt(Math.max(0, singular[i])); // rounded below zero
      sum += singular[i];
    }
    if (!(sum > 0)) {
      return Double.NaN;
    }
    double entropy = 0;
    for (double value : singular) {
      double share = value / sum;
      entropy -= share > 0 ? share * Math.log(share) : 0;
    }
    return Math.exp(entropy);
  }
}
