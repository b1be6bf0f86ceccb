package io.ablate4j.model.words;

import org.deeplearning4j.nn.conf.dropout.GaussianDropout;

/** Its rate is a drop probability, unlike that of the others. */
final class GaussianDropoutWords implements DropoutKindWords<GaussianDropout> {
  @Override
  public Class<GaussianDropout> dropout() {
    return GaussianDropout.class;
  }

  @Override
  public String words(GaussianDropout dropout) {
    return "gaussian drop " + DropoutKindWords.rate(dropout.getRate(), dropout.getRateSchedule());
  }
}
