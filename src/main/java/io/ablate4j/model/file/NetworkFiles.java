package io.ablate4j.model.file;

import com.fasterxml.jackson.databind.JsonNode;
import io.ablate4j.problem.ProblemsException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/**
 * Reads networks of users. A file is data from outside: what is wrong with it, by accident or on
 * purpose, is a {@link ProblemsException} that says so.
 */
public final class NetworkFiles {
  /** Bytes by which containers know their files. */
  static final int HEAD = 16;

  /** The last one knows all. */
  private static final List<Container> CONTAINERS =
      List.of(new ZipContainer(), new Hdf5Container(), new TextContainer());

  private static final List<NetworkFormat> FORMATS =
      List.of(new MultiLayerFormat(), new GraphFormat(), new KerasFormat());

  private static final int NAME = 40;

  private NetworkFiles() {}

  /**
   * Reads a network's architecture.
   *
   * @param file zip or JSON of Deeplearning4j; .keras, .h5 or JSON of Keras 2 or 3
   * @throws ProblemsException if there is no such file, or no network in it that can be read
   */
  public static NetworkFile read(Path file) {
    try {
      return readHere(file);
    } catch (ProblemsException e) {
      String place = Shown.line(String.valueOf(file.getFileName()));
      throw new ProblemsException(e.problems().stream().map(each -> each.at(place)).toList());
    }
  }

  /**
   * The network of a text that {@link NetworkFile#canonicalJson()} gave; without weights.
   *
   * @throws ProblemsException if it is no such text
   */
  public static NetworkFile fromCanonicalJson(String name, String json) {
    return checked(
        new GraphFormat(),
        JsonText.read(json),
        new Origin(name, "canonical JSON", Optional.empty()));
  }

  private static NetworkFile readHere(Path file) {
    Content content = open(file);
    JsonNode root = JsonText.read(content.json());
    NetworkFormat format =
        FORMATS.stream()
            .filter(each -> each.knows(root))
            .findFirst()
            .orElseThrow(
                () ->
                    ProblemsException.of(
                        "It is JSON, but of no network.",
                        "name the file that Deeplearning4j's toJson() or Keras's to_json() has"
                            + " written."));
    return checked(
        format,
        root,
        new Origin(
            name(file),
            format.name(root) + " (" + content.packing() + ")",
            content.hasWeights() ? Optional.of(file) : Optional.empty()));
  }

  private static Content open(Path file) {
    try {
      if (!Files.exists(file)) {
        throw ProblemsException.of(
            "There is no file " + Shown.line(file.toString()) + ".",
            "check its path. In a study file it starts from the folder of that file.");
      }
      if (!Files.isRegularFile(file)) {
        throw ProblemsException.of(
            Shown.line(file.toString()) + " is no file.", "name the file of the network itself.");
      }
      byte[] head;
      try (InputStream in = Files.newInputStream(file)) {
        head = in.readNBytes(HEAD);
      }
      for (Container each : CONTAINERS) {
        if (each.knows(head)) {
          return each.open(file);
        }
      }
      throw new IllegalStateException("the last container knows all");
    } catch (IOException | InvalidPathException e) {
      throw ProblemsException.of(
          "It cannot be read: " + Shown.reason(e) + ".",
          "see whether the file is whole, and whether you may read it.");
    }
  }

  /** What a network has beside its configuration. */
  private record Origin(String name, String format, Optional<Path> weights) {}

  private static NetworkFile checked(NetworkFormat format, JsonNode root, Origin origin) {
    try {
      ComputationGraphConfiguration written = format.read(root);
      String text = CanonicalJson.of(written);
      // Through the text that workers read, so that both have the same network.
      ComputationGraphConfiguration network =
          ConfigurationJson.read(JsonText.read(text), ComputationGraphConfiguration.class);
      PlainForm.make(network);
      Bounds.check(network);
      requireInputs(network);
      network.validate(true, false);
      return new NetworkFile(
          origin.name(),
          origin.format(),
          CanonicalJson.sha256(text),
          network,
          origin.weights().map(file -> new WeightsFile(file, written)));
    } catch (RuntimeException | LinkageError e) {
      if (e instanceof ProblemsException problems) {
        throw problems;
      }
      throw ProblemsException.of(
          "Its network does not hold together: " + Shown.reason(e) + ".",
          "see whether Deeplearning4j itself can read it.");
    }
  }

  /** Deeplearning4j validates what vertices read, but not that each of them reads something. */
  private static void requireInputs(ComputationGraphConfiguration network) {
    for (String name : network.getVertices().keySet()) {
      List<String> inputs = network.getVertexInputs().get(name);
      if (inputs == null || inputs.isEmpty()) {
        throw ProblemsException.of(
            "Its layer " + Shown.line(name) + " reads nothing.",
            "save the network again with Deeplearning4j 1.0.0-M2.1.");
      }
    }
  }

  /** The stem of a file's name as an id. */
  private static String name(Path file) {
    String stem = String.valueOf(file.getFileName()).replaceAll("(?<=.)\\.[^.]*$", "");
    String id = stem.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    id = (id.length() > NAME ? id.substring(0, NAME) : id).replaceAll("^-+|-+$", "");
    return id.isEmpty() ? "network" : id;
  }
}
