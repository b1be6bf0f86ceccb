package io.ablate4j.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ablate4j.engine.HandNetwork;
import io.ablate4j.engine.runtime.NativeRuntime;
import io.ablate4j.engine.runtime.TrainableNetwork;
import io.ablate4j.view.Batch;
import io.ablate4j.view.Mode;
import io.ablate4j.view.Mode.Drop;
import io.ablate4j.view.Mode.Norm;
import io.ablate4j.view.NetworkView;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class FunctionIdentityTest {
  @BeforeAll
  static void startNativeLibrary() {
    NativeRuntime.start(1);
  }

  /** Ten is added to one bias of the output: odds of p / (1 - p) are multiplied by e to the ten. */
  @Test
  void itIsTheLargestChangeOfAProbabilityOverExamplesAndClasses() {
    try (TrainableNetwork network = HandNetwork.compiled()) {
      NetworkView before = HandNetwork.view(network);
      float[] parameters = before.parameters();
      float[] changed = parameters.clone();
      changed[changed.length - 2] += 10;
      Batch batch = HandNetwork.batch();
      Map<String, Double> seen =
          FixedMoment.of(before.with(changed), batch)
              .after(parameters)
              .readings(new FunctionIdentity());
      for (Norm norm : Norm.values()) {
        float[] old = before.forward(batch, new Mode(norm, Drop.OFF)).probabilities();
        double largest = 0;
        for (int i = 0; i < old.length; i += 2) {
          double odds = Math.exp(10) * old[i] / (1 - old[i]);
          largest = Math.max(largest, odds / (1 + odds) - old[i]);
        }
        assertThat(seen.get(norm == Norm.BATCH ? "" : "running"))
            .as(norm.name())
            .isCloseTo(largest, within(1e-5));
      }
      assertThat(FixedMoment.of(before, batch).after(parameters).readings(new FunctionIdentity()))
          .containsOnly(Map.entry("", 0.0), Map.entry("running", 0.0));
    }
  }
}
