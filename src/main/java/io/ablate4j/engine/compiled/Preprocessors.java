package io.ablate4j.engine.compiled;

import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;

/** What layers do with what they read before they compute: channels, rows, columns is one order. */
final class Preprocessors {
  private Preprocessors() {}

  /**
   * The shape that a layer sees, without values of its own.
   *
   * @return the same tensor, if nothing changes
   * @throws Unsupported if it does more than give the same numbers another shape
   */
  static Tensor shape(String name, InputPreProcessor preprocessor, Tensor from) throws Unsupported {
    if (preprocessor == null) {
      return from;
    }
    if (preprocessor.getClass() == CnnToFeedForwardPreProcessor.class) {
      return from.space() == 1 ? from : new Tensor(from.examples, from.exampleSize(), 1, 1);
    }
    Unsupported.unless(
        preprocessor.getClass() == FeedForwardToCnnPreProcessor.class,
        name,
        "a preprocessor of its own");
    FeedForwardToCnnPreProcessor image = (FeedForwardToCnnPreProcessor) preprocessor;
    int channels = Math.toIntExact(image.getNumChannels());
    int height = Math.toIntExact(image.getInputHeight());
    int width = Math.toIntExact(image.getInputWidth());
    Unsupported.unless(
        (long) channels * height * width == from.exampleSize(), name, "an image of another size");
    return from.channels == channels && from.height == height
        ? from
        : new Tensor(from.examples, channels, height, width);
  }
}
