package io.ablate4j.report;

import io.ablate4j.analysis.SyntheticStudy;
import java.io.IOException;
import java.nio.file.Path;

/** Writes the report of synthetic rows, for tests that want a JVM of their own. */
final class ReportMain {
  private ReportMain() {}

  public static void main(String[] arguments) throws IOException {
    HtmlReport.write(new SyntheticStudy.Builder().build().analysis(), Path.of(arguments[0]));
  }
}
