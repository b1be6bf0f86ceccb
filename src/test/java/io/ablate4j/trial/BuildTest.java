package io.ablate4j.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Properties;
import org.junit.jupiter.api.Test;

class BuildTest {
  private static final String COMMIT = "589e12380c1fe3ee3df4b32e89bb7aebd8fdf26a";

  @Test
  void aCleanTreeIsItsCommit() {
    assertThat(build(COMMIT, "false").commit()).contains(COMMIT);
  }

  @Test
  void changesThatNobodyCommittedAreReported() {
    assertThat(build(COMMIT, "true").commit()).contains(COMMIT + " with changes");
  }

  @Test
  void aTreeWithoutGitHasNoCommit() {
    assertThat(build("${git.commit.id.full}", "${git.dirty}").commit()).isEmpty();
  }

  @Test
  void theBuildThatRunsKnowsItsVersion() {
    assertThat(Build.here().version()).matches("\\d+\\.\\d+\\.\\d+(-SNAPSHOT)?");
  }

  private static Build build(String commit, String changed) {
    Properties properties = new Properties();
    properties.setProperty("version", "0.1.0");
    properties.setProperty("commit", commit);
    properties.setProperty("changed", changed);
    return Build.of(properties);
  }
}
