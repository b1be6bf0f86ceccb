package io.ablate4j.report.section;

import java.util.List;

/**
 * One hypothesis and what came of it.
 *
 * @param id unique on the page
 * @param number in the study's order, from 1
 * @param claim the sentence
 * @param family whose error rate it shares
 * @param icon stands before the word
 * @param word the verdict
 * @param mood CSS class
 * @param parts what was seen of each prediction, a sentence each
 * @param note p value, or what is missing
 */
public record Claim(
    String id,
    int number,
    String claim,
    String family,
    String icon,
    String word,
    String mood,
    List<String> parts,
    String note) {
  public Claim {
    parts = List.copyOf(parts);
  }
}
