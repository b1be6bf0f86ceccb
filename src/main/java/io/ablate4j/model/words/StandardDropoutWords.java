package io.ablate4j.model.words;

import org.deeplearning4j.nn.conf.dropout.Dropout;

/** Each number by itself. */
final class StandardDropoutWords implements DropoutKindWords<Dropout> {
  @Override
  public Class<Dropout> dropout() {
    return Dropout.class;
  }

  @Override
  public String words(Dropout dropout) {
    return "drop " + DropoutKindWords.rate(1 - dropout.getP(), dropout.getPSchedule());
  }
}
