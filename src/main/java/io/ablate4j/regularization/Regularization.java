package io.ablate4j.regularization;

import io.ablate4j.problem.ProblemsException;
import io.ablate4j.trial.Arms;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A named arm of the ablation: what is put into a model, where, and how strong it is.
 *
 * @param name the level's name in studies and reports
 * @param parts in the order in which they are woven: by kind, those of one kind as they were given
 */
public record Regularization(String name, List<Part> parts) {
  /**
   * Dropout may stand before a norm, and noise behind one, so that norms come first; all after what
   * the network has itself.
   */
  private static final List<String> ORDER =
      List.of(OwnParts.KEY, BatchNorm.KEY, Dropout.KEY, Noise.KEY);

  public static final Regularization NONE = new Regularization(Arms.NONE, List.of());
  public static final Regularization BATCH_NORM =
      new Regularization(Arms.BATCH_NORM, List.of(BatchNorm.EVERYWHERE));
  public static final Regularization DROPOUT =
      new Regularization(Arms.DROPOUT, List.of(Dropout.USUAL));
  public static final Regularization BOTH =
      new Regularization(Arms.BOTH, List.of(BatchNorm.EVERYWHERE, Dropout.USUAL));

  public Regularization {
    if (name.isBlank()) {
      throw ProblemsException.of("A regularization has no name.", "call it what it does.");
    }
    List<Part> sorted = new ArrayList<>(parts);
    sorted.sort(Comparator.comparing(Regularization::order).thenComparing(Part::key));
    parts = List.copyOf(sorted);
  }

  /** With at most one part of each of the two kinds. */
  public Regularization(String name, Optional<BatchNorm> batchNorm, Optional<Dropout> dropout) {
    this(name, parts(batchNorm, dropout));
  }

  private static List<Part> parts(Optional<BatchNorm> batchNorm, Optional<Dropout> dropout) {
    List<Part> parts = new ArrayList<>();
    batchNorm.ifPresent(parts::add);
    dropout.ifPresent(parts::add);
    return parts;
  }

  private static int order(Part part) {
    int known = ORDER.indexOf(part.key());
    return known < 0 ? ORDER.size() : known;
  }

  /**
   * Whether {@link #batchNorm} and {@link #dropout} say all of it, with flags and numbers by kind
   * of layer. Then a model that lays itself out without a {@code BlockBuilder} can follow it.
   */
  public boolean isByKind() {
    return of(BatchNorm.class).size() <= 1
        && of(Dropout.class).size() <= 1
        && parts.stream().allMatch(Part::isByKind);
  }

  /** Its first batch norm. */
  public Optional<BatchNorm> batchNorm() {
    return of(BatchNorm.class).stream().findFirst();
  }

  /** Its first dropout. */
  public Optional<Dropout> dropout() {
    return of(Dropout.class).stream().findFirst();
  }

  private <T extends Part> List<T> of(Class<T> kind) {
    return parts.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /**
   * Whether it puts nothing into any model, as {@code none}: then it is a control, whose trials
   * have to give the numbers of {@code none} to the last bit.
   */
  public boolean changesNothing() {
    return parts.stream().allMatch(Part::changesNothing);
  }

  /** Names of factors that stand for numbers of its parts; none once it has all. */
  public Set<String> strengths() {
    Set<String> names = new LinkedHashSet<>();
    parts.forEach(part -> names.addAll(part.strengths()));
    return names;
  }

  /**
   * The same with some of its strengths known.
   *
   * @param values number by name
   * @throws ProblemsException if a part cannot have such a number
   */
  public Regularization with(Map<String, Double> values) {
    return new Regularization(name, parts.stream().map(part -> part.with(values)).toList());
  }

  /** What it puts where, such as "batch norm between weights and activation ...; dropout ...". */
  public String inWords() {
    return parts.isEmpty()
        ? "nothing"
        : parts.stream().map(Part::inWords).collect(Collectors.joining("; "));
  }

  /** The levels every study may name without defining them. */
  public static List<Regularization> builtIn() {
    return List.of(NONE, BATCH_NORM, DROPOUT, BOTH);
  }
}
