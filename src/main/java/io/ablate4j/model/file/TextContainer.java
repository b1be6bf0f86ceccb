package io.ablate4j.model.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** JSON as it is; whatever no other container knows. */
final class TextContainer implements Container {
  @Override
  public boolean knows(byte[] head) {
    return true;
  }

  @Override
  public Content open(Path file) throws IOException {
    long size = Files.size(file);
    if (size > JsonText.LONGEST) {
      throw JsonText.tooLong(size);
    }
    try (InputStream in = Files.newInputStream(file)) {
      return new Content("JSON", text(in), false);
    }
  }

  /** No more than is read of a configuration; what is no UTF-8 becomes what is no JSON. */
  static String text(InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(JsonText.LONGEST + 1);
    if (bytes.length > JsonText.LONGEST) {
      throw JsonText.tooLong(bytes.length);
    }
    String text = new String(bytes, StandardCharsets.UTF_8);
    return text.startsWith("\ufeff") ? text.substring(1) : text;
  }
}
