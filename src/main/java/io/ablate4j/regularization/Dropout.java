package io.ablate4j.regularization;

import io.ablate4j.problem.ProblemsException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;

/**
 * Inverted dropout (Srivastava et al. 2014, JMLR 15): each unit is set to zero with the drop
 * probability during training and the others are scaled up; off at inference.
 *
 * @param kind id of its {@link DropoutKind}
 * @param place at the end of a unit, before its pooling or before its batch norm
 * @param at drop probability in [0, 1) by selector; at a place that several pick the most specific
 *     one counts
 */
public record Dropout(String kind, Slot place, SortedMap<Selector, Double> at) implements Part {
  /** The key in a regularization's definition. */
  public static final String KEY = "dropout";

  private static final String DROP_KIND = "kind";
  private static final String CONV = LayerKind.CONV.word();
  private static final String DENSE = LayerKind.DENSE.word();

  private static final List<Slot> PLACES = List.of(Slot.END, Slot.BEFORE_POOL, Slot.BEFORE_NORM);
  private static final Set<Selector> BY_KIND = Set.of(Selector.ALL, Selector.CONV, Selector.DENSE);

  /** The usual advice: a quarter after convolution blocks, a half after dense layers. */
  public static final Dropout USUAL = new Dropout(0.25, 0.5);

  public Dropout {
    at.forEach((selector, p) -> check(selector.word(), p));
    if (at.isEmpty() || !PLACES.contains(place)) {
      throw new IllegalArgumentException("no dropout stands " + place + " at " + at);
    }
    SortedMap<Selector, Double> copy = new TreeMap<>(at);
    if (isByKind(kind, place, copy)) {
      double everywhere = copy.getOrDefault(Selector.ALL, 0.0);
      copy =
          new TreeMap<>(
              Map.of(
                  Selector.CONV, copy.getOrDefault(Selector.CONV, everywhere),
                  Selector.DENSE, copy.getOrDefault(Selector.DENSE, everywhere)));
    }
    at = Collections.unmodifiableSortedMap(copy);
  }

  /**
   * Standard dropout.
   *
   * @param conv drop probability after the pooling that ends a convolution block, in [0, 1)
   * @param dense drop probability after a hidden dense layer, or after global pooling, in [0, 1)
   */
  public Dropout(double conv, double dense) {
    this(
        DropoutKinds.STANDARD,
        Slot.END,
        new TreeMap<>(Map.of(Selector.CONV, conv, Selector.DENSE, dense)));
  }

  /** Drop probability at the ends of all convolution blocks. */
  public double conv() {
    return at.getOrDefault(Selector.CONV, at.getOrDefault(Selector.ALL, 0.0));
  }

  /** Drop probability after all dense layers and global pooling. */
  public double dense() {
    return at.getOrDefault(Selector.DENSE, at.getOrDefault(Selector.ALL, 0.0));
  }

  /** Whether it drops anything anywhere: one that does not is built nowhere. */
  public boolean drops() {
    return at.values().stream().anyMatch(p -> p > 0);
  }

  /** Whether the two numbers {@code conv} and {@code dense} say all of it. */
  @Override
  public boolean isByKind() {
    return isByKind(kind, place, at);
  }

  private static boolean isByKind(String kind, Slot place, Map<Selector, Double> at) {
    return kind.equals(DropoutKinds.STANDARD)
        && place == Slot.END
        && BY_KIND.containsAll(at.keySet());
  }

  /**
   * DL4J's dropout takes the share that stays; everything else in ablate4j says what is dropped.
   */
  public static double retain(double dropProbability) {
    return 1 - dropProbability;
  }

  private static void check(String where, double dropProbability) {
    if (!(dropProbability >= 0 && dropProbability < 1)) {
      throw ProblemsException.of(
          "dropout " + where + " " + dropProbability + " is not a drop probability in [0, 1).",
          dropProbability >= 1 && dropProbability <= 100
              ? "write " + dropProbability / 100 + ", if you meant per cent."
              : "use a value such as 0.25; 0 switches it off.");
    }
  }

  @Override
  public String key() {
    return KEY;
  }

