package io.ablate4j.data;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Finds numbers that differ in a table but are one and the same double. */
final class DigitLoss {
  /** A double has 15 digits for sure; shorter texts cannot lose any. */
  private static final int SAFE_LETTERS = 15;

  /** Numbers of a column that are remembered. */
  private static final int MOST = 10_000;

  private final Map<Integer, Map<Double, String>> seen = new HashMap<>();
  private final SortedMap<Integer, String[]> lost = new TreeMap<>();

  void add(int column, String text, double value) {
    if (text.length() <= SAFE_LETTERS || lost.containsKey(column)) {
      return;
    }
    Map<Double, String> known = seen.computeIfAbsent(column, c -> new HashMap<>());
    String twin = known.size() < MOST ? known.putIfAbsent(value, text) : known.get(value);
    if (twin != null && !twin.equals(text) && !sameNumber(twin, text)) {
      lost.put(column, new String[] {twin, text});
      seen.remove(column);
    }
  }

  private static boolean sameNumber(String one, String other) {
    try {
      return new BigDecimal(one).compareTo(new BigDecimal(other)) == 0;
    } catch (NumberFormatException exponentOfTenDigits) {
      return false;
    }
  }

  /** A pair of such numbers, as they stand in the column. */
  Optional<String[]> of(int column) {
    return Optional.ofNullable(lost.get(column));
  }
}
