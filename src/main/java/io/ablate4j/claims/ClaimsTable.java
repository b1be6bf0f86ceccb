package io.ablate4j.claims;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The claims on trial.
 *
 * @param groups what they are about, in order: a word and a question
 * @param claims in order, group by group
 * @param miniatures published results
 */
public record ClaimsTable(
    Map<String, String> groups, List<Claim> claims, List<Miniature> miniatures) {
  private static final String RESOURCE = "/studies/claims/table.yaml";

  public ClaimsTable {
    groups = Collections.unmodifiableMap(new LinkedHashMap<>(groups));
    claims = List.copyOf(claims);
    miniatures = List.copyOf(miniatures);
  }

  /** The one that comes along. */
  public static ClaimsTable builtIn() {
    try (InputStream in = ClaimsTable.class.getResourceAsStream(RESOURCE)) {
      Map<?, ?> all = (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromInputStream(in);
      Map<String, String> groups = new LinkedHashMap<>();
      ((Map<?, ?>) all.get("groups"))
          .forEach((word, question) -> groups.put(word.toString(), question.toString()));
      return new ClaimsTable(
          groups,
          ((List<?>) all.get("claims")).stream().map(each -> claim((Map<?, ?>) each)).toList(),
          ((List<?>) all.get("miniatures"))
              .stream().map(each -> miniature((Map<?, ?>) each)).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(RESOURCE + " cannot be read", e);
    }
  }

  /** The claim or the miniature of that id has these hypotheses; empty if there is none. */
  public Optional<List<String>> hypotheses(String id) {
    return claims.stream()
        .filter(claim -> claim.id().equals(id))
        .map(Claim::hypotheses)
        .findFirst()
        .or(
            () ->
                miniatures.stream()
                    .filter(miniature -> miniature.id().equals(id))
                    .map(Miniature::parts)
                    .findFirst());
  }

  private static Claim claim(Map<?, ?> entry) {
    return new Claim(
        text(entry, "id"),
        text(entry, "group"),
        text(entry, "claim"),
        Optional.ofNullable(entry.get("short"))
            .map(Object::toString)
            .orElseGet(() -> withoutStop(text(entry, "claim"))),
        text(entry, "from"),
        text(entry, "setting"),
        Optional.ofNullable(entry.get("caution")).map(Object::toString).orElse(""),
        Optional.ofNullable(entry.get("expected"))
            .map(word -> Ruling.ofWord(word.toString()).orElseThrow())
            .orElse(Ruling.SUPPORTED),
        Boolean.TRUE.equals(entry.get("tuned")),
        words(entry, "decided-by"),
        words(entry, "decided-by-tuned"),
        words(entry, "beside"));
  }

  private static String withoutStop(String sentence) {
    return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
  }

  private static Miniature miniature(Map<?, ?> entry) {
    return new Miniature(
        text(entry, "id"),
        text(entry, "from"),
        text(entry, "protocol"),
        text(entry, "differs"),
        text(entry, "paper"),
        words(entry, "parts"));
  }

  private static String text(Map<?, ?> entry, String key) {
    Object value = entry.get(key);
    if (value == null) {
      throw new IllegalStateException(RESOURCE + ": " + key + " is missing in " + entry);
    }
    return value.toString();
  }

  private static List<String> words(Map<?, ?> entry, String key) {
    return entry.get(key) instanceof List<?> list
        ? list.stream().map(Object::toString).toList()
        : List.of();
  }
}
