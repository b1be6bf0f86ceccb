package io.ablate4j.analysis;

import io.ablate4j.hypothesis.Hypothesis;
import io.ablate4j.hypothesis.Verdict;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What came of a hypothesis.
 *
 * @param hypothesis what was claimed
 * @param parts what the replicates say of each prediction, in its order
 * @param verdict the answer
 * @param adjusted p value behind the verdict, adjusted by Holm (1979) inside the family: of
 *     support, or of refutation where that is smaller; empty if not estimable
 * @param familySize hypotheses that share the error rate
 * @param pairs replicates of the part that has the fewest; where one part is enough, the most
 * @param seedsNeeded replicates at which a verdict can be expected: what the floor of the test asks
 *     for where data are insufficient, and what effect and scatter ask for where it is undecided;
 *     empty where the answer is there, or no number below 1,000 would do
 * @param needsRounds whether those are rounds of the timing pass, not seeds
 * @param reason one clause on why there is no answer, or which of several parts shows no
 *     difference; else empty
 */
public record HypothesisResult(
    Hypothesis hypothesis,
    List<PredictionResult> parts,
    Verdict verdict,
    OptionalDouble adjusted,
    int familySize,
    int pairs,
    OptionalInt seedsNeeded,
    boolean needsRounds,
    String reason) {
  public HypothesisResult {
    Objects.requireNonNull(hypothesis, "hypothesis");
    Objects.requireNonNull(verdict, "verdict");
    Objects.requireNonNull(reason, "reason");
    parts = List.copyOf(parts);
  }
}
