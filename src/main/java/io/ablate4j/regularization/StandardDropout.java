package io.ablate4j.regularization;

import org.deeplearning4j.nn.conf.dropout.IDropout;

/** Each number by itself. */
final class StandardDropout implements DropoutKind {
  @Override
  public String id() {
    return "standard";
  }

  @Override
  public String description() {
    return "each number is set to zero with the drop probability (Srivastava et al. 2014)";
  }

  @Override
  public IDropout layer(double dropProbability) {
    return new org.deeplearning4j.nn.conf.dropout.Dropout(Dropout.retain(dropProbability));
  }
}
