package io.ablate4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ablate4j.folder.StudyFolder;
import io.ablate4j.store.ResultStore;
import io.ablate4j.study.yaml.BuiltInStudies;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Studies that put claims on trial, the whole way. */
class ClaimsRunTest {
  @TempDir private Path folder;

  private record Ran(int code, String out, String err) {}

  private Ran ablate4j(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of("--out", folder.toString()));
    int code =
        CommandLineInterface.execute(
            new PrintWriter(out, true), new PrintWriter(err, true), all.toArray(String[]::new));
    return new Ran(code, out.toString(), err.toString());
  }

  private StudyFolder study(String name) {
    return new StudyFolder(folder.resolve("claims").resolve(name));
  }

  @Test
  void someClaimsAreTriedAndAllAreRegisteredBeforehand() throws Exception {
    Ran ran = ablate4j("run", "claims", "--only", "li,C15", "--seeds", "2", "--no-timing");
    assertThat(ran.code()).as(ran.err()).isZero();
    for (String name : BuiltInStudies.claims()) {
      try (ResultStore store = study(name).openToRead()) {
        assertThat(store.registration().isBeforehand()).as(name).isTrue();
        boolean wanted = List.of("mini-li", "claims-rescale").contains(name);
        assertThat(store.finished().isEmpty()).as(name).isEqualTo(!wanted);
      }
    }
    String page = Files.readString(folder.resolve("claims/index.html"));
    assertThat(page)
        .contains("C15-identity</a>: <b>", "insufficient data", "mini-li/index.html#claim-1");
    List<String> rows = Files.readAllLines(folder.resolve("claims/claims.csv"));
    assertThat(rows.get(0)).startsWith("claim_id,group,role,at_scale,study,id,family");
    assertThat(rows)
        .anyMatch(row -> row.startsWith("C15,why,decides,small,claims-rescale,C15-identity,"))
        .anyMatch(row -> row.startsWith("li,miniature,part,small,mini-li,li-formula,"));

    Ran again = ablate4j("run", "claims", "--only", "li", "--seeds", "2", "--no-timing");
    assertThat(again.err()).contains("mini-li (1 of 1): all 10 trials are stored already.");
  }

  @Test
  void aClaimThatThereIsNotIsNamedAndNothingIsWritten() {
    Ran ran = ablate4j("run", "claims", "--only", "C30");
    assertThat(ran.code()).isEqualTo(ExitCode.BAD_REQUEST);
    assertThat(ran.err()).contains("--only names \"C30\"", "Maybe use");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void theQuestionsOfClaimsCannotBeChanged() {
    assertThat(ablate4j("run", "claims", "--set", "batchSize=16").err())
        .contains("--set would change the questions");
    assertThat(ablate4j("run", "claims", "--shard", "1/2").err()).contains("--shard");
    assertThat(ablate4j("run", "quickstart", "--only", "C22").err())
        .contains("--only picks claims");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void thePlanHasALineAStudyWithItsClaims() {
    Ran ran = ablate4j("plan", "claims", "--no-measure", "--only", "C22,C16");
    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.out())
        .containsPattern("claims-batch +\\d+ .*C22 C08 C17")
        .containsPattern("claims-shift +\\d+ .*C14 C16")
        .contains("2 studies, ", "Predicted time");
  }
}
