package io.ablate4j.benchmark;

import java.util.List;

/**
 * How a stack fills the machine.
 *
 * @param name in files and on the page
 * @param stack what trains
 * @param processes at the same time, one trial each
 * @param threads native threads of each
 */
record Layout(String name, Stack stack, int processes, int threads) {
  static final String ABLATE4J = "ablate4j";
  static final String DL4J = "dl4j";
  static final String DJL_CORE = "djl-trial-a-core";
  static final String DJL_MACHINE = "djl-one-trial";

  /** All that are compared, in the order of a round. */
  static List<Layout> all(int cores) {
    return List.of(
        new Layout(ABLATE4J, Stack.ABLATE4J, cores, 1),
        new Layout(DL4J, Stack.DL4J, cores, 1),
        new Layout(DJL_CORE, Stack.DJL, cores, 1),
        new Layout(DJL_MACHINE, Stack.DJL, 1, cores));
  }
}
