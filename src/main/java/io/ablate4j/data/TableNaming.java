package io.ablate4j.data;

import io.ablate4j.problem.Problem;
import java.util.Optional;

/**
 * What problems of a table call it and its rows.
 *
 * @param place of problems: the file
 * @param name of the table in sentences
 * @param unit what its rows are counted in, from 1: line or record
 * @param otherDelimiter the character that seems to part columns instead of the one given
 */
record TableNaming(String place, String name, String unit, Optional<Character> otherDelimiter) {
  Problem whole(String message, String advice) {
    return new Problem(Optional.of(place), message, advice);
  }

  Problem row(long number, String message, String advice) {
    return new Problem(
        Optional.of(place + ":" + number),
        "In " + unit + " " + number + " of " + name + ", " + message,
        advice);
  }

  /** The delimiter as a study file has it. */
  static String written(char delimiter) {
    return delimiter == '\t' ? "tab" : "\"" + delimiter + "\"";
  }
}
