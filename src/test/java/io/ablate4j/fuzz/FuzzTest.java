package io.ablate4j.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The first inputs of each reader; {@code scripts/fuzz} has as many as one likes. */
class FuzzTest {
  private static final int INPUTS = 3_000; // of all readers together

  @TempDir private Path folder;

  private final Fuzzer.Watch nobody =
      new Fuzzer.Watch() {
        @Override
        public void begun(String what, FuzzInput input) {}

        @Override
        public void done() {}
      };

  static List<FuzzTarget> targets() {
    return FuzzTargets.all();
  }

  @ParameterizedTest
  @MethodSource("targets")
  void whatIsRightIsRead(FuzzTarget target) throws Exception {
    for (FuzzInput seed : target.seeds()) {
      seed.write(folder);
      target.read(folder, seed);
      FuzzFiles.delete(folder);
    }
  }

  @ParameterizedTest
  @MethodSource("targets")
  void whatIsWrongIsReadOrRefusedInOurOwnWords(FuzzTarget target) throws IOException {
    Fuzzer fuzzer = new Fuzzer(target, folder, nobody);
    int inputs = INPUTS * target.share() / 1000;
    fuzzer.run(0, inputs);
    assertThat(fuzzer.finds().values().stream().map(Fuzzer.Find::text).toList()).isEmpty();
    assertThat(fuzzer.refusals()).isBetween(inputs / 10, inputs - 1);
  }

  @ParameterizedTest
  @MethodSource("targets")
  void theNumberOfAnInputSaysAllAboutIt(FuzzTarget target) {
    for (FuzzInput seed : target.seeds()) {
      FuzzInput once = target.mutate(seed, new SplittableRandom(7));
      FuzzInput again = target.mutate(seed, new SplittableRandom(7));
      assertThat(again.options()).isEqualTo(once.options());
      assertThat(again.files().keySet()).isEqualTo(once.files().keySet());
      once.files()
          .forEach((name, content) -> assertThat(again.files().get(name)).isEqualTo(content));
    }
  }
}
