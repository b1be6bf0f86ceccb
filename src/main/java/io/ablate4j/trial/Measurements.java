package io.ablate4j.trial;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * Measurements of one trial in their order, unchangeable. Kept in columns: a store may hold
 * millions, and an object for each of them takes more than twice the memory and has the garbage
 * collector follow it.
 */
final class Measurements extends AbstractList<Measurement> implements RandomAccess {
  private record Kind(Metric metric, Split split) {}

  private final Kind[] kinds;
  private final int[] kindOf;
  private final int[] epochs;
  private final int[] steps;
  private final double[] values;

  private Measurements(Builder builder) {
    kinds = builder.places.keySet().toArray(Kind[]::new);
    builder.places.forEach((kind, place) -> kinds[place] = kind);
    kindOf = Arrays.copyOf(builder.kindOf, builder.size);
    epochs = Arrays.copyOf(builder.epochs, builder.size);
    steps = Arrays.copyOf(builder.steps, builder.size);
    values = Arrays.copyOf(builder.values, builder.size);
  }

  /** The same ones, the same object if they are kept in columns already. */
  static Measurements of(List<Measurement> measurements) {
    if (measurements instanceof Measurements own) {
      return own;
    }
    Builder builder = new Builder();
    for (Measurement m : measurements) {
      builder.add(builder.kind(m.metric(), m.split()), m.epoch(), m.step(), m.value());
    }
    return builder.build();
  }

  @Override
  public Measurement get(int index) {
    Kind kind = kinds[kindOf[index]];
    return new Measurement(kind.metric, kind.split, epochs[index], steps[index], values[index]);
  }

  @Override
  public int size() {
    return values.length;
  }

  /** One after the other. */
  static final class Builder {
    private static final int FIRST_ROOM = 64;

    private final Map<Kind, Integer> places = new HashMap<>();
    private int[] kindOf = new int[FIRST_ROOM];
    private int[] epochs = new int[FIRST_ROOM];
    private int[] steps = new int[FIRST_ROOM];
    private double[] values = new double[FIRST_ROOM];
    private int size;

    /** The place of a kind, from 0; the same for the same kind. */
    int kind(Metric metric, Split split) {
      return places.computeIfAbsent(new Kind(metric, split), kind -> places.size());
    }

    /**
     * As a {@link Measurement} has them.
     *
     * @param kind what {@link #kind} gave
     * @throws IllegalArgumentException if no measurement has such an epoch or step
     */
    void add(int kind, int epoch, int step, double value) {
      Objects.checkIndex(kind, places.size());
      Measurement.check(epoch, step);
      if (size == values.length) {
        kindOf = Arrays.copyOf(kindOf, 2 * size);
        epochs = Arrays.copyOf(epochs, 2 * size);
        steps = Arrays.copyOf(steps, 2 * size);
        values = Arrays.copyOf(values, 2 * size);
      }
      kindOf[size] = kind;
      epochs[size] = epoch;
      steps[size] = step;
      values[size] = value;
      size++;
    }

    Measurements build() {
      return new Measurements(this);
    }
  }
}
