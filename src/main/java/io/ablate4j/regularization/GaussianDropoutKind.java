package io.ablate4j.regularization;

import org.deeplearning4j.nn.conf.dropout.GaussianDropout;
import org.deeplearning4j.nn.conf.dropout.IDropout;

/** Each number times one of a normal distribution. */
final class GaussianDropoutKind implements DropoutKind {
  @Override
  public String id() {
    return "gaussian";
  }

  @Override
  public String description() {
    return "each number is multiplied by one of a normal distribution of mean 1 and variance"
        + " p / (1 - p), as standard dropout of p has it (Srivastava et al. 2014)";
  }

  /** Deeplearning4j's rate is a drop probability here, unlike elsewhere. */
  @Override
  public IDropout layer(double dropProbability) {
    return new GaussianDropout(dropProbability);
  }
}
