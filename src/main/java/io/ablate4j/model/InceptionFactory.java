package io.ablate4j.model;

import io.ablate4j.data.InputShape;
import java.util.Optional;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/**
 * A stem and two blocks of four parallel branches (Szegedy et al. 2015, arXiv:1409.4842), ended by
 * global average pooling.
 */
public final class InceptionFactory implements ModelFactory {
  private static final int STEM = 16;

  @Override
  public String id() {
    return "inception";
  }

  @Override
  public String description() {
    return "conv 3x3x16, pool; inception block to 64; pool; inception block to 128; global average"
        + " pool; dropout after the second and the global pool";
  }

  @Override
  public Optional<String> objection(InputShape input) {
    return Images.required(input, 4);
  }

  @Override
  public ComputationGraphConfiguration configure(ModelSpec spec) {
    int stem = spec.width(STEM);
    BlockBuilder net = new BlockBuilder(spec).convolution("stem", 3, stem).maxPool("pool1", 2);
    block(net, "a", new Widths(16, 16, 24, 8, 12, 12).scaled(stem));
    net.maxPool("pool2", 2).dropoutConv();
    block(net, "b", new Widths(32, 24, 48, 8, 24, 24).scaled(stem));
    return net.globalAveragePool("pool3").dropoutDense().softmaxOutput();
  }

  /** Channels of a block's convolutions; "reduce" is the 1x1 in front of a wider one. */
  private record Widths(int one, int reduceThree, int three, int reduceFive, int five, int pool) {
    /** All of them, as the stem's channels are to what they usually are. */
    Widths scaled(int stem) {
      return new Widths(
          of(one, stem),
          of(reduceThree, stem),
          of(three, stem),
          of(reduceFive, stem),
          of(five, stem),
          of(pool, stem));
    }

    private static int of(int channels, int stem) {
      return Math.toIntExact(Math.max(1, Math.round((double) channels * stem / STEM)));
    }
  }

  private static void block(BlockBuilder net, String name, Widths widths) {
    String input = net.last();
    String one = net.from(input).convolution(name + "-1x1", 1, widths.one()).last();
    String three =
        net.from(input)
            .convolution(name + "-3x3-reduce", 1, widths.reduceThree())
            .convolution(name + "-3x3", 3, widths.three())
            .last();
    String five =
        net.from(input)
            .convolution(name + "-5x5-reduce", 1, widths.reduceFive())
            .convolution(name + "-5x5", 5, widths.five())
            .last();
    String pool =
        net.from(input)
            .maxPoolInPlace(name + "-pool", 3)
            .convolution(name + "-pool-1x1", 1, widths.pool())
            .last();
    net.merge(name + "-merge", one, three, five, pool);
  }
}
