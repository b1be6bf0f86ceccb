package io.ablate4j.soak;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Exported tables, and what is in them beside times. */
final class Tables {
  /** Not timing.csv, in which nothing but times stands. */
  static final List<String> NAMES =
      List.of("trials.csv", "epochs.csv", "cells.csv", "contrasts.csv", "hypotheses.csv");

  private static final Pattern TIME = Pattern.compile("millis|second|time");

  private Tables() {}

  /** Names of tables that differ in anything but columns, and rows of metrics, of time. */
  static List<String> different(Path one, Path other) throws IOException {
    List<String> names = new ArrayList<>();
    for (String name : NAMES) {
      List<List<String>> rows = withoutTimes(one.resolve(name));
      if (rows.size() < 2 || !rows.equals(withoutTimes(other.resolve(name)))) {
        names.add(name);
      }
    }
    return names;
  }

  private static List<List<String>> withoutTimes(Path table) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    try (CSVParser parser = CSVParser.parse(table, StandardCharsets.UTF_8, CSVFormat.RFC4180)) {
      List<Integer> kept = new ArrayList<>();
      int metric = -1;
      for (CSVRecord row : parser) {
        List<String> cells = row.toList();
        if (rows.isEmpty()) {
          metric = cells.indexOf("metric");
          for (int column = 0; column < cells.size(); column++) {
            if (!TIME.matcher(cells.get(column)).find()) {
              kept.add(column);
            }
          }
        }
        if (rows.isEmpty() || metric < 0 || !TIME.matcher(cells.get(metric)).find()) {
          rows.add(kept.stream().map(cells::get).toList());
        }
      }
    }
    return rows;
  }
}
