package io.ablate4j.trial;

import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * After which epochs a network is evaluated in full: on a part of the training set, on the
 * validation set and on the test set. The last epoch is always among them.
 *
 * @param word {@link #DOUBLING}, {@link #EVERY_EPOCH}, or the listed epochs in brackets
 * @param listed epochs that a study names itself, ascending; otherwise empty
 */
public record EvaluationPoints(String word, List<Integer> listed) {
  /**
   * After epochs 1, 2, 4, 8 and so on. A learning curve bends where training is young, so few
   * points show it, and evaluation costs a small part of training.
   */
  public static final String DOUBLING = "doubling";

  /** After each epoch, as all versions did that had no choice. */
  public static final String EVERY_EPOCH = "every-epoch";

  /** The words there are. */
  public static final List<String> WORDS = List.of(DOUBLING, EVERY_EPOCH);

  /** What a study gets that names none. */
  public static final EvaluationPoints USUAL = ofWord(DOUBLING);

  /** What a study has that was carried out before there was a choice. */
  public static final EvaluationPoints ALL = ofWord(EVERY_EPOCH);

  public EvaluationPoints {
    listed = List.copyOf(listed);
  }

  /**
   * One of {@link #WORDS}.
   *
   * @throws IllegalArgumentException if it is another
   */
  public static EvaluationPoints ofWord(String word) {
    if (!WORDS.contains(word)) {
      throw new IllegalArgumentException("no points of evaluation are called " + word);
    }
    return new EvaluationPoints(word, List.of());
  }

  /**
   * Epochs by number.
   *
   * @param epochs at least one, each at least 1
   */
  public static EvaluationPoints at(List<Integer> epochs) {
    List<Integer> ascending = List.copyOf(new TreeSet<>(epochs));
    if (ascending.isEmpty() || ascending.get(0) < 1) {
      throw new IllegalArgumentException("no epochs: " + epochs);
    }
    return new EvaluationPoints(ascending.toString(), ascending);
  }

  /**
   * What {@link #word} says.
   *
   * @throws IllegalArgumentException if it says nothing
   */
  public static EvaluationPoints parse(String word) {
    if (!word.startsWith("[")) {
      return ofWord(word);
    }
    return at(
        List.of(word.substring(1, word.length() - 1).split(", ")).stream()
            .map(Integer::valueOf)
            .toList());
  }

  /** Whether it is every epoch, however many there are. */
  public boolean isAll() {
    return word.equals(EVERY_EPOCH);
  }

  /**
   * The epochs, ascending.
   *
   * @param last the last one of the budget, at least 1
   */
  public List<Integer> epochs(int last) {
    if (isAll()) {
      return IntStream.rangeClosed(1, last).boxed().toList();
    }
    TreeSet<Integer> epochs = new TreeSet<>(listed);
    if (listed.isEmpty()) {
      for (long epoch = 1; epoch < last; epoch *= 2) {
        epochs.add((int) epoch);
      }
    }
    epochs.add(last);
    return List.copyOf(epochs.headSet(last, true));
  }
}
