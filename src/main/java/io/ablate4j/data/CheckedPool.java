package io.ablate4j.data;

import io.ablate4j.problem.ProblemsException;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A pool that has been looked at: shape, classes, counts and all labels when it is opened, an
 * example's numbers when they are copied. A label of a class that is not there would change another
 * example's gradient, without a word.
 */
final class CheckedPool implements DataPool {
  private static final int MOST_EXAMPLES = 100_000_000;
  private static final int MOST_CLASSES = 100_000;
  private static final int LONGEST_NAME = 1000;

  private final String name;
  private final DataPool pool;
  private final InputShape shape;
  private final List<String> classNames;
  private final int[] training;
  private final int[] testing;
  private final boolean isKnownDistinct;
  private final float[] example;
  private final double[] exact;
  private String checksum;

  private CheckedPool(String name, DataPool pool) {
    this.name = name;
    this.pool = pool;
    this.shape = Objects.requireNonNull(pool.shape(), "shape() is null");
    shape.size(); // throws if that is no int
    this.classNames = List.copyOf(pool.classNames());
    this.isKnownDistinct = pool.isKnownDistinct();
    this.example = new float[shape.size()];
    this.exact = new double[shape.size()];
    requireClasses();
    this.training = labels(false, count("trainingSize()", pool.trainingSize()));
    this.testing = labels(true, count("testSize()", pool.testSize()));
  }

  /**
   * @param name of the source, to begin messages with
   * @throws ProblemsException with the first thing that is wrong
   */
  static CheckedPool of(String name, DataPool pool) {
    if (pool == null) {
      throw CheckedSource.wrong(name, "gives no data: open() is null");
    }
    try {
      return new CheckedPool(name, pool);
    } catch (ProblemsException e) {
      throw e;
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      throw CheckedSource.failed(name, " when its data were looked at", e);
    }
  }

  private void requireClasses() {
    if (classNames.size() < 2 || classNames.size() > MOST_CLASSES) {
      throw CheckedSource.wrong(
          name, "has " + classNames.size() + " classes; there must be 2 to " + MOST_CLASSES);
    }
    Set<String> seen = new HashSet<>();
    for (String className : classNames) {
      String shown = "\"" + CheckedSource.line(className) + "\"";
      if (className.isBlank() || className.length() > LONGEST_NAME) {
        throw CheckedSource.wrong(
            name, "calls a class " + shown + ", which is blank or longer than " + LONGEST_NAME);
      }
      if (className.chars().anyMatch(Character::isISOControl)) {
        throw CheckedSource.wrong(name, "calls a class " + shown + ", with control characters");
      }
      if (!seen.add(className)) {
        throw CheckedSource.wrong(name, "calls two classes " + shown);
      }
    }
  }

  private int count(String method, int count) {
    if (count < 0 || count > MOST_EXAMPLES) {
      throw CheckedSource.wrong(
          name, "says that " + method + " is " + count + "; it must be 0 to " + MOST_EXAMPLES);
    }
    return count;
  }

  private int[] labels(boolean test, int count) {
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      labels[i] = pool.label(test, i);
      if (labels[i] < 0 || labels[i] >= classNames.size()) {
        throw CheckedSource.wrong(
            name,
            "gives the label "
                + labels[i]
                + " to "
                + place(test, i)
                + "; with "
                + classNames.size()
                + " classes it must be 0 to "
                + (classNames.size() - 1));
      }
    }
    return labels;
  }

  @Override
  public InputShape shape() {
    return shape;
  }

  @Override
  public List<String> classNames() {
    return classNames;
  }

  @Override
  public int trainingSize() {
    return training.length;
  }

  @Override
  public int testSize() {
    return testing.length;
  }

  @Override
  public int label(boolean test, int index) {
    return (test ? testing : training)[index];
  }

  /** Asked of the pool at each call: those of a large table take seconds, and workers want none. */
  @Override
  public List<String> notices() {
    return guarded(
        " in notices()", () -> pool.notices().stream().map(CheckedSource::printable).toList());
  }

  @Override
  public Map<String, String> facts() {
    return guarded(
        " in facts()",
        () -> {
          Map<String, String> told = new LinkedHashMap<>();
          pool.facts()
              .forEach(
                  (key, value) -> told.put(CheckedSource.line(key), CheckedSource.line(value)));
          return Collections.unmodifiableMap(told);
        });
  }

  private <T> T guarded(String where, Supplier<T> question) {
    try {
      return question.get();
    } catch (ProblemsException e) {
      throw e;
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      throw CheckedSource.failed(name, where, e);
    }
  }

  @Override
  public boolean isKnownDistinct() {
    return isKnownDistinct;
  }

  /**
   * @throws ProblemsException if a number is missing, not finite or out of place
   */
  @Override
  public void copyFeatures(boolean test, int index, float[] target, int offset) {
    // In an array of its own, so that what is written beside it changes no other example.
    Arrays.fill(example, Float.NaN);
    copy(test, index, () -> pool.copyFeatures(test, index, example, 0));
    for (int i = 0; i < example.length; i++) {
      requireFinite(example[i], i, test, index);
    }
    System.arraycopy(example, 0, target, offset, example.length);
  }

  /**
   * @throws ProblemsException if a number is missing, not finite or out of place
   */
  @Override
  public void copyExact(boolean test, int index, double[] target, int offset) {
    Arrays.fill(exact, Double.NaN);
    copy(test, index, () -> pool.copyExact(test, index, exact, 0));
    for (int i = 0; i < exact.length; i++) {
      requireFinite(exact[i], i, test, index);
    }
    System.arraycopy(exact, 0, target, offset, exact.length);
  }

  private void copy(boolean test, int index, Runnable copying) {
    try {
      copying.run();
    } catch (ProblemsException e) {
      throw e;
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      throw CheckedSource.failed(name, " when it copied " + place(test, index), e);
    }
  }

  private void requireFinite(double value, int number, boolean test, int index) {
    if (!Double.isFinite(value)) {
      throw CheckedSource.wrong(
          name,
          "gives "
              + value
              + " or nothing as number "
              + number
              + " of "
              + place(test, index)
              + "; it must be finite");
    }
  }

  @Override
  public String checksum() {
    if (checksum == null) {
      checksum = guarded(" in checksum()", this::checkedChecksum);
    }
    return checksum;
  }

  private String checkedChecksum() {
    String given = Objects.requireNonNull(pool.checksum(), "checksum() is null");
    if (!given.matches("[\\p{L}\\p{N}._:+/=-]{1,256}")) {
      throw CheckedSource.wrong(
          name, "has the checksum \"" + CheckedSource.line(given) + "\", which is not hexadecimal");
    }
    return given;
  }

  private static String place(boolean test, int index) {
    return (test ? "test" : "training") + " example " + index;
  }
}
