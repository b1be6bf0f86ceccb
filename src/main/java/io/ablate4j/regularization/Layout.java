package io.ablate4j.regularization;

import io.ablate4j.problem.Problem;
import java.util.List;

/**
 * What a regularization puts into one network, and where it could have.
 *
 * @param sites all places there are, in the network's order
 * @param placed what was put there
 * @param searches what selectors found
 * @param problems why a part cannot stand where it was to; then there is no network
 */
public record Layout(
    List<Site> sites, List<Placed> placed, List<Search> searches, List<Problem> problems) {
  public Layout {
    sites = List.copyOf(sites);
    placed = List.copyOf(placed);
    searches = List.copyOf(searches);
    problems = List.copyOf(problems);
  }

  /**
   * A part at a place.
   *
   * @param hasPixels whether what it stands behind has height and width
   * @param words such as "dropout 0.25 after pool1"
   */
  public record Placed(Part part, Site site, boolean hasPixels, String words) {}

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

  /** All places in a line, such as "conv1 conv-conv, pool1 conv-conv". */
  public String sitesInWords() {
    return String.join(
        ", ", sites.stream().map(site -> (site.name() + " " + site.boundary()).strip()).toList());
  }
}
