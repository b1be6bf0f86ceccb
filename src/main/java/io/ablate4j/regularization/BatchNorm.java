package io.ablate4j.regularization;

import io.ablate4j.layer.GhostBatchNormalization;
import io.ablate4j.problem.Problem;
import io.ablate4j.problem.ProblemsException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;

/**
 * Batch Normalization (Ioffe and Szegedy 2015, arXiv:1502.03167).
 *
 * @param at the weight layers it belongs to, sorted; {@code conv} and {@code dense} together are
 *     {@code all}
 * @param place before or after the activation, or after the pooling
 * @param ghost examples whose statistics a number is normalized with, if they are fewer than the
 *     batch (Hoffer et al. 2017, arXiv:1705.08741); from 2 up
 * @param decay weight of the old running mean and variance in their moving average, in [0, 1)
 * @param epsilon added to the variance, above 0
 */
public record BatchNorm(
    List<Selector> at, Slot place, OptionalInt ghost, double decay, double epsilon)
    implements Part {
  /** The key in a regularization's definition. */
  public static final String KEY = "batchNorm";

  static final String AT = "at";
  static final String PLACE = "place";
  private static final String GHOST = "ghost";
  private static final String DECAY = "decay";
  private static final String EPSILON = "epsilon";

  /** So many sizes of ghost batches are named that would do. */
  private static final int MOST_ADVISED = 6;

  private static final List<Slot> PLACES =
      List.of(Slot.BEFORE_ACTIVATION, Slot.AFTER_ACTIVATION, Slot.AFTER_POOL);
  private static final Set<Selector> KINDS = Set.of(Selector.CONV, Selector.DENSE);

  /** After every weight layer, with DL4J's defaults. */
  public static final BatchNorm EVERYWHERE = new BatchNorm(true, true, 0.9, 1e-5);

  public BatchNorm {
    if (!(decay >= 0 && decay < 1)) {
      throw ProblemsException.of(
          "batchNorm decay " + decay + " is not in [0, 1).", "use 0.9, the default.");
    }
    if (!(epsilon > 0) || Double.isInfinite(epsilon)) {
      throw ProblemsException.of(
          "batchNorm epsilon "
              + epsilon
              + (Double.isInfinite(epsilon) ? " is not finite." : " is not above 0."),
          "use 1e-5, the default.");
    }
    if (at.isEmpty()) {
      throw ProblemsException.of(
          "batchNorm with conv and dense both off does nothing.",
          "leave batchNorm out, or switch one of the two on.");
    }
    if (!PLACES.contains(place)) {
      throw new IllegalArgumentException("no batch norm stands " + place);
    }
    if (ghost.isPresent() && ghost.getAsInt() < 2) {
      throw ProblemsException.of(
          "batchNorm ghost " + ghost.getAsInt() + " would normalize one example by itself.",
          "use 2 or more, or leave ghost out for the whole batch.");
    }
    SortedSet<Selector> sorted = new TreeSet<>(at);
    boolean isEverything = sorted.contains(Selector.ALL) || sorted.containsAll(KINDS);
    at = isEverything ? List.of(Selector.ALL) : List.copyOf(sorted);
  }

  /** Between the weights and the activation of layers of these kinds. */
  public BatchNorm(boolean conv, boolean dense, double decay, double epsilon) {
    this(kinds(conv, dense), Slot.BEFORE_ACTIVATION, OptionalInt.empty(), decay, epsilon);
  }

  private static List<Selector> kinds(boolean conv, boolean dense) {
    List<Selector> at = new ArrayList<>();
    if (conv) {
      at.add(Selector.CONV);
    }
    if (dense) {
      at.add(Selector.DENSE);
    }
    return at;
  }

  /** Whether it follows all convolutions. */
  public boolean conv() {
    return at.contains(Selector.ALL) || at.contains(Selector.CONV);
  }

  /** Whether it follows all dense layers; the output layer never has it. */
  public boolean dense() {
    return at.contains(Selector.ALL) || at.contains(Selector.DENSE);
  }

  /** Whether the two flags {@code conv} and {@code dense} say all of where it stands. */
  @Override
  public boolean isByKind() {
    return place == Slot.BEFORE_ACTIVATION
        && ghost.isEmpty()
        && at.stream().allMatch(each -> each.equals(Selector.ALL) || KINDS.contains(each));
  }

  @Override
  public String key() {
    return KEY;
  }

  @Override
  public SortedMap<String, Object> settings() {
    SortedMap<String, Object> settings = new TreeMap<>();
    if (isByKind()) {
      settings.put(LayerKind.CONV.word(), conv());
      settings.put(LayerKind.DENSE.word(), dense());
    } else {
      settings.put(AT, at.stream().map(Selector::word).toList());
      settings.put(PLACE, place.word());
      ghost.ifPresent(examples -> settings.put(GHOST, examples));
    }
    settings.put(DECAY, decay);
    settings.put(EPSILON, epsilon);
    return settings;
  }

  @Override
  public Map<String, Part> withoutEachSite() {
    Map<String, Part> rest = new LinkedHashMap<>();
    for (Selector site : at.size() < 2 ? List.<Selector>of() : at) {
      List<Selector> others = at.stream().filter(other -> !other.equals(site)).toList();
      rest.put(site.word(), new BatchNorm(others, place, ghost, decay, epsilon));
    }
    return rest;
  }

  @Override
  public String inWords() {
    String where =
        switch (place) {
          case AFTER_ACTIVATION -> "after the activation of ";
          case AFTER_POOL -> "after the pooling of ";
          default -> "between weights and activation of ";
        };
    return shortWords()
        + " "
        + where
        + at.stream().map(Selector::ofLayers).collect(Collectors.joining(" and "))
        + ", decay "
        + decay
        + ", epsilon "
        + epsilon;
  }

  private String shortWords() {
    return ghost.isPresent() ? "ghost batch norm of " + ghost.getAsInt() : "batch norm";
  }

  @Override
  public boolean changesNothing() {
    return false;
  }

  @Override
  public void weave(Weaving network) {
    Set<String> done = new TreeSet<>();
    for (Selector selector : at) {
      for (Site site : network.norms(selector)) {
        if (done.add(site.name())) {
          network.put(site, place, layer(), "bn", shortWords());
        }
      }
    }
  }

  private BatchNormalization layer() {
    BatchNormalization layer =
        ghost.isPresent()
            ? new GhostBatchNormalization(ghost.getAsInt())
            : new BatchNormalization.Builder().build();
    layer.setDecay(decay);
    layer.setEps(epsilon);
    // The plain running variance; its logarithm is for gradient sharing between machines.
    layer.setUseLogStd(false);
    return layer;
  }

  @Override
  public Optional<Problem> objection(int batchSize, boolean seesOneNumber) {
    if (ghost.isPresent() && batchSize % ghost.getAsInt() != 0) {
      return Optional.of(
          Problem.of(
              "ghost " + ghost.getAsInt() + " does not divide batchSize " + batchSize + ".",
              "use " + divisors(batchSize) + "."));
    }
    return batchSize == 1 && seesOneNumber
        ? Optional.of(
            Problem.of(
                "batchSize 1 trains nothing where batch norm sees one number of each unit.",
                "use batch sizes from 2 up."))
        : Optional.empty();
  }

  /** The least of them but 1; each up to the root has another one beyond it. */
  private static String divisors(int batchSize) {
    List<Integer> found = new ArrayList<>();
    List<Integer> beyond = new ArrayList<>();
    for (int examples = 2; (long) examples * examples <= batchSize; examples++) {
      if (batchSize % examples == 0) {
        found.add(examples);
        if (batchSize / examples != examples) {
          beyond.add(0, batchSize / examples);
        }
      }
    }
    found.addAll(beyond);
    return found.isEmpty()
        ? "another batchSize"
        : "one of "
            + found.stream()
                .limit(MOST_ADVISED)
                .map(String::valueOf)
                .collect(Collectors.joining(", "));
  }

  @Override
  public Optional<String> lackingInStock() {
    return ghost.isPresent() ? Optional.of("ghost batches") : Optional.empty();
  }

  /** How it is read. */
  public static final class Kind implements PartKind {
    private static final String EXAMPLE = "true, or { conv: true, dense: false }";

    @Override
    public String key() {
      return KEY;
    }

    @Override
    public String description() {
      return "batch norm: { at: which layers, place: before-activation, after-activation or"
          + " after-pool, ghost: examples, decay: 0.9, epsilon: 1e-5 }; decay is the weight of the"
          + " old statistics, as in Keras: PyTorch's momentum is 1 - decay";
    }

    @Override
    public Optional<Part> read(Setting value) {
      if (value.isFlag()) {
        return Optional.of(EVERYWHERE);
      }
      return value.mapping(EXAMPLE).flatMap(keys -> read(value, keys));
    }

    private static Optional<Part> read(Setting value, Setting.Settings keys) {
      keys.allowOnly(
          List.of(LayerKind.CONV.word(), LayerKind.DENSE.word(), DECAY, EPSILON, AT, PLACE, GHOST));
      BatchNorm usual = EVERYWHERE;
      Optional<List<Selector>> at = at(value, keys);
      Optional<Slot> place = PartReading.slot(keys, PLACES, usual.place);
      // Each number is tried by itself, so that two wrong ones are two problems, each with its
      // line.
      Optional<Double> decay =
          PartReading.number(
              keys, DECAY, usual.decay, d -> new BatchNorm(true, true, d, usual.epsilon));
      Optional<Double> epsilon =
          PartReading.number(
              keys, EPSILON, usual.epsilon, e -> new BatchNorm(true, true, usual.decay, e));
      Optional<OptionalInt> ghost = ghost(keys);
      if (at.isEmpty()
          || place.isEmpty()
          || decay.isEmpty()
          || epsilon.isEmpty()
          || ghost.isEmpty()) {
        return Optional.empty();
      }
      return PartReading.made(
          value,
          () -> new BatchNorm(at.get(), place.get(), ghost.get(), decay.get(), epsilon.get()));
    }

    private static Optional<List<Selector>> at(Setting value, Setting.Settings keys) {
      Optional<? extends Setting> at = keys.get(AT);
      Optional<Boolean> conv = flag(keys, LayerKind.CONV.word());
      Optional<Boolean> dense = flag(keys, LayerKind.DENSE.word());
      if (conv.isEmpty() || dense.isEmpty()) {
        return Optional.empty();
      }
      if (at.isEmpty()) {
        return Optional.of(kinds(conv.get(), dense.get()));
      }
      if (PartReading.saysTwice(keys, value)) {
        return Optional.empty();
      }
      Collection<? extends Setting> words = at.get().items();
      List<Selector> selectors = new ArrayList<>();
      for (Setting word : words) {
        PartReading.selector(word)
            .filter(
                selector -> {
                  if (selector.word().equals(Site.INPUT)) {
                    word.problem(
                        "batchNorm at: input normalizes no weight layer.",
                        "use at: first, or standardized data.");
                  }
                  return !selector.word().equals(Site.INPUT);
                })
            .ifPresent(selectors::add);
      }
      if (words.isEmpty()) {
        at.get().problem(at.get().path() + " is empty.", "use at: all, or leave it out.");
      }
      return selectors.isEmpty() || selectors.size() < words.size()
          ? Optional.empty()
          : Optional.of(selectors);
    }

    private static Optional<Boolean> flag(Setting.Settings keys, String key) {
      return keys.get(key).isPresent() ? keys.get(key).get().flag() : Optional.of(true);
    }

    /** Empty if it has a problem; holds nothing where there is none. */
    private static Optional<OptionalInt> ghost(Setting.Settings keys) {
      Optional<? extends Setting> node = keys.get(GHOST);
      if (node.isEmpty()) {
        return Optional.of(OptionalInt.empty());
      }
      return node.get()
          .count("8")
          .flatMap(
              examples ->
                  PartReading.made(
                      node.get(),
                      () ->
                          new BatchNorm(
                              List.of(Selector.ALL),
                              Slot.BEFORE_ACTIVATION,
                              OptionalInt.of(examples),
                              EVERYWHERE.decay,
                              EVERYWHERE.epsilon)))
          .map(BatchNorm.class::cast)
          .map(BatchNorm::ghost);
    }
  }
}
