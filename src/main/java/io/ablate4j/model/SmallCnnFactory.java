package io.ablate4j.model;

import io.ablate4j.data.InputShape;
import java.util.Optional;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/** Two convolution blocks and a dense layer, in the manner of LeNet. */
public final class SmallCnnFactory implements ModelFactory {
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
    return new BlockBuilder(spec)
        .convolution("conv1", 3, 16)
        .maxPool("pool1", 2)
        .dropoutConv()
        .convolution("conv2", 3, 32)
        .maxPool("pool2", 2)
        .dropoutConv()
        .dense("dense1", 128)
        .softmaxOutput();
  }
}
