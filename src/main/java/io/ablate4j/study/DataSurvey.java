package io.ablate4j.study;

import io.ablate4j.data.DataPool;
import io.ablate4j.data.DatasetSpec;
import io.ablate4j.data.Splitter;
import io.ablate4j.trial.DataFacts;
import io.ablate4j.trial.DataFacts.ClassCount;
import io.ablate4j.trial.DataFacts.Repeats;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Looks at all examples of a study's data, once and not before somebody asks: it takes as long as
 * reading them did.
 */
public final class DataSurvey {
  /** Of more seeds the first say it as well. */
  private static final int MOST_SEEDS = 101;

  private final DatasetSpec spec;
  private final int seeds;
  private DataPool pool;
  private DataFacts facts;

  /**
   * @param pool has the examples that {@code spec} asks for
   * @param seeds of the study
   */
  public DataSurvey(DataPool pool, DatasetSpec spec, int seeds) {
    this.pool = pool;
    this.spec = spec;
    this.seeds = seeds;
  }

  /** What there is; the examples themselves are let go. */
  public synchronized DataFacts facts() {
    if (facts == null) {
      facts = look();
      pool = null;
    }
    return facts;
  }

  private DataFacts look() {
    int[] labels = new int[pool.trainingSize() + pool.testSize()];
    int[] examples = new int[pool.classNames().size()];
    for (int row = 0; row < labels.length; row++) {
      labels[row] = pool.label(isTest(row), index(row));
      examples[labels[row]]++;
    }
    List<ClassCount> classes = new ArrayList<>();
    for (int i = 0; i < examples.length; i++) {
      classes.add(new ClassCount(pool.classNames().get(i), examples[i]));
    }
    return new DataFacts(
        pool.trainingSize(),
        pool.testSize(),
        pool.facts(),
        classes,
        pool.isKnownDistinct() ? Repeats.NONE : repeats(labels),
        validationShare(labels, examples.length),
        pool.notices());
  }

  private boolean isTest(int row) {
    return row >= pool.trainingSize();
  }

  private int index(int row) {
    return isTest(row) ? row - pool.trainingSize() : row;
  }

  private double validationShare(int[] labels, int classes) {
    double[] shares = new double[Math.min(seeds, MOST_SEEDS)];
    for (int i = 0; i < shares.length; i++) {
      int[] counts = new int[classes];
      for (int row : Splitter.draw(pool, spec, i + 1).validation()) {
        counts[labels[row]]++;
      }
      shares[i] = (double) Arrays.stream(counts).max().orElseThrow() / spec.validation();
    }
    Arrays.sort(shares);
    int middle = shares.length / 2;
    return shares.length % 2 == 1 ? shares[middle] : (shares[middle - 1] + shares[middle]) / 2;
  }

  private Repeats repeats(int[] labels) {
    int[] first = firstOfTheirKind(labels.length);
    int rows = 0;
    int contradicting = 0;
    for (int row = 0; row < first.length; row++) {
      rows += first[row] == row ? 0 : 1;
      contradicting += labels[first[row]] == labels[row] ? 0 : 1;
    }
    Splitter.Draw draw = Splitter.draw(pool, spec, 1);
    int[] test = draw.test().clone();
    if (draw.ownTest()) {
      Arrays.setAll(test, i -> test[i] + pool.trainingSize());
    }
    Set<Integer> before = new HashSet<>();
    int within = 0;
    int across = 0;
    for (int[] split : List.of(draw.train(), draw.validation(), test)) {
      Set<Integer> own = new HashSet<>();
      for (int row : split) {
        across += before.contains(first[row]) ? 1 : 0;
        within += own.add(first[row]) ? 0 : 1;
      }
      before.addAll(own);
    }
    return new Repeats(rows, contradicting, within, across);
  }

  /**
   * Of each row the first one with the same features, by hash and then number by number, so that no
   * two rows are called equal by chance.
   */
  private int[] firstOfTheirKind(int rows) {
    int[] first = new int[rows];
    Map<Integer, List<Integer>> byHash = new HashMap<>();
    double[] features = new double[pool.shape().size()];
    double[] other = new double[features.length];
    for (int row = 0; row < rows; row++) {
      read(row, features);
      List<Integer> alike =
          byHash.computeIfAbsent(Arrays.hashCode(features), hash -> new ArrayList<>(1));
      first[row] = row;
      for (int candidate : alike) {
        read(candidate, other);
        if (Arrays.equals(features, other)) {
          first[row] = candidate;
          break;
        }
      }
      if (first[row] == row) {
        alike.add(row);
      }
    }
    return first;
  }

  /** As they were read: what is different there may be equal as floats. */
  private void read(int row, double[] target) {
    pool.copyExact(isTest(row), index(row), target, 0);
    for (int i = 0; i < target.length; i++) {
      target[i] += 0.0; // else -0 and 0 are different
    }
  }
}
