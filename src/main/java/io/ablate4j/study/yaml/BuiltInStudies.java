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

  private BuiltInStudies() {}

  /** Their names, the one to begin with first. */
  public static List<String> names() {
    return NAMES;
  }

  /** The study of that name, labelled as built in; empty if there is none. */
  public static Optional<StudySource> find(String name) {
    return NAMES.contains(name)
        ? Optional.of(new StudySource(name + " (built in)", text(name)))
        : Optional.empty();
  }

  /** One line on the study of that name: the description in its file. */
  public static String describe(String name) {
    return YamlDocument.root(new StudySource(name, text(name)), new FoundProblems(name))
        .flatMap(root -> root.get("description"))
        .flatMap(YamlNode::text)
        .map(String::strip)
        .orElse("");
  }

  private static String text(String name) {
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
