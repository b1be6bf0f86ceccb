package io.ablate4j.regularization;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A value of a study file, as a part sees it that reads itself from one. The readers of typed
 * values give nothing, and note a problem at the value's line, where the value is of another type.
 */
public interface Setting {
  /** What messages call the value, such as {@code regularizations.light.dropout}. */
  String path();

  /** The value as messages show it. */
  String shown();

  /**
   * Notes what is wrong with it.
   *
   * @param message one sentence that names the value
   * @param advice what to do about it, without the leading "Maybe"
   */
  void problem(String message, String advice);

  /** Whether it is {@code true} or {@code false}. */
  boolean isFlag();

  /** Whether it is a list. */
  boolean isList();

  /** Whether it has keys. */
  boolean isMapping();

  /** The flag. */
  Optional<Boolean> flag();

  /**
   * Any number, also NaN and infinity.
   *
   * @param example as advice shows it
   */
  Optional<Double> number(String example);

  /** A whole number from 1 up. */
  Optional<Integer> count(String example);

  /** Text that is not a number. */
  Optional<String> text();

  /** One of these words; another one is noted with the nearest of them. */
  Optional<String> oneOf(Collection<String> words);

  /** The items of a list; a single value counts as a list of one. */
  List<? extends Setting> items();

  /**
   * Keys and values.
   *
   * @param example how such a mapping is written
   */
  Optional<? extends Settings> mapping(String example);

  /** Keys and values, in the order of the file. */
  interface Settings {
    /** All of them. */
    Map<String, ? extends Setting> entries();

    /** The value at a key. */
    Optional<? extends Setting> get(String key);

    /** Notes every key that is not known. */
    void allowOnly(Collection<String> known);
  }
}
