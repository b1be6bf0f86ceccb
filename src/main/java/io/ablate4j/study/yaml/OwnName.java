package io.ablate4j.study.yaml;

import java.util.regex.Pattern;

/** The rule for names of what a study defines itself. */
final class OwnName {
  /** No commas or spaces: names are listed in options, such as {@code --set}, and in tables. */
  private static final Pattern RULE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9@._+-]{0,99}");

  /** What to do about a name that is none. */
  static final String ADVICE =
      "use up to 100 letters, digits, hyphens, underscores, dots, plus and at signs.";

  private OwnName() {}

  static boolean isOne(String name) {
    return RULE.matcher(name).matches();
  }
}
