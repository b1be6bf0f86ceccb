package io.ablate4j.trial;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Data of a study as the answering side needs to know them.
 *
 * @param where levels of the cells that learn them; empty if all do
 * @param facts what the study asks for, and shape, classes and checksum of what there is; sorted by
 *     name
 * @param found what was found in them; empty if the study was stored before that was looked at
 */
public record DatasetRecord(
    Map<String, String> where, SortedMap<String, String> facts, Optional<DataFacts> found) {
  /** The fact that tells the number of classes, and so what chance is. */
  public static final String CLASSES = "classes";

  public DatasetRecord {
    where = Collections.unmodifiableMap(new LinkedHashMap<>(where));
    facts = Collections.unmodifiableSortedMap(new TreeMap<>(facts));
    Objects.requireNonNull(found, "found");
  }

  /** Such as "small", its level; empty if all cells learn the same. */
  public String name() {
    return String.join(", ", where.values());
  }

  /** Whether a cell learns them. */
  public boolean isOf(Cell cell) {
    return cell.levels().entrySet().containsAll(where.entrySet());
  }

  /** Accuracy of guessing among the classes, 0 to 1; empty if their number is unknown. */
  public OptionalDouble chance() {
    String classes = facts.getOrDefault(CLASSES, "");
    return classes.matches("[1-9][0-9]{0,8}")
        ? OptionalDouble.of(1.0 / Integer.parseInt(classes))
        : OptionalDouble.empty();
  }

  /** What may make numbers on them say something else than they seem to say. */
  public List<String> warnings(Optional<Target> target) {
    return found.stream()
        .flatMap(
            data ->
                Stream.concat(
                    data.warnings().stream(),
                    target.stream().flatMap(t -> data.needsNothingLearned(t).stream())))
        .map(warning -> prefix() + warning)
        .toList();
  }

  /** Such as "On the dataset small: "; empty if all cells learn the same. */
  public String prefix() {
    StringBuilder words = new StringBuilder();
    where.forEach(
        (factor, level) ->
            words.append(words.isEmpty() ? "" : ", ").append(Roles.inWords(factor, level)));
    return words.isEmpty() ? "" : "On " + words + ": ";
  }
}
