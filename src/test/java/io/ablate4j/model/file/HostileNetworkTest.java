package io.ablate4j.model.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ablate4j.problem.ProblemsException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;

/** Files that want to do harm, or are but broken: one clear error each, and little memory. */
class HostileNetworkTest {
  private static final long MOST_BYTES = 400L << 20;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "javax.swing.JEditorPane",
        "java.lang.ProcessBuilder",
        "com.sun.rowset.JdbcRowSetImpl",
        "org.nd4j.linalg.api.ops.CustomOp",
        "org.deeplearning4j.nn.conf.layers.DenseLayer<java.lang.Runtime>",
        "io.ablate4j.model.file.HostileNetworkTest$Trap"
      })
  void aClassThatIsNoLayerIsNeverLoaded(String name) throws IOException {
    String json =
        chain().replaceFirst("org.deeplearning4j.nn.conf.layers.DenseLayer", dollar(name));
    refused("trap.json", json, "It names the class " + name + ", which is none of");
    assertThat(sprung).isFalse();
  }

  @Test
  void aClassBeforeItsObjectInsteadOfInsideItIsNotLoadedEither() throws IOException {
    String json =
        chain()
            .replaceFirst(
                "(?s)\"activationFn\" : \\{.*?\\}",
                "\"activationFn\" : [\"java.lang.ProcessBuilder\", {}]");
    refused("array.json", json, "It names the class java.lang.ProcessBuilder");
  }

  @Test
  void aLayerThatReadsNothingIsSaid() throws IOException {
    String graph =
        new NeuralNetConfiguration.Builder()
            .graphBuilder()
            .addInputs("in")
            .addLayer("a", new DenseLayer.Builder().nIn(2).nOut(4).build(), "in")
            .addLayer(
                "out",
                new OutputLayer.Builder().nIn(4).nOut(3).activation(Activation.SOFTMAX).build(),
                "a")
            .setOutputs("out")
            .build()
            .toJson()
            .replaceFirst("\"out\" : \\[ \"a\" \\]", "\"\" : [ \"a\" ]");
    refused("graph.json", graph, "Its layer out reads nothing");
  }

  @Test
  void twoPropertiesOfOneNameCannotHideAClass() throws IOException {
    String json =
        chain()
            .replaceFirst(
                "\"@class\" : \"org.deeplearning4j.nn.conf.layers.DenseLayer\"",
                "\"@class\" : \"java.lang.ProcessBuilder\", $0");
    refused("twice.json", json, "It is no JSON: Duplicate");
  }

  @Test
  void anUnknownClassOfDeeplearning4jIsNamed() throws IOException {
    String json = chain().replaceFirst("layers.DenseLayer", "layers.NoSuchLayer");
    refused("new.json", json, "Deeplearning4j cannot read it as a MultiLayerConfiguration");
  }

  @Test
  void aZipBombIsReadNoFurtherThanItsBound() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(packed)) {
      zip.putNextEntry(new ZipEntry("configuration.json"));
      byte[] blanks = new byte[1 << 20];
      java.util.Arrays.fill(blanks, (byte) ' ');
      for (int megabyte = 0; megabyte < 256; megabyte++) {
        zip.write(blanks);
      }
      zip.closeEntry();
    }
    refused("bomb.zip", packed.toByteArray(), "Its configuration has 16777217 bytes");
  }

  @Test
  void pathsInAZipLeadNowhere() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(packed)) {
      zip.putNextEntry(new ZipEntry("../../configuration.json"));
      zip.write(chain().getBytes(StandardCharsets.UTF_8));
      zip.closeEntry();
    }
    refused("path.zip", packed.toByteArray(), "It is a zip with neither configuration.json");
    try (var files = Files.list(folder)) {
      assertThat(files.map(each -> each.getFileName().toString())).containsExactly("path.zip");
    }
  }

  @Test
  void depthWordsAndLayersAreBounded() throws IOException {
    refused("deep.json", "{\"confs\":" + "[".repeat(100_000), "It is no JSON: ");
    refused("long.json", " ".repeat((16 << 20) + 1), "Its configuration has 16777217 bytes");
    refused(
        "many.json",
        "{\"confs\":[" + "{},".repeat(50_000) + "{}]}",
        "It has 50001 layers; the most that is read is 2000.");
  }

  @Test
  void aLayerOfTooManyUnitsIsRefusedBeforeItIsMade() throws IOException {
    refused(
        "wide.json",
        chain().replaceFirst("\"nout\" : 5", "\"nout\" : 9223372036854775807"),
        "The layer layer0 has 9223372036854775807 outputs; 0 to 16777216 are read.");
    refused(
        "large.json",
        chain()
            .replaceFirst("\"nin\" : 4", "\"nin\" : 16000000")
            .replace("\"nout\" : 5", "\"nout\" : 16000000"),
        "It has more than 300000000 parameters, the most that is read.");
  }

  @Test
  void randomBytesBehindEachBeginningAreRefused() throws IOException {
    byte[][] beginnings = {
      {}, {'P', 'K', 3, 4}, {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'}, {'{'}
    };
    Random random = new Random(5);
    for (byte[] beginning : beginnings) {
      for (int file = 0; file < 50; file++) {
        byte[] bytes = new byte[beginning.length + random.nextInt(3000)];
        random.nextBytes(bytes);
        System.arraycopy(beginning, 0, bytes, 0, beginning.length);
        refused("random.bin", bytes, "It");
      }
    }
  }

  @Test
  void whatIsNoFileIsSaid() {
    assertThatThrownBy(() -> NetworkFiles.read(folder.resolve("none.zip")))
        .isInstanceOf(ProblemsException.class)
        .hasMessageStartingWith("none.zip: There is no file ");
    assertThatThrownBy(() -> NetworkFiles.read(folder))
        .isInstanceOf(ProblemsException.class)
        .hasMessageContaining(" is no file.");
  }

  @Test
  void jsonOfSomethingElseIsSaid() throws IOException {
    refused("a.json", "{\"a\": 1}", "It is JSON, but of no network.");
    refused("b.json", "[1]", "It is JSON, but no object");
    refused("c.json", "", "It is no JSON, but empty.");
    refused("d.json", "name: study\n", "It is no JSON: ");
  }

  private static boolean sprung;

  /** Would say that it was made. */
  public static final class Trap extends DenseLayer {
    private static final long serialVersionUID = 1L;

    public Trap() {
      sprung = true;
    }
  }

  private void refused(String name, String text, String message) throws IOException {
    refused(name, text.getBytes(StandardCharsets.UTF_8), message);
  }

  private void refused(String name, byte[] content, String message) throws IOException {
    Path file = Files.write(folder.resolve(name), content);
    long before = allocated();
    assertThatThrownBy(() -> NetworkFiles.read(file))
        .isInstanceOf(ProblemsException.class)
        .hasMessageStartingWith(name + ": " + message)
        .hasMessageContaining("\n  Maybe ");
    assertThat(allocated() - before).isLessThan(MOST_BYTES);
  }

  private static long allocated() {
    return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
        .getCurrentThreadAllocatedBytes();
  }

  private static String dollar(String text) {
    return java.util.regex.Matcher.quoteReplacement(text);
  }

  private static String chain() {
    return new NeuralNetConfiguration.Builder()
        .list()
        .layer(new DenseLayer.Builder().nIn(4).nOut(5).build())
        .layer(new OutputLayer.Builder().nIn(5).nOut(3).activation(Activation.SOFTMAX).build())
        .build()
        .toJson();
  }
}
