package io.ablate4j.regularization;

import io.ablate4j.problem.Problem;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * What a regularization puts into networks: batch norm, dropout, or what a user's own class does.
 */
public interface Part {
  /** The key in a regularization's definition, that of its {@link PartKind}. */
  String key();

  /**
   * All that it was set to, defaults included, as text, numbers, flags, lists and maps: what its
   * kind reads again as an equal part, and what a trial's key is taken of.
   */
  SortedMap<String, Object> settings();

  /** What it is and where it stands, model or no model: one phrase. */
  String inWords();

  /** Whether it puts nothing into any network, as dropout of probability 0. */
  boolean changesNothing();

  /**
   * Whether {@link Regularization#batchNorm} or {@link Regularization#dropout} gives it, and says
   * all of it with flags or numbers by kind of layer.
   */
  default boolean isByKind() {
    return false;
  }

  /** Names of factors that stand for its numbers, as in {@code $drop}; none once it has all. */
  default Set<String> strengths() {
    return Set.of();
  }

  /**
   * The same with some of its strengths known.
   *
   * @param values number by name
   * @throws io.ablate4j.problem.ProblemsException if it cannot have such a number
   */
  default Part with(Map<String, Double> values) {
    return this;
  }

  /**
   * What is left of it where one of the sites that it names is left out, by the site's word; empty
   * where it names one, or none that can be.
   */
  default Map<String, Part> withoutEachSite() {
    return Map.of();
  }

  /** Puts its layers where they belong. */
  void weave(Weaving network);

  /**
   * Why it cannot be trained with such batches.
   *
   * @param batchSize examples
   * @param seesOneNumber whether it stands somewhere where an example has one number a unit, as
   *     after a dense layer
   */
  default Optional<Problem> objection(int batchSize, boolean seesOneNumber) {
    return Optional.empty();
  }

  /** What Deeplearning4j as released lacks for it, such as "ghost batches"; empty if nothing. */
  default Optional<String> lackingInStock() {
    return Optional.empty();
  }
}
