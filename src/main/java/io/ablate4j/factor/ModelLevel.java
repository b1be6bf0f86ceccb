package io.ablate4j.factor;

import java.util.Objects;
import java.util.Optional;

/**
 * A network as a level.
 *
 * @param id of its model
 * @param own what it is, of one that does not come along
 */
public record ModelLevel(String id, Optional<OwnModel> own) {
  public ModelLevel {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(own, "own");
  }

  /** One that comes along. */
  public static ModelLevel of(String id) {
    return new ModelLevel(id, Optional.empty());
  }

  /** Whether the study reads it from a file. */
  public boolean isFile() {
    return own.filter(each -> each.key().equals(OwnModel.FILE)).isPresent();
  }

  /** Whether its training starts from the weights of its file. */
  public boolean isStarted() {
    return own.flatMap(OwnModel::start).isPresent();
  }
}
