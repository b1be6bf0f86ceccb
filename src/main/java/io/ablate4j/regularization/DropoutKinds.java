package io.ablate4j.regularization;

import io.ablate4j.problem.Registry;
import java.util.List;
import java.util.Map;

/** The kinds of dropout that come along and those on the class path. */
public final class DropoutKinds {
  /** What a dropout is that does not say its kind. */
  static final String STANDARD = new StandardDropout().id();

  private static final Registry<DropoutKind> ALL =
      Registry.onClassPath(
          new Registry.Kind("kind of dropout", "kinds of dropout"),
          DropoutKind.class,
          List.of(new StandardDropout(), new SpatialDropoutKind(), new GaussianDropoutKind()),
          DropoutKind::id);

  private DropoutKinds() {}

  /**
   * By id, in the order in which they are listed.
   *
   * @throws io.ablate4j.problem.ProblemsException if one of a user's cannot be loaded
   */
  public static Map<String, DropoutKind> byId() {
    return ALL.byId();
  }
}
