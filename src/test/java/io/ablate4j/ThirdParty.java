package io.ablate4j;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Compares what ablate4j runs with, as Maven resolves it, with what NOTICE says of its licences.
 */
final class ThirdParty {
  /** SPDX names of licences that Apache-2.0 software can be used with. */
  private static final Set<String> ACCEPTED =
      Set.of(
          "Apache-2.0",
          "BSD-2-Clause",
          "BSD-3-Clause",
          "CDDL-1.1",
          "EPL-1.0",
          "EPL-2.0",
          "MIT",
          "blessing");

  private ThirdParty() {}

  /** What {@code mvn dependency:list} has written, as "group:artifact". */
  static Set<String> resolved(Path list) throws IOException {
    Set<String> resolved = new TreeSet<>();
    for (String line : Files.readAllLines(list, StandardCharsets.UTF_8)) {
      String[] parts = line.strip().split(":");
      if (parts.length >= 5) {
        resolved.add(parts[0] + ":" + parts[1]);
      }
    }
    return resolved;
  }

  /** Licences of a NOTICE by "group:artifact", as SPDX expressions. */
  static Map<String, String> licences(List<String> notice) {
    Map<String, String> licences = new TreeMap<>();
    for (String line : notice) {
      String[] parts = line.split(" {2,}", 2);
      if (parts.length == 2 && parts[0].matches("[\\w.-]+:[\\w.-]+")) {
        licences.put(parts[0], parts[1].strip());
      }
    }
    return licences;
  }

  /** What is wrong, each with what to do; empty if all is well. */
  static List<String> faults(Set<String> resolved, Map<String, String> licences) {
    List<String> faults = new ArrayList<>();
    for (String artifact : resolved) {
      String licence = licences.get(artifact);
      if (licence == null) {
        faults.add(
            artifact
                + " is on the run-time class path, but not in NOTICE. Maybe exclude it in pom.xml,"
                + " or add a line with its licence.");
      } else if (!isAccepted(licence)) {
        faults.add(
            artifact
                + " comes under "
                + licence
                + " alone, which is not among "
                + new TreeSet<>(ACCEPTED)
                + ". Maybe use something else.");
      }
    }
    for (String artifact : licences.keySet()) {
      if (!resolved.contains(artifact)) {
        faults.add(
            artifact
                + " is in NOTICE, but not on the run-time class path. Maybe take its line out.");
      }
    }
    return faults;
  }

  /** Whether every part has an accepted choice, as in "(A OR B) AND C". */
  private static boolean isAccepted(String licence) {
    return Arrays.stream(licence.split(" AND "))
        .allMatch(
            part ->
                Arrays.stream(part.replaceAll("[()]", "").split(" OR "))
                    .anyMatch(ACCEPTED::contains));
  }
}
