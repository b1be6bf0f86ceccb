package io.ablate4j.study.yaml;

/**
 * Where a value stands.
 *
 * @param line from 1; 0 for a value that an option gave
 * @param text what a {@link io.ablate4j.problem.Problem} calls it
 */
record Place(int line, String text) {
  static Place ofOption(String option) {
    return new Place(0, option);
  }
}
