package io.ablate4j.model;

import io.ablate4j.data.InputShape;
import java.util.Optional;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/**
 * The two convolution blocks of {@link SmallCnnFactory}, ended by global average pooling (Lin et
 * al. 2014, arXiv:1312.4400, section 3.2) where that one has a dense layer.
 */
public final class SmallCnnGapFactory implements ModelFactory {
  private static final int CHANNELS = 16;

  @Override
  public String id() {
    return "cnn-gap";
  }

  @Override
  public String description() {
    return "conv 3x3x16, pool; conv 3x3x32, pool; global average pool; dropout after each pool";
  }

  @Override
  public Optional<String> objection(InputShape input) {
    return Images.required(input, 4);
  }

  @Override
  public ComputationGraphConfiguration configure(ModelSpec spec) {
    int width = spec.width(CHANNELS);
    return new BlockBuilder(spec)
        .convolution("conv1", 3, width)
        .maxPool("pool1", 2)
        .dropoutConv()
        .convolution("conv2", 3, Math.multiplyExact(2, width))
        .maxPool("pool2", 2)
        .dropoutConv()
        .globalAveragePool("pool3")
        .dropoutDense()
        .softmaxOutput();
  }
}
