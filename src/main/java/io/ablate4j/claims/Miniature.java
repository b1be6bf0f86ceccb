package io.ablate4j.claims;

import java.util.List;
import java.util.Objects;

/**
 * A published result, tried again in miniature.
 *
 * @param id such as "wu-he"
 * @param from paper and section
 * @param protocol what the paper did, and the study does
 * @param differs where the study differs
 * @param paper what the paper found, with its numbers
 * @param parts ids of hypotheses, one a part of that
 */
public record Miniature(
    String id, String from, String protocol, String differs, String paper, List<String> parts) {
  public Miniature {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(protocol, "protocol");
    Objects.requireNonNull(differs, "differs");
    Objects.requireNonNull(paper, "paper");
    parts = List.copyOf(parts);
  }
}