  @Override
  public SortedMap<String, Object> settings() {
    SortedMap<String, Object> settings = new TreeMap<>();
    if (isByKind()) {
      settings.put(CONV, conv());
      settings.put(DENSE, dense());
      return settings;
    }
    SortedMap<String, Object> byWord = new TreeMap<>();
    at.forEach((selector, p) -> byWord.put(selector.word(), p));
    settings.put(BatchNorm.AT, byWord);
    settings.put(DROP_KIND, kind);
    settings.put(BatchNorm.PLACE, place.word());
    return settings;
  }

  @Override
  public Map<String, Part> withoutEachSite() {
    Map<String, Part> rest = new LinkedHashMap<>();
    for (Selector site : at.keySet()) {
      SortedMap<Selector, Double> others = new TreeMap<>(at);
      boolean drops = others.remove(site) > 0;
      if (drops && others.values().stream().anyMatch(p -> p > 0)) {
        rest.put(site.word(), new Dropout(kind, place, others));
      }
    }
    return rest;
  }

  @Override
  public String inWords() {
    if (!drops()) {
      return "dropout that drops nothing";
    }
    String where =
        switch (place) {
          case BEFORE_POOL -> " before the pooling of ";
          case BEFORE_NORM -> " before the batch norm of ";
          default -> " at the end of ";
        };
    return name()
        + " "
        + at.entrySet().stream()
            .map(entry -> shown(entry.getValue()) + where(entry.getKey(), where))
            .collect(Collectors.joining(", "));
  }

  private static String where(Selector selector, String where) {
    return selector.word().equals(Site.INPUT) ? " on the input" : where + selector.ofBlocks();
  }

  private String name() {
    return (kind.equals(DropoutKinds.STANDARD) ? "" : kind + " ") + "dropout";
  }

  @Override
  public boolean changesNothing() {
    return !drops();
  }

  /** What one place has. */
  private record Choice(Site site, Selector selector, double p) {}

  @Override
  public void weave(Weaving network) {
    DropoutKind layers = DropoutKinds.byId().get(kind);
    Map<String, Choice> byEnd = new LinkedHashMap<>();
    at.forEach(
        (selector, p) ->
            sites(network, selector, p)
                .forEach(site -> choose(network, byEnd, new Choice(site, selector, p))));
    StringBuilder withoutPixels = new StringBuilder();
    for (Choice choice : byEnd.values()) {
      // A layer that drops nothing gives an mlp or cnn the same bits, but in a graph with branches
      // one more vertex changes DL4J's topological order, and with it the order in which gradients
      // of branches are added up: a control with p = 0 would differ from none in its last bits.
      if (choice.p == 0) {
        continue;
      }
      if (layers.needsPixels() && !network.hasPixels(choice.site, place)) {
        withoutPixels.append(withoutPixels.isEmpty() ? "" : ", ").append(choice.site.name());
        continue;
      }
      // A layer of its own: DL4J ignores dropOut() on pooling and activation layers.
      network.put(
          choice.site,
          place,
          new DropoutLayer.Builder(layers.layer(choice.p)).build(),
          "drop",
          name() + " " + shown(choice.p));
    }
    if (!withoutPixels.isEmpty()) {
      network.complain(
          "kind: " + kind + " at " + withoutPixels + ", which has no channels of several pixels.",
          "use standard there: at two parts in a list.");
    }
  }

  /** A kind of layer of which nothing is dropped need not be there, but a name is never wrong. */
  private static List<Site> sites(Weaving network, Selector selector, double p) {
    boolean isName = selector.form().compareTo(Selector.Form.WILDCARD) >= 0;
    return network.drops(selector, p > 0 || isName);
  }

  private static void choose(Weaving network, Map<String, Choice> byEnd, Choice choice) {
    Choice other = byEnd.get(choice.site.end());
    if (other == null || other.selector.form().compareTo(choice.selector.form()) < 0) {
      byEnd.put(choice.site.end(), choice);
    } else if (other.selector.form() == choice.selector.form() && other.p != choice.p) {
      network.complain(
          "dropout at "
              + choice.site.name()
              + " is "
              + other.p
              + " by \""
              + other.selector.word()
              + "\" and "
              + choice.p
              + " by \""
              + choice.selector.word()
              + "\", and neither is more specific.",
          "name " + choice.site.name() + " itself.");
    }
  }

  /** Without the last bits that arithmetic leaves. */
  private static String shown(double p) {
    return BigDecimal.valueOf(p).round(new MathContext(6)).stripTrailingZeros().toPlainString();
  }

