package io.ablate4j.model.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ablate4j.problem.ProblemsException;

/** JSON from outside, bounded in length, depth and the length of its words. */
final class JsonText {
  /** Characters; InceptionResNet has a tenth of it. */
  static final int LONGEST = 16 << 20;

  private static final int DEEPEST = 60;
  private static final int WORD = 1 << 20;
  private static final int DIGITS = 100;

  private static final ObjectMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEEPEST)
                          .maxStringLength(WORD)
                          .maxNameLength(WORD)
                          .maxNumberLength(DIGITS)
                          .build())
                  // Of two properties of one name, the reader after this one may take the other.
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private JsonText() {}

  /**
   * The object that a text is.
   *
   * @throws ProblemsException if it is none, or beyond the bounds
   */
  static JsonNode read(String text) {
    if (text.isBlank()) {
      throw ProblemsException.of(
          "It is no JSON, but empty.", "save the network again, and name that file.");
    }
    if (text.length() > LONGEST) {
      throw tooLong(text.length());
    }
    JsonNode tree;
    try {
      tree = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      String line = e.getLocation() == null ? "" : " (line " + e.getLocation().getLineNr() + ")";
      throw ProblemsException.of(
          "It is no JSON: " + Shown.line(e.getOriginalMessage()) + line + ".",
          "save the network again, and name that file.");
    }
    if (!tree.isObject()) {
      throw ProblemsException.of(
          "It is JSON, but no object, so no network.",
          "name the file that Deeplearning4j's toJson() or Keras's to_json() has written.");
    }
    return tree;
  }

  /** What to say of a longer text. */
  static ProblemsException tooLong(long length) {
    return ProblemsException.of(
        "Its configuration has " + length + " bytes; the most that is read is " + LONGEST + ".",
        "name a file of the architecture alone.");
  }
}
