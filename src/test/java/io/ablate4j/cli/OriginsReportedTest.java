package io.ablate4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ablate4j.analysis.SyntheticStudy;
import io.ablate4j.store.SqliteStore;
import io.ablate4j.trial.Provenance;
import io.ablate4j.trial.TrialResult;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What merge and compare say of results that unlike kernels and processors have given. */
class OriginsReportedTest {
  private static final SyntheticStudy STUDY =
      new SyntheticStudy.Builder().models("mlp").batchSizes(16).seeds(6).withoutMishaps().build();

  @TempDir private Path folder;

  private String stored(String name, int from, int to, String kernel, String processor) {
    try (SqliteStore store = SqliteStore.open(folder.resolve(name).resolve("study.db"))) {
      store.begin(STUDY.study(), List.of(), STUDY.planned());
      for (TrialResult result : STUDY.results().subList(from, to)) {
        Map<String, String> facts = new TreeMap<>(result.provenance().facts());
        facts.put(Provenance.BLAS_KERNEL, kernel);
        facts.put(Provenance.PROCESSOR, processor);
        store.save(
            new TrialResult(
                result.key(), result.outcome(), result.measurements(), Provenance.of(facts)));
      }
    }
    return folder.resolve(name).toString();
  }

  @Test
  void mergeNamesTheKernelsIfTheyDiffer() {
    int all = STUDY.results().size();
    String one = stored("one", 0, 4, "Haswell", "old");
    String other = stored("other", 4, all, "SkylakeX", "new");
    assertThat(run("merge", one, other, "--out", folder.resolve("joined").toString()))
        .contains(
            "They were trained by different BLAS kernels (Haswell 4 trials, SkylakeX "
                + (all - 4)
                + " trials), whose last bits may differ.");
    String same = stored("same", 4, all, "Haswell", "old");
    assertThat(run("merge", one, same, "--out", folder.resolve("alike").toString()))
        .doesNotContain("They were trained by");
  }

  @Test
  void compareNamesKernelsAndProcessorsIfTheyDiffer() {
    int all = STUDY.results().size();
    String one = stored("one", 0, all, "Haswell", "old");
    String other = stored("other", 0, all, "SkylakeX", "new");
    assertThat(run("compare", one, other))
        .containsPattern("A was trained by .*, kernel Haswell; B by .*, kernel SkylakeX\\.")
        .contains("A ran on old " + all + " trials; B on new " + all + " trials: their times");
    String same = stored("same", 0, all, "Haswell", "old");
    assertThat(run("compare", one, same)).doesNotContain("was trained by", "ran on");
  }

  private static String run(String... arguments) {
    StringWriter text = new StringWriter();
    PrintWriter writer = new PrintWriter(text, true);
    assertThat(CommandLineInterface.execute(writer, writer, arguments)).as(text::toString).isZero();
    return text.toString();
  }
}