  /** How it is read. */
  public static final class Kind implements PartKind {
    private static final String EXAMPLE = "{ conv: 0.25, dense: 0.5 }";
    private static final String AT_EXAMPLE = "{ conv: 0.25, dense1: 0.5 }";

    @Override
    public String key() {
      return KEY;
    }

    @Override
    public String description() {
      return "dropout: { at: { conv: 0.25, dense: 0.5 }, kind: "
          + String.join(", ", DropoutKinds.byId().keySet())
          + ", place: end, before-pool or before-norm }; numbers are drop probabilities";
    }

    @Override
    public Optional<Part> read(Setting value) {
      return value.mapping(EXAMPLE).flatMap(keys -> read(value, keys));
    }

    private static Optional<Part> read(Setting value, Setting.Settings keys) {
      keys.allowOnly(List.of(CONV, DENSE, BatchNorm.AT, DROP_KIND, BatchNorm.PLACE));
      Optional<String> kind = kind(keys);
      Optional<Slot> place = PartReading.slot(keys, PLACES, Slot.END);
      Optional<SortedMap<Selector, Double>> at =
          keys.get(BatchNorm.AT).isPresent()
              ? at(keys.get(BatchNorm.AT).get())
                  .filter(found -> !PartReading.saysTwice(keys, value))
              : byKind(value, keys);
      return kind.isEmpty() || place.isEmpty() || at.isEmpty()
          ? Optional.empty()
          : Optional.of(new Dropout(kind.get(), place.get(), at.get()));
    }

    private static Optional<SortedMap<Selector, Double>> byKind(
        Setting value, Setting.Settings keys) {
      Optional<Double> conv = PartReading.number(keys, CONV, 0, p -> new Dropout(p, 0));
      Optional<Double> dense = PartReading.number(keys, DENSE, 0, p -> new Dropout(0, p));
      if (conv.isEmpty() || dense.isEmpty()) {
        return Optional.empty();
      }
      boolean isPlaced = keys.get(DROP_KIND).isPresent() || keys.get(BatchNorm.PLACE).isPresent();
      if (isPlaced && keys.get(CONV).isEmpty() && keys.get(DENSE).isEmpty()) {
        value.problem(
            value.path() + " does not say how much is dropped.", "add at: " + EXAMPLE + ".");
        return Optional.empty();
      }
      SortedMap<Selector, Double> at = new TreeMap<>();
      // Of another kind nothing is said of layers that are not named: a model may lack them.
      if (!isPlaced || keys.get(CONV).isPresent()) {
        at.put(Selector.CONV, conv.get());
      }
      if (!isPlaced || keys.get(DENSE).isPresent()) {
        at.put(Selector.DENSE, dense.get());
      }
      return Optional.of(at);
    }

    private static Optional<SortedMap<Selector, Double>> at(Setting node) {
      Optional<? extends Setting.Settings> mapping = node.mapping(AT_EXAMPLE);
      if (mapping.isEmpty()) {
        return Optional.empty();
      }
      Map<String, ? extends Setting> entries = mapping.get().entries();
      SortedMap<Selector, Double> at = new TreeMap<>();
      entries.forEach(
          (word, strength) -> {
            Optional<Selector> selector = PartReading.selector(strength, word);
            Optional<Double> p =
                PartReading.number(
                    strength,
                    .5,
                    drop -> {
                      check(word, drop);
                      return drop;
                    });
            if (selector.isPresent() && p.isPresent()) {
              at.put(selector.get(), p.get());
            }
          });
      if (entries.isEmpty()) {
        node.problem(node.path() + " names no place.", "write " + AT_EXAMPLE + ".");
      }
      return at.isEmpty() || at.size() < entries.size() ? Optional.empty() : Optional.of(at);
    }

    private static Optional<String> kind(Setting.Settings keys) {
      Optional<? extends Setting> node = keys.get(DROP_KIND);
      if (node.isEmpty()) {
        return Optional.of(DropoutKinds.STANDARD);
      }
      if (node.get().shown().equals("\"alpha\"")) {
        node.get()
            .problem(
                "alpha dropout keeps mean and variance of selu activations alone.",
                "use standard.");
        return Optional.empty();
      }
      return node.get().oneOf(DropoutKinds.byId().keySet());
    }
  }
}
