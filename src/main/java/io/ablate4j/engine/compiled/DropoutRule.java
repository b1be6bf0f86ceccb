package io.ablate4j.engine.compiled;

import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;

/** Dropout of single numbers at a constant rate. */
final class DropoutRule implements LayerRule<DropoutLayer> {
  @Override
  public Class<DropoutLayer> layer() {
    return DropoutLayer.class;
  }

  @Override
  public void compile(DropoutLayer layer, Spot spot) throws Unsupported {
    IDropout dropout = layer.getIDropout();
    if (dropout == null) {
      spot.pass(spot.from());
      return;
    }
    Unsupported.unless(
        dropout.getClass() == org.deeplearning4j.nn.conf.dropout.Dropout.class
            && ((org.deeplearning4j.nn.conf.dropout.Dropout) dropout).getPSchedule() == null,
        spot.name(),
        "dropout of another kind");
    double retain = ((org.deeplearning4j.nn.conf.dropout.Dropout) dropout).getP();
    spot.add(new Dropout(spot.from(), retain, spot.random()));
  }
}
