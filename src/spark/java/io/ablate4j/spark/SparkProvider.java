package io.ablate4j.spark;

import io.ablate4j.problem.ProblemsException;
import io.ablate4j.run.ExecutorContext;
import io.ablate4j.run.ExecutorOption;
import io.ablate4j.run.ExecutorProvider;
import io.ablate4j.run.TrialExecutor;
import java.util.List;

/** One task a trial on a Spark cluster. Loads without Spark, to be able to say what is missing. */
public final class SparkProvider implements ExecutorProvider {
  static final String MASTER = "master";
  static final String SPARK = "spark.";

  /** For {@link java.util.ServiceLoader}. */
  public SparkProvider() {}

  @Override
  public String id() {
    return "spark";
  }

  @Override
  public String description() {
    return "one task a trial on a Spark cluster; started by scripts/spark-submit-study";
  }

  @Override
  public List<ExecutorOption> options() {
    return List.of(
        new ExecutorOption(
            MASTER,
            "the cluster's URL, such as spark://host:7077; Spark's own setting if not given"),
        new ExecutorOption(
            SPARK + "*", "any setting of Spark's, such as spark.executor.memory=4g"));
  }

  @Override
  public boolean isElsewhere() {
    return true;
  }

  @Override
  public String inWords(ExecutorContext context) {
    mustHaveSpark();
    return "Spark " + SparkSession.version() + " at " + SparkSession.master(context);
  }

  @Override
  public TrialExecutor create(ExecutorContext context) {
    return new SparkExecutor(context);
  }

  private static void mustHaveSpark() {
    try {
      Class.forName(
          "org.apache.spark.api.java.JavaSparkContext",
          false,
          SparkProvider.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw ProblemsException.of(
          "The executor spark is on the class path, but Spark itself is not.",
          "start it with scripts/spark-submit-study, and SPARK_HOME naming the cluster's Spark.");
    }
  }
}
