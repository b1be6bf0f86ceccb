package io.ablate4j.cli;

import io.ablate4j.trial.Visible;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;

/** Writes to a terminal, which does as control characters tell it: here they are shown instead. */
final class VisibleWriter extends FilterWriter {
  VisibleWriter(Writer out) {
    super(out);
  }

  @Override
  public void write(int c) throws IOException {
    write(String.valueOf((char) c));
  }

  @Override
  public void write(char[] text, int from, int length) throws IOException {
    out.write(Visible.text(String.valueOf(text, from, length)));
  }

  @Override
  public void write(String text, int from, int length) throws IOException {
    out.write(Visible.text(text.substring(from, from + length)));
  }
}
