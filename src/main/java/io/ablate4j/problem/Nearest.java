package io.ablate4j.problem;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What somebody may have meant by a word that does not exist. */
public final class Nearest {
  private Nearest() {}

  /** So many letters say enough to be looked for within longer words. */
  private static final int TELLING = 4;

  /**
   * Advice that names the nearest of {@code known}. If none is near, it names those that begin or
   * end with the word; if there are none of these either, all.
   */
  public static String advice(String word, Collection<String> known) {
    Optional<String> near = nearest(word, known);
    if (near.isPresent()) {
      return "use \"" + near.get() + "\".";
    }
    List<String> longer = longer(word, known);
    return oneOf(longer.isEmpty() ? known : longer);
  }

  /** Advice that names all of them. */
  public static String oneOf(Collection<String> known) {
    return known.size() == 1
        ? "use \"" + known.iterator().next() + "\"."
        : "use one of " + String.join(", ", known) + ".";
  }

  private static List<String> longer(String word, Collection<String> known) {
    String plain = plain(word);
    return plain.length() < TELLING
        ? List.of()
        : known.stream()
            .filter(each -> plain(each).startsWith(plain) || plain(each).endsWith(plain))
            .toList();
  }

  /**
   * The nearest by edit distance; hyphens, underscores and capitals count as no difference. A
   * number is near to nothing: 9 and 8 have no letters that were mistyped.
   */
  public static Optional<String> nearest(String word, Collection<String> known) {
    String plain = plain(word);
    // A third of the letters: "seedz" is "seeds", but "depth" is not "dense".
    int allowed = Math.max(1, plain.length() / 3);
    // No known word is that long, and the distance takes time and memory.
    if (plain.length() > 100 || plain.chars().noneMatch(Character::isLetter)) {
      return Optional.empty();
    }
    return known.stream()
        .filter(candidate -> distance(plain, plain(candidate)) <= allowed)
        .min(Comparator.comparingInt(candidate -> distance(plain, plain(candidate))));
  }

  private static String plain(String word) {
    return word.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
  }

  /** Insertions, deletions, substitutions and swaps of neighbouring letters. */
  static int distance(String a, String b) {
    int[][] steps = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        steps[i][j] = i == 0 || j == 0 ? i + j : step(a, b, steps, i, j);
      }
    }
    return steps[a.length()][b.length()];
  }

  private static int step(String a, String b, int[][] steps, int i, int j) {
    char last = a.charAt(i - 1);
    int least = steps[i - 1][j - 1] + (last == b.charAt(j - 1) ? 0 : 1);
    least = Math.min(least, Math.min(steps[i - 1][j], steps[i][j - 1]) + 1);
    boolean swapped =
        i > 1 && j > 1 && last == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(least, steps[i - 2][j - 2] + 1) : least;
  }
}
