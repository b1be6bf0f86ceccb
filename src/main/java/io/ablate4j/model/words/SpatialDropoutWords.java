package io.ablate4j.model.words;

import org.deeplearning4j.nn.conf.dropout.SpatialDropout;

/** Each channel as a whole. */
final class SpatialDropoutWords implements DropoutKindWords<SpatialDropout> {
  @Override
  public Class<SpatialDropout> dropout() {
    return SpatialDropout.class;
  }

  @Override
  public String words(SpatialDropout dropout) {
    return "spatial drop " + DropoutKindWords.rate(1 - dropout.getP(), dropout.getPSchedule());
  }
}
