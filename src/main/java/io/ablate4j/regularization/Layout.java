package io.ablate4j.regularization;

import io.ablate4j.problem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a regularization puts into one network, and where it could have.
 *
 * @param sites all places there are, in the network's order
 * @param placed what was put there
 * @param searches what selectors found
 * @param problems why a part cannot stand where it was to; then there is no network
 * @param components what the network has of its own; empty if it cannot have any
 */
public record Layout(
    List<Site> sites,
    List<Placed> placed,
    List<Search> searches,
    List<Problem> problems,
    Optional<List<Component>> components) {
  public Layout {
    components = components.map(List::copyOf);
    sites = List.copyOf(sites);
    placed = List.copyOf(placed);
    searches = List.copyOf(searches);
    problems = List.copyOf(problems);
  }

  /**
   * A part at a place.
   *
   * @param hasPixels whether what it stands behind has height and width
   * @param what such as "dropout 0.25"
   * @param where such as "after"
   * @param name of the layer, such as "pool1"
   */
  public record Placed(
      Part part, Site site, boolean hasPixels, String what, String where, String name) {
    /** Such as "dropout 0.25 after pool1". */
    public String inWords() {
      return what + " " + where + " " + name;
    }
  }

  /**
   * What a selector of a part found.
   *
   * @param isFound whether there is such a place
   */
  public record Search(Part part, Selector selector, boolean isFound) {}

  /** Whether none of the part's selectors found a place; a part that wants nothing misses none. */
  public boolean isMissed(Part part) {
    List<Search> own = searches.stream().filter(search -> search.part() == part).toList();
    return !own.isEmpty() && own.stream().noneMatch(Search::isFound);
  }

  /**
   * What was put where, such as "batch norm between weights and activation of conv1, conv2; dropout
   * 0.25 after pool1"; empty if nothing was.
   */
  public String inWords() {
    Map<String, List<String>> names = new LinkedHashMap<>();
    placed.forEach(
        each ->
            names
                .computeIfAbsent(each.what() + " " + each.where(), what -> new ArrayList<>())
                .add(each.name()));
    return names.entrySet().stream()
        .map(entry -> entry.getKey() + " " + String.join(", ", entry.getValue()))
        .collect(Collectors.joining("; "));
  }

  /** All places in a line, such as "conv1 conv-conv, pool1 conv-conv". */
  public String sitesInWords() {
    return String.join(
        ", ", sites.stream().map(site -> (site.name() + " " + site.boundary()).strip()).toList());
  }
}
