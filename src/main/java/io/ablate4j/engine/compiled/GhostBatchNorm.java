package io.ablate4j.engine.compiled;

import java.util.ArrayList;
import java.util.List;

/**
 * Batch Normalization of each group of a batch by itself (Hoffer et al. 2017, arXiv:1705.08741).
 * The running statistics move once a step, towards the means over the groups of their means and of
 * their variances. Each group is copied to a {@link BatchNorm} of its own.
 */
final class GhostBatchNorm implements Node {
  private final Tensor input;
  private final Buffer inputGradient;
  private final Tensor output;
  private final Parameters parameters;
  private final BatchNorm.Layout layout;
  private final double decay;
  private final List<Group> groups = new ArrayList<>();

  /** Some examples of the batch, from one on. */
  private record Group(int from, Tensor input, BatchNorm norm, Buffer outputGradient) {
    int length() {
      return input.value().length();
    }
  }

  /**
   * @param ghost examples of a group; the last one may have fewer
   */
  GhostBatchNorm(
      Tensor input,
      int ghost,
      Parameters parameters,
      BatchNorm.Layout layout,
      double decay,
      double epsilon) {
    this.input = input;
    this.inputGradient = input.newGradient();
    this.output = new Tensor(input.examples, input.channels, input.height, input.width);
    this.parameters = parameters;
    this.layout = layout;
    this.decay = decay;
    for (int first = 0; first < input.examples; first += ghost) {
      int examples = Math.min(ghost, input.examples - first);
      Tensor part = new Tensor(examples, input.channels, input.height, input.width);
      BatchNorm norm = new BatchNorm(part, parameters, layout, decay, epsilon, false);
      groups.add(new Group(first * input.exampleSize(), part, norm, norm.output().newGradient()));
    }
  }

  @Override
  public boolean takeIn(Curve activation) {
    boolean all = true;
    for (Group group : groups) {
      all &= group.norm().takeIn(activation);
    }
    return all;
  }

  @Override
  public void forward(PassKind pass) {
    float[] x = input.value().read();
    float[] y = output.value().write();
    for (Group group : groups) {
      System.arraycopy(x, group.from(), group.input().value().write(), 0, group.length());
      group.norm().forward(pass);
      float[] part = group.norm().output().value().read();
      System.arraycopy(part, 0, y, group.from(), group.length());
    }
    if (pass.moves()) {
      double[] means = new double[input.channels];
      double[] variances = new double[input.channels];
      for (Group group : groups) {
        for (int c = 0; c < input.channels; c++) {
          means[c] += group.norm().mean()[c] / groups.size();
          variances[c] += group.norm().variance()[c] / groups.size();
        }
      }
      BatchNorm.moveRunning(parameters.values(), layout, decay, means, variances);
    }
  }

  @Override
  public void backward() {
    float[] dy = output.gradient().read();
    float[] dx = inputGradient.write();
    for (Group group : groups) {
      System.arraycopy(dy, group.from(), group.outputGradient().write(), 0, group.length());
      group.norm().backward();
      float[] part = group.input().gradient().read();
      System.arraycopy(part, 0, dx, group.from(), group.length());
    }
  }

  @Override
  public void writeGradients(float[] gradients) {
    float[] gamma = new float[input.channels];
    float[] beta = new float[input.channels];
    for (Group group : groups) {
      add(group.norm().gammaGradient(), gamma);
      add(group.norm().betaGradient(), beta);
    }
    BatchNorm.write(gradients, layout, gamma, beta);
  }

  private static void add(float[] from, float[] to) {
    for (int i = 0; i < to.length; i++) {
      to[i] += from[i];
    }
  }

  @Override
  public Tensor output() {
    return output;
  }

  @Override
  public void close() {
    output.close();
    for (Group group : groups) {
      group.input().close();
      group.norm().close();
    }
  }
}
