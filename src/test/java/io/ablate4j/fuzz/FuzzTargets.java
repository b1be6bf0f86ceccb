package io.ablate4j.fuzz;

import java.util.List;

/** Every reader of what comes from outside. */
final class FuzzTargets {
  private FuzzTargets() {}

  static List<FuzzTarget> all() {
    return List.of(
        new StudyFileTarget(),
        new TableTarget(),
        new IdxTarget(),
        new CifarTarget(),
        new PictureTarget(),
        new StoreTarget(),
        new NetworkTarget());
  }
}
