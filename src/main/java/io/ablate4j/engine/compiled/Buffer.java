package io.ablate4j.engine.compiled;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Numbers that live in a Java array, in native memory, or in both; copied to the side that is asked
 * for when that one is out of date. A bulk copy runs at some 45 GB/s, which is why both sides can
 * afford to do what they do best.
 */
final class Buffer {
  private final long[] shape;
  private final int length;
  private float[] heap;
  private INDArray array;
  private FloatPointer pointer;
  private FloatBuffer direct;
  private boolean heapCurrent;
  private boolean nativeCurrent;

  /** Row-major, of that shape; memory is taken on first use. */
  Buffer(long... shape) {
    this.shape = shape.clone();
    long numbers = 1;
    for (long dimension : shape) {
      numbers = Math.multiplyExact(numbers, dimension);
    }
    this.length = Math.toIntExact(numbers);
  }

  int length() {
    return length;
  }

  /** The numbers, to be read. */
  float[] read() {
    if (!heapCurrent) {
      requireWritten(nativeCurrent);
      direct.get(0, heap(), 0, length);
      heapCurrent = true;
    }
    return heap;
  }

  /** The array, to be overwritten as a whole. */
  float[] write() {
    heapCurrent = true;
    nativeCurrent = false;
    return heap();
  }

  /** The numbers in native memory, to be read. */
  INDArray readNative() {
    if (!nativeCurrent) {
      requireWritten(heapCurrent);
      allocateNative();
      direct.put(0, heap, 0, length);
      nativeCurrent = true;
    }
    return array;
  }

  /** The native array, to be overwritten as a whole. */
  INDArray writeNative() {
    allocateNative();
    nativeCurrent = true;
    heapCurrent = false;
    return array;
  }

  /** Start of {@link #readNative()}'s memory. */
  FloatPointer readPointer() {
    readNative();
    return pointer;
  }

  /** Start of {@link #writeNative()}'s memory. */
  FloatPointer writePointer() {
    writeNative();
    return pointer;
  }

  void close() {
    if (array != null) {
      array.close();
      array = null;
      nativeCurrent = false;
    }
  }

  private float[] heap() {
    if (heap == null) {
      heap = new float[length];
    }
    return heap;
  }

  private void allocateNative() {
    if (array == null) {
      array = Nd4j.createUninitialized(DataType.FLOAT, shape, 'c');
      pointer = (FloatPointer) array.data().pointer();
      direct = pointer.asBuffer();
    }
  }

  private static void requireWritten(boolean written) {
    if (!written) {
      throw new IllegalStateException("read before it was written");
    }
  }
}
