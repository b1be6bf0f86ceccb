package io.ablate4j.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.ablate4j.data.InputShape;
import io.ablate4j.model.FileModel;
import io.ablate4j.model.ModelSpec;
import io.ablate4j.model.file.NetworkFile;
import io.ablate4j.model.file.NetworkFiles;
import io.ablate4j.regularization.OwnParts;
import io.ablate4j.regularization.Regularization;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.nd4j.linalg.activations.Activation;

/** Networks of Deeplearning4j and Keras, as text, in zips and in HDF5. */
final class NetworkTarget implements FuzzTarget {
  private static final Path REAL = Path.of("src/test/resources/networks");
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What means something in such a file, beside numbers. */
  private static final List<String> WORDS =
      List.of(
          "@class",
          "org.deeplearning4j.nn.conf.layers.DenseLayer",
          "org.deeplearning4j.nn.conf.layers.misc.FrozenLayer",
          "org.deeplearning4j.nn.conf.layers.LSTM",
          "org.nd4j.linalg.activations.impl.ActivationReLU",
          "java.lang.ProcessBuilder",
          "javax.swing.JEditorPane",
          "[\"java.util.HashMap\", {}]",
          "{\"@class\": \"java.util.HashMap\"}",
          "class_name",
          "keras_history",
          "inbound_nodes",
          "__tuple__",
          "Dense",
          "Flatten",
          "Lambda",
          "configuration.json",
          "config.json",
          "coefficients.bin",
          "MIXED_DATA_TYPES",
          "topologicalOrderStr",
          "../config.json",
          "model_config");

  /** Data that the seeds can read. */
  private static final List<InputShape> SHAPES =
      List.of(
          InputShape.image(1, 8, 8),
          InputShape.tabular(6),
          InputShape.image(1, 28, 28),
          InputShape.image(2, 11, 10));

  private static final int CLASSES = 3;
  private static final Regularization AS_IS = new Regularization("as-is", List.of(OwnParts.ALL));

  private final ByteMutator bytes = new ByteMutator(WORDS);
  private final TextMutator text = new TextMutator("\"[^\"\n]*\"|[-\\w.]+");
  private final List<FuzzInput> seeds = new ArrayList<>();

  /** The text in each file, if it can be changed there. */
  private final Map<String, String> texts = new HashMap<>();

  NetworkTarget() {
    add("chain", ".zip", "configuration.json", chain());
    add("graph", ".zip", "configuration.json", graph());
    for (String name : List.of("lenet-keras3", "mixed-keras3")) {
      add(name, ".keras", "config.json", pretty(real(name + ".json")));
    }
    for (String name : List.of("weights", "mixed")) {
      seeds.add(FuzzInput.of(Map.of(name + ".zip", weighty(name.equals("mixed")))));
    }
    for (String name : List.of("lenet-keras3.h5", "lenet-bytes.h5")) {
      seeds.add(FuzzInput.of(Map.of(name, real(name))));
    }
  }

  /** As text, and in a zip. */
  private void add(String name, String packing, String entry, String json) {
    seeds.add(FuzzInput.of(Map.of(name + ".json", json.getBytes(UTF_8))));
    seeds.add(FuzzInput.of(Map.of(name + packing, zip(entry, json.getBytes(UTF_8)))));
    texts.put(name + ".json", json);
    texts.put(name + packing, json);
  }

  @Override
  public String name() {
    return "network";
  }

  @Override
  public int share() {
    return 50;
  }

  @Override
  public List<FuzzInput> seeds() {
    return seeds;
  }

  @Override
  public FuzzInput mutate(FuzzInput seed, RandomGenerator random) {
    String file = seed.files().firstKey();
    FuzzInput another = seeds.get(random.nextInt(seeds.size()));
    byte[] other = another.files().get(another.files().firstKey());
    String json = texts.get(file);
    boolean isText = file.endsWith(".json");
    if (json == null && file.endsWith(".zip")) {
      return seed.with(file, mutatedWeights(seed.files().get(file), other, random));
    }
    if (json == null || !isText && random.nextInt(3) == 0) {
      return seed.with(file, bytes.mutate(seed.files().get(file), other, random));
    }
    String mixed = texts.getOrDefault(another.files().firstKey(), json);
    byte[] changed = text.mutate(json, mixed, random).getBytes(UTF_8);
    if (random.nextInt(4) == 0) {
      changed = bytes.mutate(changed, other, random);
    }
    String entry = file.endsWith(".keras") ? "config.json" : "configuration.json";
    return seed.with(file, isText ? changed : zip(entry, changed));
  }

