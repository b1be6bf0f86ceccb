package io.ablate4j.regularization;

import io.ablate4j.problem.Registry;
import java.util.List;
import java.util.Map;

/** The kinds of parts that come along and those on the class path. */
public final class PartKinds {
  private static final Registry<PartKind> ALL =
      Registry.onClassPath(
          new Registry.Kind("part", "parts"),
          PartKind.class,
          List.of(new BatchNorm.Kind(), new Dropout.Kind(), new Noise.Kind(), new OwnParts.Kind()),
          PartKind::key);

  private PartKinds() {}

  /**
   * By key, in the order in which they are woven into a network.
   *
   * @throws io.ablate4j.problem.ProblemsException if one of a user's cannot be loaded
   */
  public static Map<String, PartKind> byKey() {
    return ALL.byId();
  }
}
