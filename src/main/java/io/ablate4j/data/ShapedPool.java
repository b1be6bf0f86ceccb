package io.ablate4j.data;

import java.util.List;

/** A pool whose shape and classes are known from the start. */
abstract class ShapedPool implements DataPool {
  private final InputShape shape;
  private final List<String> classNames;

  ShapedPool(InputShape shape, List<String> classNames) {
    this.shape = shape;
    this.classNames = List.copyOf(classNames);
  }

  @Override
  public final InputShape shape() {
    return shape;
  }

  @Override
  public final List<String> classNames() {
    return classNames;
  }
}
