package io.ablate4j.regularization;

import io.ablate4j.problem.ProblemsException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which places of a network a part goes to: a kind of layer, what they lie between, or their names.
 *
 * @param form how it picks
 * @param word as study files write it
 */
public record Selector(Form form, String word) implements Comparable<Selector> {
  /** How a selector picks, the least specific first. */
  public enum Form {
    ALL,
    KIND,
    END,
    BOUNDARY,
    WILDCARD,
    NAME
  }

  /** Everything. */
  public static final Selector ALL = new Selector(Form.ALL, "all");

  /** Convolutions, or the ends of their blocks. */
  public static final Selector CONV = new Selector(Form.KIND, LayerKind.CONV.word());

  /** Dense layers, or the ends of their blocks. */
  public static final Selector DENSE = new Selector(Form.KIND, LayerKind.DENSE.word());

  private static final String FIRST = "first";
  private static final String LAST = "last";
  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}*][\\p{L}\\p{N}*._-]{0,99}");

  /**
   * The selector of a word.
   *
   * @throws ProblemsException if nothing can be called so
   */
  public static Selector of(String word) {
    if (word.equals(ALL.word())) {
      return ALL;
    }
    if (word.equals(CONV.word()) || word.equals(DENSE.word())) {
      return new Selector(Form.KIND, word);
    }
    if (word.equals(FIRST) || word.equals(LAST)) {
      return new Selector(Form.END, word);
    }
    if (Boundary.ofWord(word).isPresent()) {
      return new Selector(Form.BOUNDARY, word);
    }
    if (!NAME.matcher(word).matches()) {
      throw ProblemsException.of(
          "at: \"" + word + "\" names no place.",
          "use all, conv, dense, input, first, last, a boundary such as conv-dense, or the name of"
              + " a layer, with * for any letters.");
    }
    return new Selector(word.contains("*") ? Form.WILDCARD : Form.NAME, word);
  }

  /** Whether it picks the place for a norm, which stands at weight layers. */
  public boolean picksNorm(Site site) {
    return site.weights().isPresent()
        && (form == Form.ALL || form == Form.KIND
            ? isOf(site.weights())
            : form == Form.END ? isAtEnd(site) : isBoundaryOrName(site));
  }

  /**
   * Whether it picks the place for dropout: by kind, where blocks end; by boundary, first and last,
   * once between two weight layers; by name, wherever there is such a place.
   */
  public boolean picksDropout(Site site) {
    if (site.isInput()) {
      return form == Form.NAME && word.equals(Site.INPUT);
    }
    boolean isOneOfItsBoundary = site.block().isPresent() || !site.isCovered();
    return switch (form) {
      case ALL, KIND -> isOf(site.block());
      case END -> isOneOfItsBoundary && isAtEnd(site);
      case BOUNDARY -> isOneOfItsBoundary && isBoundaryOrName(site);
      case WILDCARD, NAME -> isBoundaryOrName(site);
    };
  }

  private boolean isOf(Optional<LayerKind> kind) {
    return kind.isPresent() && (form == Form.ALL || kind.get().word().equals(word));
  }

  private boolean isAtEnd(Site site) {
    return word.equals(FIRST) ? site.first() : site.last();
  }

  private boolean isBoundaryOrName(Site site) {
    return switch (form) {
      case BOUNDARY -> site.boundaries().contains(Boundary.ofWord(word).orElseThrow());
      case WILDCARD -> isMatch(word, site.name());
      default -> site.name().equals(word);
    };
  }

  /** Greedy from the left, without regular expressions: many stars take no longer than one. */
  static boolean isMatch(String word, String name) {
    List<String> pieces = List.of(word.split("\\*", -1));
    String head = pieces.get(0);
    String tail = pieces.get(pieces.size() - 1);
    if (pieces.size() == 1) {
      return name.equals(word);
    }
    if (!name.startsWith(head)
        || !name.endsWith(tail)
        || name.length() < head.length() + tail.length()) {
      return false;
    }
    int from = head.length();
    int end = name.length() - tail.length();
    for (String piece : pieces.subList(1, pieces.size() - 1)) {
      int at = name.indexOf(piece, from);
      if (at < 0 || at + piece.length() > end) {
        return false;
      }
      from = at + piece.length();
    }
    return true;
  }

  /** Such as "between two dense layers" or "called \"a-*\"". */
  public String inWords() {
    return switch (form) {
      case ALL -> "at any hidden layer";
      case KIND -> "at a " + kind().inWords();
      case END -> "at the " + word + " hidden layer";
      case BOUNDARY -> Boundary.ofWord(word).orElseThrow().inWords();
      case WILDCARD, NAME -> "called \"" + word + "\"";
    };
  }

  /** The weight layers it picks, such as "layers between two convolutions". */
  String ofLayers() {
    return switch (form) {
      case ALL -> "every hidden layer";
      case KIND -> kind().inWords() + "s";
      case END -> "the " + word + " hidden layers";
      case BOUNDARY -> "layers " + Boundary.ofWord(word).orElseThrow().inWords();
      case WILDCARD, NAME -> word;
    };
  }

  /** The ends of units it picks, such as "convolution blocks". */
  String ofBlocks() {
    return switch (form) {
      case ALL -> "every block";
      case KIND -> (kind() == LayerKind.CONV ? "convolution" : "dense") + " blocks";
      case END -> "the " + word + " units";
      case BOUNDARY -> "units " + Boundary.ofWord(word).orElseThrow().inWords();
      case WILDCARD, NAME -> word;
    };
  }

  private LayerKind kind() {
    return word.equals(CONV.word()) ? LayerKind.CONV : LayerKind.DENSE;
  }

  @Override
  public int compareTo(Selector other) {
    return Comparator.comparing(Selector::form).thenComparing(Selector::word).compare(this, other);
  }
}
