package io.ablate4j.model.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ablate4j.problem.ProblemsException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.DoubleSupplier;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** A file of Deeplearning4j that has weights; they are read when they are asked for. */
public final class WeightsFile {
  private static final int CHUNK = 1 << 14;

  private final Path path;

  /** As the file has it: which parameters a batch norm keeps, and in which order layers come. */
  private final ComputationGraphConfiguration network;

  WeightsFile(Path path, ComputationGraphConfiguration network) {
    this.path = Objects.requireNonNull(path, "path");
    this.network = Objects.requireNonNull(network, "network");
  }

  /** Where it lies. */
  public Path path() {
    return path;
  }

  /**
   * A hash of the weights: of each layer's name, the names of its parameters and these as floats,
   * in the order of the names. Reads them all, and keeps none.
   *
   * @return SHA-256, in hexadecimal
   * @throws ProblemsException if they cannot be read, are no numbers, or are not those of the
   *     network
   */
  public String sha256() {
    Map<String, byte[]> hashes = new TreeMap<>();
    read((name, count, from) -> hashes.put(name, hash(name, count, from::next)));
    return hash(hashes);
  }

  /**
   * The weights.
   *
   * @param sha256 that {@link #sha256()} gave when it was decided to start from them
   * @throws ProblemsException if they cannot be read any more, or are others now
   */
  public StartWeights read(String sha256) {
    Map<String, byte[]> hashes = new TreeMap<>();
    Map<String, StartWeights.Stored> layers = new HashMap<>();
    read(
        (name, count, from) -> {
          float[] numbers = new float[count];
          for (int i = 0; i < count; i++) {
            numbers[i] = from.next();
          }
          int[] at = {0};
          hashes.put(name, hash(name, count, () -> numbers[at[0]++]));
          layers.put(name, new StartWeights.Stored(conf(name), numbers));
        });
    if (!hash(hashes).equals(sha256)) {
      throw ProblemsException.of(
          "The weights in "
              + Shown.line(path.toString())
              + " are others than when the study was read.",
          "put the file back as it was, or start the run again.");
    }
    return new StartWeights(layers);
  }

  /** Takes a layer's parameters while it is their turn. */
  private interface Visitor {
    void layer(String name, int count, Coefficients from);
  }

  /** Goes through all layers with parameters, in the order in which the file has these. */
  private void read(Visitor visitor) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    long all = 0;
    for (String name : order()) {
      GraphVertex vertex = network.getVertices().get(name);
      long count = vertex == null ? 0 : vertex.numParams(false);
      if (count > 0 && !(vertex instanceof LayerVertex)) {
        throw ProblemsException.of(
            "The weights of \"" + Shown.line(name) + "\" cannot be read: it is no layer.",
            "leave weights: start out.");
      }
      if (count > 0) {
        counts.put(name, Math.toIntExact(count));
        all += count;
      }
    }
    try (Coefficients from = Coefficients.open(path, all)) {
      counts.forEach((name, count) -> visitor.layer(name, count, from));
      from.end();
    } catch (ProblemsException e) {
      String place = Shown.line(String.valueOf(path.getFileName()));
      throw new ProblemsException(e.problems().stream().map(each -> each.at(place)).toList());
    }
  }

  /** Deeplearning4j keeps the order in which it has laid the parameters out. */
  private List<String> order() {
    List<String> saved = network.getTopologicalOrderStr();
    if (saved != null) {
      List<String> expected = new ArrayList<>(network.getNetworkInputs());
      expected.addAll(network.getVertices().keySet());
      if (saved.size() != expected.size()
          || !new HashSet<>(saved).equals(new HashSet<>(expected))) {
        throw ProblemsException.of(
            "It does not say in which order its layers have their weights.",
            "save the network again with ModelSerializer.");
      }
      return saved;
    }
    ComputationGraphConfiguration unsorted = network.clone();
    unsorted.setTopologicalOrder(null);
    new ComputationGraph(unsorted).topologicalSortOrder();
    return unsorted.getTopologicalOrderStr();
  }

  private NeuralNetConfiguration conf(String name) {
    return ((LayerVertex) network.getVertices().get(name)).getLayerConf();
  }

  private byte[] hash(String name, int count, DoubleSupplier numbers) {
    Layer layer = conf(name).getLayer();
    List<String> keys = layer.initializer().paramKeys(layer);
    MessageDigest digest = CanonicalJson.digest();
    digest.update((name + "\n" + String.join("\n", keys) + "\n\n").getBytes(UTF_8));
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK * Float.BYTES);
    for (int i = 0; i < count; i++) {
      chunk.putFloat((float) numbers.getAsDouble());
      if (!chunk.hasRemaining()) {
        digest.update(chunk.flip());
        chunk.clear();
      }
    }
    digest.update(chunk.flip());
    return digest.digest();
  }

  private static String hash(Map<String, byte[]> layers) {
    MessageDigest all = CanonicalJson.digest();
    layers.values().forEach(all::update);
    return HexFormat.of().formatHex(all.digest());
  }
}
