package io.ablate4j.hypothesis;

import java.util.List;
import java.util.Optional;

/** What can be made of the levels of a factor, seed by seed. */
public final class Reducers {
  private static final List<Reducer> ALL =
      List.of(
          new MeanOverLevels(),
          new WorstLevel(),
          new RangeOverLevels(),
          new Argmax(),
          new ShareReached(),
          new LargestStable(),
          new LargestTrainable(),
          new BestLevel());

  private Reducers() {}

  public static List<Reducer> all() {
    return ALL;
  }

  /** The one that study files call so. */
  public static Optional<Reducer> find(String word) {
    return ALL.stream().filter(each -> each.word().equals(word)).findFirst();
  }

  /** The words of all, in order. */
  public static List<String> words() {
    return ALL.stream().map(Reducer::word).toList();
  }
}
