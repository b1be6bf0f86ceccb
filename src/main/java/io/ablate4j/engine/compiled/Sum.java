package io.ablate4j.engine.compiled;

import java.util.List;

/** Adds tensors of one shape, number by number, from the first to the last. */
final class Sum implements Node {
  private final List<Tensor> inputs;
  private final List<Buffer> inputGradients;
  private final Tensor output;

  Sum(List<Tensor> inputs) {
    this.inputs = List.copyOf(inputs);
    this.inputGradients = inputs.stream().map(Tensor::newGradient).toList();
    this.output = inputs.get(0).like();
  }

  @Override
  public void forward(PassKind pass) {
    float[] sum = output.value().write();
    System.arraycopy(inputs.get(0).value().read(), 0, sum, 0, sum.length);
    for (Tensor input : inputs.subList(1, inputs.size())) {
      float[] term = input.value().read();
      for (int i = 0; i < sum.length; i++) {
        sum[i] += term[i];
      }
    }
  }

  @Override
  public void backward() {
    float[] gradient = output.gradient().read();
    for (Buffer each : inputGradients) {
      System.arraycopy(gradient, 0, each.write(), 0, gradient.length);
    }
  }

  @Override
  public Tensor output() {
    return output;
  }
}
