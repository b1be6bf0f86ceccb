package io.ablate4j.data;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/** The different words of one column, in the order of their first rows. */
final class Words {
  private static final char REPLACEMENT = '\uFFFD';

  private final Map<String, Integer> indices = new HashMap<>();
  private final List<String> words = new ArrayList<>();
  private final List<Long> firstLines = new ArrayList<>();
  private final List<Integer> counts = new ArrayList<>();

  /** Two words of which one must be a mistake. */
  record Clash(String word, long line, String other, long otherLine, String why) {}

  /** Counts a word and gives its index; words are numbered as they come. */
  int add(String word, long line) {
    Integer known = indices.get(word);
    if (known == null) {
      known = words.size();
      indices.put(word, known);
      words.add(word);
      firstLines.add(line);
      counts.add(0);
    }
    counts.set(known, counts.get(known) + 1);
    return known;
  }

  int size() {
    return words.size();
  }

  String word(int index) {
    return words.get(index);
  }

  long firstLine(int index) {
    return firstLines.get(index);
  }

  int count(int index) {
    return counts.get(index);
  }

  /** Indices of the words, by value if all are numbers, otherwise as text. */
  List<Integer> order() {
    List<Optional<BigDecimal>> numbers = words.stream().map(Words::exact).toList();
    Comparator<Integer> order = Comparator.comparing(words::get);
    if (numbers.stream().allMatch(Optional::isPresent)) {
      order =
          Comparator.<Integer, BigDecimal>comparing(i -> numbers.get(i).get()).thenComparing(order);
    }
    return IntStream.range(0, words.size()).boxed().sorted(order).toList();
  }

  /** Words that are equal as numbers or look the same, or have lost letters already. */
  List<Clash> clashes() {
    List<Clash> clashes = new ArrayList<>();
    clashes.addAll(
        alike(word -> exact(word).map(BigDecimal::stripTrailingZeros), "are the same number"));
    clashes.addAll(alike(word -> Optional.of(Cells.look(word)), "look the same"));
    return clashes;
  }

  /** Words that upper and lower case alone tell apart. */
  List<Clash> casePairs() {
    return alike(
        word -> Optional.of(Cells.look(word).toLowerCase(Locale.ROOT)),
        "differ in upper and lower case alone");
  }

  /** The first word with the sign that stands for letters which an earlier program did not know. */
  Optional<Integer> damaged() {
    return IntStream.range(0, words.size())
        .filter(i -> words.get(i).indexOf(REPLACEMENT) >= 0)
        .boxed()
        .findFirst();
  }

  private List<Clash> alike(Function<String, Optional<?>> key, String why) {
    Map<Object, Integer> first = new LinkedHashMap<>();
    List<Clash> clashes = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      Optional<?> same = key.apply(words.get(i));
      if (same.isEmpty()) {
        continue;
      }
      Integer twin = first.putIfAbsent(same.get(), i);
      if (twin != null) {
        clashes.add(
            new Clash(words.get(twin), firstLines.get(twin), words.get(i), firstLines.get(i), why));
      }
    }
    return clashes;
  }

  private static Optional<BigDecimal> exact(String word) {
    if (Cells.number(word).isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new BigDecimal(word));
    } catch (NumberFormatException exponentOfTenDigits) {
      return Optional.empty(); // compared as text
    }
  }
}
