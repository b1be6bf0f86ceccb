package io.ablate4j.fuzz;

import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;

/** A reader of files that come from outside. */
interface FuzzTarget {
  String name();

  /** Of a million inputs, how many thousands are this reader's. */
  int share();

  /** Valid inputs, the same ones each time. */
  List<FuzzInput> seeds();

  /** One of them, made wrong. */
  FuzzInput mutate(FuzzInput seed, RandomGenerator random);

  /**
   * Reads all that a run would read.
   *
   * @param folder that the input has been written to
   * @throws Exception a {@link io.ablate4j.problem.ProblemsException} or a {@link
   *     io.ablate4j.store.StoreException} if it refuses the input; anything else is a find
   */
  void read(Path folder, FuzzInput input) throws Exception;
}
