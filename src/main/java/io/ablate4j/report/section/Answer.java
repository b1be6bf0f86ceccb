package io.ablate4j.report.section;

import io.ablate4j.figure.Look;

/**
 * One arm's answer.
 *
 * @param look of the arm
 * @param mood "yes", "no", "open" or "few": CSS class, said by a word of the text as well
 * @param text a sentence without its subject, which is the arm
 * @param more what else is known, one or two sentences; may be empty
 */
public record Answer(Look look, String mood, String text, String more) {}
