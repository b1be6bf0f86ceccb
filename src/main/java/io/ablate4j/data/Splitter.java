package io.ablate4j.data;

import io.ablate4j.problem.Problem;
import io.ablate4j.problem.ProblemsException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Draws one seed's training, validation and test examples from a pool. */
public final class Splitter {
  private Splitter() {}

  /**
   * Draws without replacement from the seed's stream {@link SeedStream#SUBSET}: first the test
   * examples, then validation, then training. So a study that only asks for more training examples
   * keeps the others, and its smaller training set is the beginning of the larger one.
   *
   * <p>Test examples come from the pool's own test examples or, where it has none, from the
   * training examples. Features of tables are standardized with mean and standard deviation of this
   * seed's training examples alone; a feature that is constant there becomes 0. Images stay as they
   * are. Time and memory grow with the pool's size plus the numbers copied.
   *
   * @return three sets of {@code spec.train()}, {@code spec.validation()} and {@code spec.test()}
   *     examples that share none
   * @throws ProblemsException with what {@link #check} finds
   */
  public static DataSplit split(DataPool pool, DatasetSpec spec, long seed) {
    List<Problem> problems = check(pool, spec);
    if (!problems.isEmpty()) {
      throw new ProblemsException(problems);
    }
    Draw draw = draw(pool, spec, seed);
    return pool.shape().image()
        ? new DataSplit(
            pool.classNames().size(),
            copy(pool, false, draw.train()),
            copy(pool, false, draw.validation()),
            copy(pool, draw.ownTest(), draw.test()))
        : standardized(pool, draw);
  }

  /**
   * Which examples {@link #split} draws.
   *
   * @param ownTest whether {@code test} counts among the pool's own test examples
   */
  @SuppressWarnings("ArrayRecordComponent") // a view on the numbers, never compared
  public record Draw(boolean ownTest, int[] train, int[] validation, int[] test) {}

  /** One seed's draw from a pool that has the examples the study asks for. */
  public static Draw draw(DataPool pool, DatasetSpec spec, long seed) {
    Random random = new SeedStream(seed).random(SeedStream.SUBSET);
    boolean ownTest = pool.testSize() > 0;
    Urn training = new Urn(pool.trainingSize(), random);
    Urn testing = ownTest ? new Urn(pool.testSize(), random) : training;
    int[] test = testing.draw(spec.test());
    int[] validation = training.draw(spec.validation());
    return new Draw(ownTest, training.draw(spec.train()), validation, test);
  }

  /**
   * Whether the pool has the examples the study asks for.
   *
   * @return every problem, each at the key to change: {@code dataset.train}, {@code
   *     dataset.validation} or {@code dataset.test}; empty if there is none
   */
  public static List<Problem> check(DataPool pool, DatasetSpec spec) {
    List<Problem> problems = new ArrayList<>();
    int there = pool.trainingSize();
    boolean ownTest = pool.testSize() > 0;
    long wanted = (long) spec.train() + spec.validation() + (ownTest ? 0 : spec.test());
    if (wanted > there) {
      long held = (long) spec.validation() + (ownTest ? 0 : spec.test());
      String sum =
          "dataset.train "
              + spec.train()
              + " + dataset.validation "
              + spec.validation()
              + (ownTest ? "" : " + dataset.test " + spec.test())
              + " are more than the "
              + there
              + (ownTest ? " training examples of " : " examples of ")
              + spec.source()
              + ".";
      // Blame train where lowering it alone can mend it, otherwise whichever key is too large.
      if (held < there) {
        problems.add(
            problem(
                "dataset.train", sum, "lower dataset.train to at most " + (there - held) + "."));
      } else if (!ownTest && spec.test() > spec.validation()) {
        problems.add(problem("dataset.test", sum, "lower dataset.test first."));
      } else {
        problems.add(problem("dataset.validation", sum, "lower dataset.validation first."));
      }
    }
    if (ownTest && spec.test() > pool.testSize()) {
      problems.add(
          problem(
              "dataset.test",
              "dataset.test "
                  + spec.test()
                  + " is more than the "
                  + pool.testSize()
                  + " test examples of "
                  + spec.source()
                  + ".",
              "lower dataset.test to at most " + pool.testSize() + "."));
    }
    long most = Integer.MAX_VALUE / pool.shape().size();
    checkArray("dataset.train", spec.train(), most, pool, problems);
    checkArray("dataset.validation", spec.validation(), most, pool, problems);
    checkArray("dataset.test", spec.test(), most, pool, problems);
    return List.copyOf(problems);
  }

  private static void checkArray(
      String key, int count, long most, DataPool pool, List<Problem> problems) {
    if (count > most) {
      problems.add(
          problem(
              key,
              key + " " + count + " examples of " + pool.shape() + " do not fit into one array.",
              "lower " + key + " to at most " + most + "."));
    }
  }

  private static Problem problem(String key, String message, String advice) {
    return new Problem(Optional.of(key), message, advice);
  }

  private static DataSplit standardized(DataPool pool, Draw draw) {
    double[] train = exact(pool, false, draw.train());
    double[] validation = exact(pool, false, draw.validation());
    double[] test = exact(pool, draw.ownTest(), draw.test());
    Standardizer standardizer = new Standardizer(train, pool.shape().size());
    return new DataSplit(
        pool.classNames().size(),
        examples(pool, false, draw.train(), standardizer.standardized(train)),
        examples(pool, false, draw.validation(), standardizer.standardized(validation)),
        examples(pool, draw.ownTest(), draw.test(), standardizer.standardized(test)));
  }

  private static Examples copy(DataPool pool, boolean test, int[] indices) {
    int size = pool.shape().size();
    float[] features = new float[Math.multiplyExact(indices.length, size)];
    for (int i = 0; i < indices.length; i++) {
      pool.copyFeatures(test, indices[i], features, i * size);
    }
    return examples(pool, test, indices, features);
  }

  private static double[] exact(DataPool pool, boolean test, int[] indices) {
    int size = pool.shape().size();
    double[] features = new double[Math.multiplyExact(indices.length, size)];
    for (int i = 0; i < indices.length; i++) {
      pool.copyExact(test, indices[i], features, i * size);
    }
    return features;
  }

  private static Examples examples(DataPool pool, boolean test, int[] indices, float[] features) {
    int[] labels = new int[indices.length];
    for (int i = 0; i < indices.length; i++) {
      labels[i] = pool.label(test, indices[i]);
    }
    return new Examples(pool.shape(), features, labels);
  }

  /** Indices 0 .. size-1, each drawn at most once: a Fisher-Yates shuffle done as far as needed. */
  private static final class Urn {
    private final int[] order;
    private final Random random;
    private int drawn;

    Urn(int size, Random random) {
      this.order = new int[size];
      Arrays.setAll(order, i -> i);
      this.random = random;
    }

    int[] draw(int count) {
      int first = drawn;
      for (int end = first + count; drawn < end; drawn++) {
        int other = drawn + random.nextInt(order.length - drawn);
        int chosen = order[other];
        order[other] = order[drawn];
        order[drawn] = chosen;
      }
      return Arrays.copyOfRange(order, first, drawn);
    }
  }
}
