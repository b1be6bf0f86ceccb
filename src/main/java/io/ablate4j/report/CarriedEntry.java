package io.ablate4j.report;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a page carries of its study in its first tag: all there is of a page that has no {@code
 * summary.json} beside it, because a version of before that has made it, or because it was copied
 * without. Four texts and the verdicts in percent escapes, a space between two; to be left as it
 * is, for earlier versions read it, too.
 */
final class CarriedEntry {
  private static final int TEXTS = 4;
  private static final int HEAD_BYTES = 16_384;
  private static final Pattern CARRIED =
      Pattern.compile("<html lang=\"en\" data-entry=\"([^\"]*)\"");

  private CarriedEntry() {}

  /** The attribute's text. */
  static String write(StudyEntry entry) {
    return Stream.concat(
            Stream.of(entry.name(), entry.date(), entry.state(), entry.trials()),
            entry.verdicts().stream())
        .map(text -> URLEncoder.encode(text, StandardCharsets.UTF_8))
        .collect(Collectors.joining(" "));
  }

  /**
   * Of a page.
   *
   * @param folder name of the page's folder beside the page over all studies
   * @return empty if it is no report of ours, or one of a version that carried nothing
   * @throws IOException if it cannot be read
   */
  static Optional<StudyEntry> read(Path page, String folder) throws IOException {
    String head;
    try (InputStream in = Files.newInputStream(page)) {
      head = new String(in.readNBytes(HEAD_BYTES), StandardCharsets.UTF_8);
    }
    Matcher carried = CARRIED.matcher(head);
    if (!carried.find()) {
      return Optional.empty();
    }
    List<String> texts =
        Stream.of(carried.group(1).split(" ", -1))
            .map(text -> URLDecoder.decode(text, StandardCharsets.UTF_8))
            .toList();
    return texts.size() < TEXTS
        ? Optional.empty()
        : Optional.of(
            new StudyEntry(
                texts.get(0),
                StudyEntry.link(folder),
                texts.get(1),
                texts.get(2),
                texts.get(3),
                texts.subList(TEXTS, texts.size())));
  }
}