  @Override
  public void read(Path folder, FuzzInput input) {
    NetworkFile read = NetworkFiles.read(folder.resolve(input.files().firstKey()));
    NetworkFile again = NetworkFiles.fromCanonicalJson(read.name(), read.canonicalJson());
    if (!again.sha256().equals(read.sha256()) || !read.name().matches("[a-z0-9-]+")) {
      throw new AssertionError("its canonical text is another network");
    }
    if (read.weights().isPresent()) {
      String weights = read.weights().get().sha256();
      read.weights().get().read(weights);
    }
    FileModel model = new FileModel(read.name(), read.format(), read.configuration());
    for (InputShape shape : SHAPES) {
      if (model.objection(shape, CLASSES).isEmpty()) {
        model.configure(new ModelSpec(shape, CLASSES, AS_IS));
      }
    }
  }

  /**
   * A zip of a network with weights, packed again with the one or the other changed: bytes of the
   * whole zip would nearly always fail its checksums first.
   */
  private byte[] mutatedWeights(byte[] packed, byte[] other, RandomGenerator random) {
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(packed))) {
      Map<String, byte[]> entries = new LinkedHashMap<>();
      boolean isWeights = random.nextInt(4) > 0;
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        byte[] content = in.readAllBytes();
        boolean changes = entry.getName().startsWith("coefficients") == isWeights;
        entries.put(entry.getName(), changes ? bytes.mutate(content, other, random) : content);
      }
      return zip(entries);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As ModelSerializer writes it, here without the native library. */
  private static byte[] weighty(boolean isOld) {
    String json =
        new NeuralNetConfiguration.Builder()
            .seed(1)
            .list()
            .layer(new DenseLayer.Builder().nIn(6).nOut(4).build())
            .layer(new BatchNormalization.Builder().nIn(4).nOut(4).build())
            .layer(new OutputLayer.Builder().nIn(4).nOut(3).activation(Activation.SOFTMAX).build())
            .build()
            .toJson();
    int count = 6 * 4 + 4 + 4 * 4 + 4 * 3 + 3;
    ByteArrayOutputStream weights = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(weights)) {
      long[] shape = {2, 1, count, 1, 1, 8192, 1, 99};
      header(out, isOld ? "HEAP" : "LONG_SHAPE", shape.length, isOld ? "INT" : "LONG");
      for (long number : shape) {
        if (isOld) {
          out.writeInt((int) number);
        } else {
          out.writeLong(number);
        }
      }
      header(out, isOld ? "HEAP" : "MIXED_DATA_TYPES", count, isOld ? "DOUBLE" : "FLOAT");
      for (int i = 0; i < count; i++) {
        if (isOld) {
          out.writeDouble(.01 * i);
        } else {
          out.writeFloat(.01f * i);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("configuration.json", json.getBytes(UTF_8));
    entries.put("coefficients.bin", weights.toByteArray());
    return zip(entries);
  }

  private static void header(DataOutputStream out, String allocation, int length, String type)
      throws IOException {
    out.writeUTF(allocation);
    if (allocation.equals("HEAP")) {
      out.writeInt(length);
    } else {
      out.writeLong(length);
    }
    out.writeUTF(type);
  }

  private static String chain() {
    return new NeuralNetConfiguration.Builder()
        .seed(1)
        .l2(1e-4)
        .list()
        .layer(
            new ConvolutionLayer.Builder(3, 3)
                .nOut(4)
                .activation(Activation.RELU)
                .dropOut(.5)
                .build())
        .layer(new BatchNormalization())
        .layer(new SubsamplingLayer.Builder().build())
        .layer(new DenseLayer.Builder().nOut(5).build())
        .layer(new OutputLayer.Builder().nOut(3).activation(Activation.SOFTMAX).build())
        .setInputType(InputType.convolutionalFlat(8, 8, 1))
        .build()
        .toJson();
  }

  private static String graph() {
    return new NeuralNetConfiguration.Builder()
        .seed(1)
        .graphBuilder()
        .addInputs("in")
        .addLayer("a", new DenseLayer.Builder().nOut(4).build(), "in")
        .addLayer("b", new DenseLayer.Builder().nOut(4).build(), "a")
        .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "a", "b")
        .addLayer(
            "out", new OutputLayer.Builder().nOut(3).activation(Activation.SOFTMAX).build(), "sum")
        .setOutputs("out")
        .setInputTypes(InputType.feedForward(6))
        .build()
        .toJson();
  }

  private static byte[] zip(String entry, byte[] content) {
    return zip(Map.of(entry, content));
  }

  private static byte[] zip(Map<String, byte[]> entries) {
    try (ByteArrayOutputStream packed = new ByteArrayOutputStream()) {
      try (ZipOutputStream zip = new ZipOutputStream(packed)) {
        for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
          ZipEntry named = new ZipEntry(entry.getKey());
          named.setTime(0);
          zip.putNextEntry(named);
          zip.write(entry.getValue());
          zip.closeEntry();
        }
      }
      return packed.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] real(String name) {
    try {
      return Files.readAllBytes(REAL.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String pretty(byte[] json) {
    try {
      return JSON.readTree(json).toPrettyString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
