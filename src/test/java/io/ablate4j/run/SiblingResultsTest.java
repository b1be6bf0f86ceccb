package io.ablate4j.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.ablate4j.store.ResultStore;
import io.ablate4j.store.SqliteStore;
import io.ablate4j.trial.Asked;
import io.ablate4j.trial.Outcome;
import io.ablate4j.trial.Provenance;
import io.ablate4j.trial.TrialKey;
import io.ablate4j.trial.TrialResult;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiblingResultsTest {
  private static final Map<String, String> HERE =
      Map.of(Provenance.NATIVE_BUILD, "build-1", Provenance.BLAS_KERNEL, "SkylakeX");

  @TempDir private Path folder;
  private ResultStore own;
  private ResultStore sibling;

  @BeforeEach
  void open() {
    own = SqliteStore.open(folder.resolve("own.db"));
    sibling = SqliteStore.open(folder.resolve("other.db"));
  }

  @AfterEach
  void close() {
    own.close();
    sibling.close();
  }

  private static TrialKey key(int number) {
    return TrialKey.ofCanonicalJson("{\"trial\":" + number + "}");
  }

  private static TrialResult result(int number, Outcome outcome, Map<String, String> facts) {
    return new TrialResult(key(number), outcome, List.of(), Provenance.of(facts));
  }

  private int copy(int... numbers) {
    Map<TrialKey, Asked> asked = new HashMap<>();
    for (int number : numbers) {
      asked.put(key(number), Asked.UNSAID);
    }
    return SiblingResults.copy(own, asked.keySet(), asked, sibling, HERE);
  }

  @Test
  void whatBothStudiesWantIsCopiedOnce() {
    sibling.save(result(1, new Outcome.Completed(), HERE));
    sibling.save(result(2, new Outcome.Completed(), HERE));
    assertThat(copy(1, 3)).isEqualTo(1);
    assertThat(own.finished()).containsExactly(key(1));
    assertThat(copy(1, 3)).isZero();
  }

  @Test
  void otherNativeCodeAndFailuresAreLeft() {
    Map<String, String> elsewhere = new HashMap<>(HERE);
    elsewhere.put(Provenance.BLAS_KERNEL, "Haswell");
    sibling.save(result(1, new Outcome.Completed(), elsewhere));
    sibling.save(result(2, new Outcome.Failed("it broke"), HERE));
    assertThat(copy(1, 2)).isZero();
    assertThat(own.finished()).isEmpty();
  }
}
