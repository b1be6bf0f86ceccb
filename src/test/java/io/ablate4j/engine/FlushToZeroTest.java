package io.ablate4j.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ablate4j.engine.runtime.NativeRuntime;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class FlushToZeroTest {
  @Test
  void denormalsVanishOnThisThreadAloneAndOnlyUntilItIsClosed() {
    assumeTrue(
        System.getProperty("os.name").equals("Linux")
            && System.getProperty("os.arch").equals("amd64"),
        "only known on Linux, x86-64");
    assertThat(FlushToZero.isOn()).isFalse();
    try (FlushToZero flush = FlushToZero.onThisThread()) {
      assertThat(flush).isNotNull();
      assertThat(FlushToZero.isOn()).isTrue();
      assertThat(CompletableFuture.supplyAsync(FlushToZero::isOn).join()).isFalse();
    }
    assertThat(FlushToZero.isOn()).isFalse();
  }

  @Test
  void nativeOperationsFlushToo() {
    assumeTrue(
        System.getProperty("os.name").equals("Linux")
            && System.getProperty("os.arch").equals("amd64"),
        "only known on Linux, x86-64");
    NativeRuntime.start(1);
    INDArray least = Nd4j.valueArrayOf(new long[] {64}, Float.MIN_NORMAL);
    assertThat(least.mul(0.5f).getFloat(3)).isPositive();
    try (FlushToZero flush = FlushToZero.onThisThread()) {
      assertThat(flush).isNotNull();
      assertThat(least.mul(0.5f).getFloat(3)).isZero();
    }
  }
}
