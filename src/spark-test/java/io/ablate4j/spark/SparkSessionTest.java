package io.ablate4j.spark;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SparkSessionTest {
  @Test
  void executorsHaveAWorkersOptionsButForTheHeap() {
    assertThat(SparkSession.jvmOptions(""))
        .contains("-XX:+UseSerialGC", "org.bytedeco.javacpp.maxbytes")
        .doesNotContain("-Xmx");
  }

  @Test
  void aCollectorOfTheUsersTakesThePlaceOfOurs() {
    assertThat(SparkSession.jvmOptions("-XX:+UseG1GC -Da=b"))
        .contains("-XX:+UseG1GC -Da=b")
        .doesNotContain("Serial");
    assertThat(SparkSession.jvmOptions("-Da=b")).contains("-XX:+UseSerialGC").endsWith("-Da=b");
  }

  @Test
  void onlyMastersOfThisProcessAreLocal() {
    assertThat(SparkSession.isLocal("local[2]")).isTrue();
    assertThat(SparkSession.isLocal("local-cluster[2,1,1024]")).isFalse();
    assertThat(SparkSession.isLocal("spark://localhost:7077")).isFalse();
  }
}
