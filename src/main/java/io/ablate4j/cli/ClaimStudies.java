package io.ablate4j.cli;

import io.ablate4j.claims.ClaimsTable;
import io.ablate4j.folder.ClaimsFolder;
import io.ablate4j.model.Models;
import io.ablate4j.problem.Nearest;
import io.ablate4j.problem.ProblemsException;
import io.ablate4j.study.CheckedStudy;
import io.ablate4j.study.yaml.BuiltInStudies;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The studies that put claims on trial, as options change them. */
final class ClaimStudies {
  /** The scales of all of them, the usual one first. */
  private static final List<String> SCALES = List.of("small", "standard");

  private ClaimStudies() {}

  /** Where all of them stand. */
  static ClaimsFolder folder(StudyOptions options) {
    return folder(options.out().resolve(StudyOptions.CLAIMS));
  }

  /** All of them in a folder. */
  static ClaimsFolder folder(Path path) {
    Map<String, List<String>> scales = new LinkedHashMap<>();
    for (String scale : SCALES) {
      String suffix = scale.equals(SCALES.get(0)) ? "" : "-" + scale;
      scales.put(scale, BuiltInStudies.claims().stream().map(name -> name + suffix).toList());
    }
    return new ClaimsFolder(path, scales);
  }

  /**
   * All of them by the names of their files, in the order in which they are run.
   *
   * @throws ProblemsException if levels were set, which would be another question
   */
  static Map<String, CheckedStudy> read(StudyOptions options, Models models) {
    if (!options.settings().isEmpty()) {
      throw ProblemsException.of(
          "--set would change the questions that claims ask.",
          "leave it out, or run one of their studies, such as claims-batch.");
    }
    Map<String, CheckedStudy> studies = new LinkedHashMap<>();
    for (String name : BuiltInStudies.claims()) {
      studies.put(name, options.read(models, name));
    }
    return studies;
  }

  /**
   * Names of those that decide the claims that were asked for.
   *
   * @throws ProblemsException if there is no such claim
   */
  static Set<String> wanted(
      StudyOptions options, ClaimsTable table, Map<String, CheckedStudy> studies) {
    if (options.only().isEmpty()) {
      return studies.keySet();
    }
    Set<String> wanted = new LinkedHashSet<>();
    for (String id : options.only()) {
      List<String> hypotheses =
          table.hypotheses(id.strip()).orElseThrow(() -> unknown(id.strip(), table));
      studies.forEach(
          (name, study) -> {
            if (study.study().hypotheses().stream()
                .anyMatch(each -> hypotheses.contains(each.id()))) {
              wanted.add(name);
            }
          });
    }
    Set<String> inOrder = new LinkedHashSet<>(studies.keySet());
    inOrder.retainAll(wanted);
    return inOrder;
  }

  private static ProblemsException unknown(String id, ClaimsTable table) {
    List<String> ids = new ArrayList<>();
    table.claims().forEach(claim -> ids.add(claim.id()));
    table.miniatures().forEach(miniature -> ids.add(miniature.id()));
    return ProblemsException.of(
        "--only names \"" + id + "\", and there is no such claim.", Nearest.advice(id, ids));
  }
}
