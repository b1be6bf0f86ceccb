package io.ablate4j.model.words;

import java.util.List;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.dropout.GaussianDropout;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.dropout.SpatialDropout;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.nd4j.linalg.schedule.ISchedule;

/** Its kind and drop probability. */
final class DropoutWords implements LayerWords<DropoutLayer> {
  @Override
  public Class<DropoutLayer> layer() {
    return DropoutLayer.class;
  }

  @Override
  public List<String> words(DropoutLayer layer) {
    IDropout of = layer.getIDropout();
    if (of instanceof Dropout rate) {
      return List.of("drop " + rate(1 - rate.getP(), rate.getPSchedule()));
    }
    if (of instanceof SpatialDropout rate) {
      return List.of("spatial drop " + rate(1 - rate.getP(), rate.getPSchedule()));
    }
    if (of instanceof GaussianDropout rate) {
      return List.of("gaussian drop " + rate(rate.getRate(), rate.getRateSchedule()));
    }
    // Of a kind of a user's own nothing but its class is known here.
    return List.of(of == null ? "no dropout" : of.getClass().getSimpleName());
  }

  /** DL4J has no number where it has a schedule. */
  private static String rate(double drop, ISchedule schedule) {
    return schedule == null ? Phrases.number(drop) : "by a schedule";
  }
}
