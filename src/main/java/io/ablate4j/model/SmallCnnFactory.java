package io.ablate4j.model;

import io.ablate4j.data.InputShape;
import java.util.Optional;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/** Two convolution blocks and a dense layer, in the manner of LeNet. */
public final class SmallCnnFactory implements ModelFactory {
  private static final int CONVOLUTIONS = 2;
  private static final int CHANNELS = 16;

  /** Of the dense layer: it widens with the convolutions. */
  private static final int UNITS_A_CHANNEL = 8;

  @Override
  public String id() {
    return "cnn";
  }

  @Override
  public String description() {
    return "conv 3x3x16, pool; conv 3x3x32, pool; dense 128; dropout after each pool and the dense";
  }

  @Override
  public Optional<String> objection(InputShape input) {
    return Images.required(input, 4);
  }

  @Override
  public ComputationGraphConfiguration configure(ModelSpec spec) {
    int width = spec.width(CHANNELS);
    int convolutions = spec.depth(CONVOLUTIONS);
    int first = (convolutions + 1) / 2;
    BlockBuilder net = new BlockBuilder(spec);
    for (int conv = 1; conv <= convolutions; conv++) {
      net.convolution("conv" + conv, 3, conv <= first ? width : Math.multiplyExact(2, width));
      if (conv == first || conv == convolutions) {
        net.maxPool(conv == first ? "pool1" : "pool2", 2).dropoutConv();
      }
    }
    return net.dense("dense1", Math.multiplyExact(UNITS_A_CHANNEL, width)).softmaxOutput();
  }
}
