package io.ablate4j.study.yaml;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The studies that come along. One more is a file under {@code studies/} and a name here. */
public final class BuiltInStudies {
  private static final List<String> NAMES = List.of("quickstart", "reference", "cifar10");

  /** Those that put claims on trial, in the order in which they are run. */
  private static final List<String> CLAIMS =
      List.of(
          "claims-help",
          "claims-gap",
          "claims-place",
          "claims-batch",
          "claims-rate",
          "claims-depth",
          "claims-activation",
          "claims-init",
          "claims-shift",
          "claims-rescale",
          "claims-ensemble",
          "claims-deep",
          "claims-overfitting",
          "claims-convolutions",
          "claims-dropout-place",
          "claims-pooling",
          "claims-problem",
          "claims-learning-rate",
          "mini-li",
          "mini-wu-he",
          "mini-ioffe-mnist",
          "mini-srivastava",
          "mini-garbin",
          "mini-ioffe-inception");

  private static final String CLAIMS_FOLDER = "claims/";

  private BuiltInStudies() {}

  /** Names of the studies that put claims on trial. */
  public static List<String> claims() {
    return CLAIMS;
  }

  /** Their names, the one to begin with first. */
  public static List<String> names() {
    return NAMES;
  }

  /** The study of that name, labelled as built in; empty if there is none. */
  public static Optional<StudySource> find(String name) {
    return CLAIMS.contains(name) || NAMES.contains(name)
        ? Optional.of(new StudySource(name + " (built in)", text(path(name))))
        : Optional.empty();
  }

  private static String path(String name) {
    return CLAIMS.contains(name) ? CLAIMS_FOLDER + name : name;
  }

  /** One line on the study of that name: the description in its file. */
  public static String describe(String name) {
    return YamlDocument.root(new StudySource(name, text(path(name))), new FoundProblems(name))
        .flatMap(root -> root.get("description"))
        .flatMap(YamlNode::text)
        .map(String::strip)
        .orElse("");
  }

  /** The text of that name, which is there. */
  static String text(String name) {
    String resource = "/studies/" + name + ".yaml";
    try (InputStream in = BuiltInStudies.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is not in this build");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(resource + " cannot be read", e);
    }
  }
}
