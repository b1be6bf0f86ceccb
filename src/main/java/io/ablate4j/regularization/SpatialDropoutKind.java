package io.ablate4j.regularization;

import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.dropout.SpatialDropout;

/** Each channel as a whole. */
final class SpatialDropoutKind implements DropoutKind {
  @Override
  public String id() {
    return "spatial";
  }

  @Override
  public String description() {
    return "each channel of an image is set to zero as a whole (Tompson et al. 2015,"
        + " arXiv:1411.4280)";
  }

  @Override
  public boolean needsPixels() {
    return true;
  }

  @Override
  public IDropout layer(double dropProbability) {
    return new SpatialDropout(Dropout.retain(dropProbability));
  }
}
