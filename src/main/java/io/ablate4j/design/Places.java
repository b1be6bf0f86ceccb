package io.ablate4j.design;

import java.util.List;
import java.util.Map;

/**
 * Where the entries of a design are written, each such as "study.yaml:7".
 *
 * @param zips in the order of {@link Design#zips}
 * @param only by entry
 * @param exclude by entry
 * @param shape empty if the study does not name one
 */
public record Places(
    List<String> zips,
    Map<Map<String, String>, String> only,
    Map<Map<String, String>, String> exclude,
    String shape) {
  /** Of a design that no file has. */
  public static final Places NONE = new Places(List.of(), Map.of(), Map.of(), "");

  public Places {
    zips = List.copyOf(zips);
    only = Map.copyOf(only);
    exclude = Map.copyOf(exclude);
  }

  String ofZip(int index) {
    return index < zips.size() ? zips.get(index) : "";
  }

  /** Such as " (study.yaml:7)"; nothing if nobody knows. */
  static String inWords(String place) {
    return place.isEmpty() ? "" : " (" + place + ")";
  }
}
