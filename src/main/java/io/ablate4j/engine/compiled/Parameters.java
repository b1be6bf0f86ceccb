package io.ablate4j.engine.compiled;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * All parameters of a graph and their gradients, in the graph's order: as Java arrays for the
 * optimizer and batch norm, and in native memory, the graph's own, for products and convolutions.
 */
final class Parameters {
  private final float[] values;
  private final float[] gradients;
  private final INDArray nativeValues;
  private final INDArray nativeGradients;
  private final FloatPointer valuePointer;
  private final FloatPointer gradientPointer;
  private final FloatBuffer valueBuffer;
  private final FloatBuffer gradientBuffer;

  Parameters(ComputationGraph graph) {
    this(graph.params());
  }

  /** Of [1 x all of them]. */
  Parameters(INDArray all) {
    nativeValues = all;
    int count = Math.toIntExact(nativeValues.length());
    values = nativeValues.dup('c').data().asFloat();
    gradients = new float[count];
    nativeGradients = Nd4j.zeros(DataType.FLOAT, 1, count);
    valuePointer = pointer(nativeValues);
    gradientPointer = pointer(nativeGradients);
    valueBuffer = valuePointer.asBuffer();
    gradientBuffer = gradientPointer.asBuffer();
  }

  /** Without a graph. */
  static Parameters of(float[] values) {
    return new Parameters(Nd4j.create(values, new long[] {1, values.length}, 'c'));
  }

  private static FloatPointer pointer(INDArray array) {
    if (array.offset() != 0 || array.ordering() != 'c' || array.elementWiseStride() != 1) {
      throw new IllegalStateException("parameters are not one run of numbers");
    }
    return (FloatPointer) array.data().pointer();
  }

  /** Parameters as the optimizer left them. */
  float[] values() {
    return values;
  }

  /** Gradients, after {@link #fetchGradients()}. */
  float[] gradients() {
    return gradients;
  }

  /** Native parameters from {@code offset} on. */
  FloatPointer valuesAt(long offset) {
    return new FloatPointer(valuePointer).position(offset);
  }

  /** Native gradients from {@code offset} on, to be written. */
  FloatPointer gradientsAt(long offset) {
    return new FloatPointer(gradientPointer).position(offset);
  }

  /** A view on some native parameters. */
  INDArray valueView(long offset, long... shape) {
    return view(nativeValues, offset, shape);
  }

  /** A view on some native gradients. */
  INDArray gradientView(long offset, long... shape) {
    return view(nativeGradients, offset, shape);
  }

  private static INDArray view(INDArray array, long offset, long[] shape) {
    return Nd4j.create(array.data(), shape, Nd4j.getStrides(shape, 'c'), offset, 'c');
  }

  /** Brings the native gradients to the Java array. */
  void fetchGradients() {
    gradientBuffer.get(0, gradients, 0, gradients.length);
  }

  /** Brings the Java parameters to the graph. */
  void publish() {
    valueBuffer.put(0, values, 0, values.length);
  }

  /** Brings the graph's parameters to the Java array. */
  void reload() {
    valueBuffer.get(0, values, 0, values.length);
  }

  /** Leaves the parameters to the graph that they are of. */
  void close() {
    nativeGradients.close();
  }

  /** Frees those that are of no graph, too. */
  void closeAll() {
    close();
    nativeValues.close();
  }
}
