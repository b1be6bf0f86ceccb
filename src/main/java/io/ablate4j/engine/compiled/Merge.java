package io.ablate4j.engine.compiled;

import java.util.List;

/** Joins tensors along the channels. */
final class Merge implements Node {
  private final List<Tensor> inputs;
  private final List<Buffer> inputGradients;
  private final Tensor output;

  Merge(List<Tensor> inputs) {
    this.inputs = List.copyOf(inputs);
    this.inputGradients = inputs.stream().map(Tensor::newGradient).toList();
    Tensor first = inputs.get(0);
    int channels = inputs.stream().mapToInt(tensor -> tensor.channels).sum();
    this.output = new Tensor(first.examples, channels, first.height, first.width);
  }

  @Override
  public void forward(PassKind pass) {
    float[] all = output.value().write();
    int start = 0;
    for (Tensor input : inputs) {
      float[] part = input.value().read();
      int size = input.exampleSize();
      for (int i = 0; i < input.examples; i++) {
        System.arraycopy(part, i * size, all, i * output.exampleSize() + start, size);
      }
      start += size;
    }
  }

  @Override
  public void backward() {
    float[] all = output.gradient().read();
    int start = 0;
    for (int k = 0; k < inputs.size(); k++) {
      float[] part = inputGradients.get(k).write();
      int size = inputs.get(k).exampleSize();
      for (int i = 0; i < output.examples; i++) {
        System.arraycopy(all, i * output.exampleSize() + start, part, i * size, size);
      }
      start += size;
    }
  }

  @Override
  public Tensor output() {
    return output;
  }
}
