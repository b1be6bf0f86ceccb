package io.ablate4j.export;

import io.ablate4j.analysis.StudyAnalysis;
import io.ablate4j.claims.Claim;
import io.ablate4j.claims.ClaimsTable;
import io.ablate4j.claims.Miniature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What came of all claims on trial: a row a part of a hypothesis, as in {@link TidyCsv#HYPOTHESES},
 * with the claim it is about, its scale and its study before it.
 */
public final class ClaimsCsv {
  /** The name of the file. */
  public static final String NAME = "claims.csv";

  private static final List<String> HEADER =
      List.of("claim_id", "group", "role", "at_scale", "study");
  private static final String MINIATURE = "miniature";

  /** What a hypothesis is to a claim. */
  private record Role(String claim, String group, String role) {}

  private ClaimsCsv() {}

  /**
   * Writes it, replacing what was there.
   *
   * @param analyses of each scale the studies, in the order of their rows
   * @throws IOException if it cannot be written to
   */
  public static void write(
      ClaimsTable table, Map<String, List<StudyAnalysis>> analyses, Path directory)
      throws IOException {
    Map<String, Role> roles = roles(table);
    List<List<String>> rows = new ArrayList<>();
    for (Map.Entry<String, List<StudyAnalysis>> scale : analyses.entrySet()) {
      for (StudyAnalysis analysis : scale.getValue()) {
        List<List<String>> own = HypothesisRows.of(analysis);
        if (rows.isEmpty()) {
          rows.add(joined(HEADER, own.get(0)));
        }
        for (List<String> row : own.subList(1, own.size())) {
          Role role = roles.getOrDefault(row.get(0), new Role("", "", ""));
          rows.add(
              joined(
                  List.of(
                      role.claim(),
                      role.group(),
                      role.role(),
                      scale.getKey(),
                      analysis.study().name()),
                  row));
        }
      }
    }
    CsvTable.write(directory.resolve(NAME), rows);
  }

  private static Map<String, Role> roles(ClaimsTable table) {
    Map<String, Role> roles = new LinkedHashMap<>();
    for (Claim claim : table.claims()) {
      String decides = claim.isTuned() ? "decides-tuned" : "decides";
      claim.decidedBy().forEach(id -> roles.put(id, role(claim, decides)));
      claim.decidedByTuned().forEach(id -> roles.put(id, role(claim, "decides-tuned")));
      claim.beside().forEach(id -> roles.put(id, role(claim, "beside")));
    }
    for (Miniature miniature : table.miniatures()) {
      miniature.parts().forEach(id -> roles.put(id, new Role(miniature.id(), MINIATURE, "part")));
    }
    return roles;
  }

  private static Role role(Claim claim, String role) {
    return new Role(claim.id(), claim.group(), role);
  }

  private static List<String> joined(List<String> first, List<String> second) {
    List<String> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }
}
