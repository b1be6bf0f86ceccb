package io.ablate4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.ablate4j.engine.EngineCheck;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorCommandTest {
  @TempDir private Path folder;

  private final StringWriter text = new StringWriter();
  private final PrintWriter out = new PrintWriter(text, true);

  @Test
  void aMachineThatIsFineGetsALineForEachThingAndExitCodeZero() {
    assumeThat(EngineCheck.start().nativeBuild().oneDnn())
        .as("a native build with oneDNN")
        .isTrue();
    int exitCode =
        CommandLineInterface.execute(
            out,
            out,
            "doctor",
            "--out",
            folder.resolve("new/reports").toString(),
            "--data",
            folder.toString());
    // Others may use the cores while this runs, and OpenBLAS may not know a new processor: the
    // doctor says so then, and it is right.
    boolean slow =
        text.toString()
            .lines()
            .anyMatch(line -> line.matches("slow +(threads|speed|BLAS kernel) .*"));
    assertThat(exitCode).as(text.toString()).isEqualTo(slow ? 1 : 0);
    assertThat(text.toString())
        .containsPattern("ok +native build +nd4j-native-\\S+")
        .containsPattern("ok +oneDNN helpers +on: .*(\\d+) of \\1 layers")
        .containsPattern(
            "ok +helpers' numbers +compiled convolution, (vector convolution, )?convolution, pooling, batch")
        .containsPattern("ok +vector kernels +here ")
        .containsPattern("ok +step of mlp +none compiled, both compiled")
        .containsPattern("ok +step of cnn +none compiled, both compiled")
        .containsPattern("ok +step of inception +none compiled, both compiled")
        .containsPattern("(ok|slow) +speed of inception +[0-9,]+ images/s .*compiled")
        .containsPattern("ok +matrix product ")
        .containsPattern("ok +BLAS ")
        .containsPattern("(ok|slow) +BLAS kernel ")
        .containsPattern("(ok|slow) +threads +1 a worker, .* (each kept on its own|free to move)")
        .containsPattern("ok +processor ")
        .containsPattern("ok +Java ")
        .containsPattern("ok +data folders +\\S*" + folder.getFileName())
        .containsPattern("ok +data mnist ")
        .containsPattern("ok +figures +can be drawn")
        .containsPattern("ok +reports folder +.*SQLite can write there")
        .containsPattern("ok +fonts +\\d+ famil(y|ies) found")
        .contains(slow ? "make results slow" : "All fine.");
    assertThat(folder).as("the doctor leaves nothing behind").isEmptyDirectory();
  }
}
