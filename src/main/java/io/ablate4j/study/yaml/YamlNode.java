package io.ablate4j.study.yaml;

import io.ablate4j.factor.Written;
import io.ablate4j.problem.Nearest;
import java.math.BigInteger;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.CoreScalarResolver;

/**
 * A value of a study file with its place. The readers of typed values give nothing, and note a
 * problem, where the value is of another type.
 */
final class YamlNode implements Written {
  private static final int SHOWN_LETTERS = 60;
  private static final int INT_DIGITS = 30;

  private final Node node;
  private final String path;
  private final Place place;
  private final FoundProblems problems;

  /** A mapping of another file, whose keys this one has as well. */
  private final Optional<YamlNode> joined;

  /**
   * @param path what messages call the value, such as {@code dataset.train}
   */
  YamlNode(Node node, String path, Place place, FoundProblems problems) {
    this(node, path, place, problems, Optional.empty());
  }

  private YamlNode(
      Node node, String path, Place place, FoundProblems problems, Optional<YamlNode> joined) {
    this.joined = joined;
    this.node = node;
    this.path = path;
    this.place = place;
    this.problems = problems;
  }

  /**
   * A value that an option gave.
   *
   * @param quoted whether it is text whatever it looks like; else it is what it would be in a file
   */
  static YamlNode ofOption(
      String text, boolean quoted, String path, String option, FoundProblems problems) {
    Tag tag = quoted ? Tag.STR : new CoreScalarResolver(false).resolve(text, true);
    return new YamlNode(
        new ScalarNode(tag, text, ScalarStyle.PLAIN), path, Place.ofOption(option), problems);
  }

  Place place() {
    return place;
  }

  @Override
  public String path() {
    return path;
  }

  FoundProblems problems() {
    return problems;
  }

  /** The same value under another name. */
  YamlNode called(String name) {
    return new YamlNode(node, name, place, problems);
  }

  /** The same value, whose problems nobody hears of. */
  YamlNode muted() {
    return new YamlNode(node, path, place, new FoundProblems(""));
  }

  /** The same value, whose problems go elsewhere. */
  YamlNode reportingTo(FoundProblems others) {
    return new YamlNode(node, path, place, others);
  }

  /** A mapping with the keys of another one besides its own; a key of both is noted. */
  YamlNode joinedWith(YamlNode other) {
    return new YamlNode(node, path, place, problems, Optional.of(other));
  }

  /** As text, numbers, flags, lists and maps. */
  Object plain() {
    if (node instanceof MappingNode) {
      Map<String, Object> map = new TreeMap<>();
      muted()
          .mapping("{}")
          .ifPresent(keys -> keys.entries().forEach((key, value) -> map.put(key, value.plain())));
      return map;
    }
    if (node instanceof SequenceNode) {
      return items().stream().map(YamlNode::plain).toList();
    }
    YamlNode quiet = muted();
    if (isFlag()) {
      return quiet.flag().orElseThrow();
    }
    return integer()
        .<Object>map(BigInteger::intValue)
        .or(() -> fraction())
        .orElseGet(() -> ((ScalarNode) node).getValue());
  }

  @Override
  public void problem(String message, String advice) {
    problems.add(place, message, advice);
  }

  @Override
  public <T> Optional<T> located(Supplier<T> value) {
    return problems.locating(place, value);
  }

  /** The value as messages show it. */
  @Override
  public String shown() {
    if (node instanceof MappingNode) {
      return "a mapping";
    }
    if (!(node instanceof ScalarNode scalar)) {
      return "a list";
    }
    if (scalar.getTag().equals(Tag.NULL)) {
      return "empty";
    }
    String text = scalar.getValue();
    if (text.length() > SHOWN_LETTERS) {
      text = text.substring(0, SHOWN_LETTERS) + "...";
    }
    return scalar.getTag().equals(Tag.STR) ? '"' + text + '"' : text;
  }

  /** A whole number from 1 up. */
  @Override
  public Optional<Integer> count(String example) {
    String advice = "write a whole number from 1 up, such as " + example + ".";
    Optional<BigInteger> value = integer();
    if (value.isEmpty()) {
      problem(path + " is " + shown() + ", not a whole number.", advice);
      return Optional.empty();
    }
    if (value.get().signum() < 1) {
      problem(path + " " + shown() + " is less than 1.", advice);
      return Optional.empty();
    }
    if (value.get().bitLength() > 31) {
      problem(path + " " + shown() + " is more than " + Integer.MAX_VALUE + ".", advice);
      return Optional.empty();
    }
    return value.map(BigInteger::intValue);
  }

