package io.ablate4j.model.file;

import java.util.Objects;
import java.util.Optional;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/**
 * A network that a user brought: its architecture. Its weights are read when they are asked for.
 *
 * @param name stem of the file's name, made into an id: lower-case letters, digits and hyphens
 * @param format in words, such as "Keras 3 (.keras)"
 * @param sha256 of {@link #canonicalJson()}, in hexadecimal: the same network has the same one,
 *     whatever file it stands in
 * @param configuration as a graph whose vertices have the names of the layers. Seeds are 0, and so
 *     are counts of what was trained: whoever trains it sets them.
 * @param weights of a file of Deeplearning4j that has some
 */
public record NetworkFile(
    String name,
    String format,
    String sha256,
    ComputationGraphConfiguration configuration,
    Optional<WeightsFile> weights) {
  public NetworkFile {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(format, "format");
    Objects.requireNonNull(sha256, "sha256");
    Objects.requireNonNull(configuration, "configuration");
    Objects.requireNonNull(weights, "weights");
  }

  /** What {@link NetworkFiles#fromCanonicalJson} makes the same network of. */
  public String canonicalJson() {
    return CanonicalJson.of(configuration);
  }
}
