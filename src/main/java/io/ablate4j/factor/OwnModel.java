package io.ablate4j.factor;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * What tells a model that does not come along from another one of its name: else a network could
 * change, and results of the old one would be used on.
 *
 * <p>Equal ones are of equal key and hash; a network's text is only for whoever has not read its
 * file.
 */
public final class OwnModel {
  /** The key in a trial's spec of a network that a study reads from a file. */
  public static final String FILE = "modelFile";

  /** The key of the weights that its training starts from, if these are not drawn. */
  public static final String WEIGHTS = "modelWeights";

  /** The key of a class on the class path. */
  public static final String CLASS = "modelClass";

  private final String key;
  private final String sha256;
  private final Optional<String> network;
  private final Optional<Start> start;

  private OwnModel(String key, String sha256, Optional<String> network, Optional<Start> start) {
    this.key = Objects.requireNonNull(key, "key");
    this.sha256 = Objects.requireNonNull(sha256, "sha256");
    this.network = network;
    this.start = start;
  }

  /**
   * Weights that training starts from.
   *
   * @param sha256 of them
   * @param file where they lie, for whoever trains; no part of what they are
   */
  public record Start(String sha256, Optional<Path> file) {
    public Start {
      Objects.requireNonNull(sha256, "sha256");
      Objects.requireNonNull(file, "file");
    }
  }

  /** A network in a file, by the hash of its canonical text. */
  public static OwnModel ofFile(String sha256) {
    return new OwnModel(FILE, sha256, Optional.empty(), Optional.empty());
  }

  /** A class, by the hash of its bytes. */
  public static OwnModel ofClass(String sha256) {
    return new OwnModel(CLASS, sha256, Optional.empty(), Optional.empty());
  }

  /** The same with the network's canonical text. */
  public OwnModel with(String text) {
    return new OwnModel(key, sha256, Optional.of(text), start);
  }

  /** The same, trained from such weights instead of those that a seed draws. */
  public OwnModel from(Start weights) {
    return new OwnModel(key, sha256, network, Optional.of(weights));
  }

  /** Where it stands in a trial's spec. */
  public String key() {
    return key;
  }

  /** In hexadecimal. */
  public String sha256() {
    return sha256;
  }

  /** Canonical text of a network from a file, where it is known. */
  public Optional<String> network() {
    return network;
  }

  /** Weights that its training starts from; empty where each seed draws its own. */
  public Optional<Start> start() {
    return start;
  }

  private Optional<String> startHash() {
    return start.map(Start::sha256);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof OwnModel own
        && own.key.equals(key)
        && own.sha256.equals(sha256)
        && own.startHash().equals(startHash());
  }

  @Override
  public int hashCode() {
    return Objects.hash(key, sha256, startHash());
  }

  @Override
  public String toString() {
    return key + " " + sha256 + startHash().map(" from "::concat).orElse("");
  }
}
