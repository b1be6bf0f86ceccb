package io.ablate4j.figure;

import io.ablate4j.figure.Table.Row;
import java.util.ArrayList;
import java.util.List;

/** A row in the making: what is read, and beside it all digits of what was rounded. */
public final class RowBuilder {
  private final List<String> texts = new ArrayList<>();
  private final List<String> exact = new ArrayList<>();

  /** Texts that are all there is to say. */
  public RowBuilder addAll(List<String> more) {
    more.forEach(this::add);
    return this;
  }

  /** A text that is all there is to say. */
  public RowBuilder add(String text) {
    return add(text, "");
  }

  /**
   * A rounded text, and the same with all digits; where nothing is estimable that is not needed.
   */
  public RowBuilder add(String text, String allDigits) {
    texts.add(text);
    exact.add(text.equals(Digits.UNDEFINED) || text.equals(allDigits) ? "" : allDigits);
    return this;
  }

  /** The row. */
  public Row row(String mood) {
    return new Row(mood, texts, exact);
  }
}
