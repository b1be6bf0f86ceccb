package io.ablate4j.report.words;

/** A line of a definition list; texts are not yet escaped. */
public record Term(String name, String text) {}
