package io.ablate4j.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Makes text wrong by its lines and its values, so that most of it still is what it was. */
final class TextMutator {
  private static final int MOST_CHANGES = 4;

  /** What stands for a value where a reader expects another one. */
  static final List<String> VALUES =
      List.of(
          "",
          " ",
          "0",
          "-1",
          "1",
          "1.0",
          "1e-320",
          "1e308",
          "1e309",
          "-0.0",
          "NaN",
          ".nan",
          ".inf",
          "-.inf",
          "Infinity",
          "null",
          "~",
          "true",
          "no",
          "2147483647",
          "2147483648",
          "-2147483648",
          "9223372036854775807",
          "99999999999999999999",
          "1e9",
          "1_000",
          "0x7fffffff",
          "0o17",
          "1,5",
          "1700000000.25",
          "[]",
          "{}",
          "[[]]",
          "{ a: b }",
          "[1, 2, 3]",
          "[1, [2, [3, [4]]]]",
          "\"\"",
          "\"",
          "'",
          "\"\\u0000\"",
          "\"\\u202e\"",
          "\\",
          "\\N",
          "\"a\nb\"",
          "\"a\"\"b\"",
          "\"a\" ",
          "*a",
          "&a b",
          "!!int x",
          "!!binary aGFsbG8=",
          "!x y",
          "|",
          ">-",
          "? a",
          "- a",
          "# a",
          "%YAML",
          "---",
          "...",
          "<<: *a",
          "\t",
          "\u00e4",
          "\ud83d\ude00",
          "\u202ea",
          "\u0000",
          "\ufeff",
          "a: b",
          "none",
          "both",
          "glyphs",
          "csv",
          "mlp",
          "=1+1",
          "../../x",
          "/",
          "con",
          ".",
          "é".repeat(300),
          "9".repeat(400),
          "[".repeat(40),
          "{a: ".repeat(40),
          "0." + "0".repeat(400) + "1");

  private final Pattern value;

  /**
   * @param value what counts as one
   */
  TextMutator(String value) {
    this.value = Pattern.compile(value);
  }

  /** Changes it in a few places; lines and values of {@code other} may come into it. */
  String mutate(String text, String other, RandomGenerator random) {
    String changed = text;
    int changes = 1 + random.nextInt(MOST_CHANGES);
    for (int change = 0; change < changes; change++) {
      changed =
          random.nextInt(3) > 0 ? value(changed, other, random) : line(changed, other, random);
    }
    return changed;
  }

  private String value(String text, String other, RandomGenerator random) {
    List<MatchResult> all = value.matcher(text).results().toList();
    if (all.isEmpty()) {
      return line(text, other, random);
    }
    MatchResult old = all.get(random.nextInt(all.size()));
    List<String> others = value.matcher(other).results().map(MatchResult::group).toList();
    String by =
        others.isEmpty() || random.nextInt(3) > 0
            ? VALUES.get(random.nextInt(VALUES.size()))
            : others.get(random.nextInt(others.size()));
    return text.substring(0, old.start()) + by + text.substring(old.end());
  }

  private static String line(String text, String other, RandomGenerator random) {
    List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
    String[] others = other.split("\n", -1);
    int at = random.nextInt(lines.size());
    switch (random.nextInt(7)) {
      case 0 -> lines.remove(at);
      case 1 -> lines.add(random.nextInt(lines.size() + 1), lines.get(at));
      case 2 -> lines.add(at, lines.remove(random.nextInt(lines.size())));
      case 3 -> lines.set(at, "  " + lines.get(at));
      case 4 -> lines.set(at, lines.get(at).strip());
      case 5 -> lines.add(at, others[random.nextInt(others.length)]);
      default -> lines.subList(at, lines.size()).clear();
    }
    return String.join("\n", lines);
  }
}
