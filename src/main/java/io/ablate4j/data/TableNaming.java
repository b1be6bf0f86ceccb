package io.ablate4j.data;

import io.ablate4j.problem.Problem;
import java.util.Optional;

/**
 * What problems of a table call it and its rows.
 *
 * @param place of problems: the file
 * @param name of the table in sentences
 * @param unit what its rows are counted in, from 1: line or record
 * @param hasHeaderKey whether a study file can say that the first row holds names
 * @param otherDelimiter the character that seems to part columns instead of the one given
 */
record TableNaming(
    String place,
    String name,
    String unit,
    boolean hasHeaderKey,
    Optional<Character> otherDelimiter) {
  Problem whole(String message, String advice) {
    return new Problem(Optional.of(place), message, advice);
  }

  Problem row(long number, String message, String advice) {
    return new Problem(
        Optional.of(place + ":" + number),
        "In " + unit + " " + number + " of " + name + ", " + message,
        advice);
  }

  /** What to do where the first row seems to hold names. */
  String headerAdvice() {
    return hasHeaderKey
        ? "set dataset.header to true if the first line holds the names of the columns."
        : "have the reader skip the first " + unit + " if it holds the names of the columns.";
  }

  /** The delimiter as a study file has it. */
  static String written(char delimiter) {
    return delimiter == '\t' ? "tab" : "\"" + delimiter + "\"";
  }
}
