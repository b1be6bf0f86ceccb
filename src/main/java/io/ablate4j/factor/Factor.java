package io.ablate4j.factor;

import com.fasterxml.jackson.databind.JsonNode;
import io.ablate4j.problem.Problem;
import io.ablate4j.regularization.Regularization;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A factor that a study may vary: how its levels are read and written, and what they do to a trial.
 *
 * @param <T> type of a level; equal levels have equal words
 */
public interface Factor<T> {
  /** What its levels are: decides the scale of trends and axes. */
  enum Unit {
    /** A name. */
    WORD,
    /** A whole number from 1 up. */
    COUNT,
    /** A number whose doublings count. */
    RATIO,
    /** A number from 0 to 1. */
    SHARE
  }

  /** The key under {@code factors}: lower case, further words with a capital. */
  String name();

  /** One line for {@code list factors}. */
  String description();

  /** What its levels are. */
  Unit unit();

  /** The level; gives nothing, and notes a problem, where the value is none. */
  Optional<T> parse(Written written, Surroundings study);

  /** How a level is written in tables, cells and study files. */
  default String word(T level) {
    return String.valueOf(level);
  }

  /** The levels of a study that does not name the factor; empty if it must. */
  List<T> usual(Surroundings study);

  /** Takes the place of levels that are wrong, so that the rest of a study can still be checked. */
  T standIn(Surroundings study);

  /** Whether cells of the regularization have it; in others its word is that of an absent one. */
  default boolean isIn(Regularization arm) {
    return true;
  }

  /** What the trials of the level do. */
  void apply(T level, TrialSettings.Builder settings);

  /** The level that such settings have; the usual one if they do not say. */
  T of(TrialSettings settings);

  /**
   * The level at which trials of such settings stand whose study does not name the factor; empty if
   * the settings do not say, as where it is a model's own.
   */
  default Optional<T> unnamed(TrialSettings settings) {
    return Optional.of(of(settings));
  }

  /**
   * Whether it exists in a cell with these levels of the factors before it, and of itself and those
   * after it where a study gives them levels; a factor that is absent beside it is there as {@link
   * io.ablate4j.trial.Cell#ABSENT}. Where it does not, that is its level, too.
   */
  default boolean existsBeside(Map<String, String> levels) {
    return true;
  }

  /**
   * Whether a study may have its level chosen for each cell on tuning seeds. Words have no order
   * and so no edge of a grid. Whatever else a level sets, the size of the network or the budget
   * among it, every level of the grid is checked before the first trial.
   */
  default boolean mayBeTuned() {
    return unit() != Unit.WORD;
  }

  /** Whether networks of other levels have other layers. */
  default boolean changesNetwork() {
    return false;
  }

  /** Whether trials of other levels learn other data: then shape and classes are the cell's. */
  default boolean changesData() {
    return false;
  }

  /**
   * Adds the level to what identifies a trial; nothing for the usual one, so that trials keep their
   * keys when a factor is added. What every trial has is written elsewhere.
   *
   * @param spec sorted by key; numbers, texts, lists and maps
   */
  default void write(TrialSettings settings, Map<String, Object> spec) {}

  /** Does to the settings what {@link #write} has written; nothing if it wrote nothing. */
  default void read(JsonNode spec, TrialSettings.Builder settings) {}

  /**
   * What is wrong with the level in a cell, each with a message and an advice. Of those with the
   * same advice only the first is reported of a level.
   *
   * @param settings of the cell
   */
  default List<Problem> check(T level, TrialSettings settings, Circumstances study) {
    return List.of();
  }
}
