package io.ablate4j.intervention;

import io.ablate4j.regularization.Setting;
import java.util.Optional;

/**
 * A kind of intervention. To bring one: a class, and a line in {@code
 * META-INF/services/io.ablate4j.intervention.InterventionKind}.
 */
public interface InterventionKind {
  /** The key in an intervention's definition. */
  String key();

  /** One line for {@code list interventions}. */
  String description();

  /**
   * Reads an intervention.
   *
   * @param value what stands at the key
   * @return empty if a problem was noted
   */
  Optional<Intervention> read(Setting value);
}
