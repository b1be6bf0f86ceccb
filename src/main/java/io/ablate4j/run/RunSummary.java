package io.ablate4j.run;

/**
 * What a run did.
 *
 * @param stored trials that were there before
 * @param completed trials it carried out to their end
 * @param diverged trials it carried out that diverged
 * @param failed trials it could not carry out
 */
public record RunSummary(int stored, int completed, int diverged, int failed) {}