  private Optional<BigInteger> integer() {
    if (!(node instanceof ScalarNode scalar) || !scalar.getTag().equals(Tag.INT)) {
      return Optional.empty();
    }
    String digits = scalar.getValue().toLowerCase(Locale.ROOT);
    // More digits than any count has; BigInteger would take quadratic time for a hostile number.
    if (digits.length() > INT_DIGITS) {
      return Optional.of(BigInteger.ONE.shiftLeft(64));
    }
    try {
      if (digits.startsWith("0x")) {
        return Optional.of(new BigInteger(digits.substring(2), 16));
      }
      return Optional.of(
          digits.startsWith("0o")
              ? new BigInteger(digits.substring(2), 8)
              : new BigInteger(digits));
    } catch (NumberFormatException notDigits) {
      // Only an explicit tag, "!!int six", leads here; the caller tells that it is no number.
      return Optional.empty();
    }
  }

  /** Any number, also NaN and infinity: what may be what is the caller's to say. */
  @Override
  public Optional<Double> number(String example) {
    Optional<Double> value = integer().map(BigInteger::doubleValue).or(this::fraction);
    if (value.isEmpty()) {
      problem(
          path + " is " + shown() + ", not a number.", "write a number, such as " + example + ".");
    }
    return value;
  }

  private Optional<Double> fraction() {
    if (!(node instanceof ScalarNode scalar) || !scalar.getTag().equals(Tag.FLOAT)) {
      return Optional.empty();
    }
    String text = scalar.getValue().toLowerCase(Locale.ROOT);
    return switch (text) {
      case ".nan" -> Optional.of(Double.NaN);
      case ".inf", "+.inf" -> Optional.of(Double.POSITIVE_INFINITY);
      case "-.inf" -> Optional.of(Double.NEGATIVE_INFINITY);
      default ->
          CoreScalarResolver.FLOAT.matcher(text).matches()
              ? Optional.of(Double.parseDouble(text))
              : Optional.empty();
    };
  }

  /** Text that YAML takes for text: a number needs quotes. */
  @Override
  public Optional<String> text() {
    if (node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.STR)) {
      return Optional.of(scalar.getValue());
    }
    boolean quotable = node instanceof ScalarNode && !node.getTag().equals(Tag.NULL);
    problem(
        path + " is " + shown() + ", not text.",
        quotable ? "put it in quotes: \"" + shown() + "\"." : "write a word.");
    return Optional.empty();
  }

  /** The letters of any scalar but null, whatever YAML takes them for. */
  Optional<String> letters() {
    if (node instanceof ScalarNode scalar && !scalar.getTag().equals(Tag.NULL)) {
      return Optional.of(scalar.getValue());
    }
    problem(path + " is " + shown() + ", not a single value.", "write a word or a number.");
    return Optional.empty();
  }

  /**
   * The value as JSON: a list of words and numbers, a mapping of such lists, or the letters of
   * anything else.
   */
  Optional<String> nested() {
    return isMapping() || isList() ? NestedValue.json(node, this) : letters();
  }

  /** True or false. */
  @Override
  public Optional<Boolean> flag() {
    if (isFlag()) {
      return Optional.of(((ScalarNode) node).getValue().equalsIgnoreCase("true"));
    }
    problem(path + " is " + shown() + ", not true or false.", "write true or false.");
    return Optional.empty();
  }

  @Override
  public boolean isFlag() {
    return node instanceof ScalarNode scalar
        && scalar.getTag().equals(Tag.BOOL)
        && CoreScalarResolver.BOOL.matcher(scalar.getValue()).matches();
  }

  @Override
  public Optional<String> oneOf(Collection<String> words) {
    Optional<String> word = isList() || isMapping() ? text() : letters();
    word.filter(letters -> !words.contains(letters))
        .ifPresent(
            letters -> problem(path + " is " + shown() + ".", Nearest.advice(letters, words)));
    return word.filter(words::contains);
  }

  /** The items of a list; a single value counts as a list of one, an empty one as no item. */
  @Override
  public List<YamlNode> items() {
    if (node instanceof SequenceNode sequence) {
      return sequence.getValue().stream()
          .map(item -> new YamlNode(item, path, placeOf(item), problems))
          .toList();
    }
    return node.getTag().equals(Tag.NULL) ? List.of() : List.of(this);
  }

  @Override
  public boolean isMapping() {
    return node instanceof MappingNode;
  }

  @Override
  public boolean isList() {
    return node instanceof SequenceNode;
  }

  /**
   * Keys and values.
   *
   * @param example how such a mapping is written
   */
  @Override
  public Optional<YamlMapping> mapping(String example) {
    if (node instanceof MappingNode mapping) {
      YamlMapping own = new YamlMapping(mapping, this);
      return Optional.of(joined.flatMap(other -> other.mapping(example)).map(own::and).orElse(own));
    }
    problem(path + " is " + shown() + ", not a mapping.", "write " + example + ".");
    return Optional.empty();
  }

  /** Whether it is a mapping that has the key. */
  boolean hasKey(String key) {
    return node instanceof MappingNode mapping
        && mapping.getValue().stream()
            .anyMatch(
                tuple ->
                    tuple.getKeyNode() instanceof ScalarNode word && word.getValue().equals(key));
  }

  Place placeOf(Node part) {
    return part.getStartMark().map(mark -> problems.line(mark.getLine() + 1)).orElse(place);
  }
}
