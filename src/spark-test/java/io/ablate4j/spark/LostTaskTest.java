package io.ablate4j.spark;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What Spark 3.5.9 says, as it was seen. */
class LostTaskTest {
  @Test
  void anExecutorThatEndedIsToldWithItsReason() {
    assertThat(
            LostTask.reason(
                "Job aborted due to stage failure: Task 0 in stage 3.0 failed 4 times, most recent"
                    + " failure: Lost task 0.3 in stage 3.0 (TID 12) (127.0.0.1 executor 5):"
                    + " ExecutorLostFailure (executor 5 exited caused by one of the running tasks)"
                    + " Reason: Command exited with code 7\nDriver stacktrace:"))
        .isEqualTo("its executor process ended each of 4 times: Command exited with code 7");
  }

  @Test
  void anExceptionIsToldInOneLine() {
    assertThat(
            LostTask.reason(
                "Job aborted due to stage failure: Task 0 in stage 0.0 failed 4 times, most recent"
                    + " failure: Lost task 0.3 in stage 0.0 (TID 3) (127.0.0.1 executor 0):"
                    + " java.lang.IllegalStateException: no model\n\tat a.B.c(B.java:1)\n\nDriver"
                    + " stacktrace:"))
        .isEqualTo("it failed on the executor 4 times: java.lang.IllegalStateException: no model");
  }

  @Test
  void whateverElseItSaysIsToldInOneLine() {
    assertThat(LostTask.reason("Job 3 cancelled\nmore"))
        .isEqualTo("Spark gave it up: Job 3 cancelled");
  }
}
